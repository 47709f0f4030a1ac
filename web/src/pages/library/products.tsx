import type { Api } from '../../../../sdk/src/index.ts';
import { formatBytes } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Said } from '../../i18n/said.tsx';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Ago } from '../../ui/moment.tsx';
import css from './products.module.css';
import { productTitle, titleOfTask } from './words.ts';
import { isInHand, workOn } from './work.ts';

const tones: Readonly<Record<Exclude<Api.Product['state'], 'fresh'>, Tone>> = {
  stale: 'warn',
  missing: 'plain',
  'set-aside': 'bad',
};

/** What there is of all that tasks make of a file, why the rest is not there, and having it made now. */
export function Products({ item, part }: { item: Api.ItemDetails; part: Api.Part }) {
  const { products } = part;
  if (products.length === 0) return <Card title={t('item.made')}>{t(`item.state.${part.state}`)}</Card>;
  return (
    <Card title={t('item.made')} flush>
      <ul>
        {products.map(product => (
          <Row key={product.kind} item={item} product={product} />
        ))}
      </ul>
    </Card>
  );
}

function Row({ item, product }: { item: Api.ItemDetails; product: Api.Product }) {
  const { task, state, bytes, madeAt, because, said } = product;
  return (
    <li class={css['row']}>
      <div>
        <h3>{productTitle(product)}</h3>
        <p>
          {madeAt !== undefined && <Ago at={Date.parse(madeAt)} />}
          {bytes !== undefined && <span>{formatBytes(bytes)}</span>}
          {because !== undefined && (
            <span>
              <Said text={because} said={said} />
            </span>
          )}
        </p>
      </div>
      {state === 'fresh' ? (
        // To do it once more would change nothing.
        <span class={css['fresh']}>
          <Icon name="check" size={18} />
          <span class="unseen">{t('item.fresh')}</span>
        </span>
      ) : (
        <>
          <Badge tone={tones[state]}>{t(`item.${state}`)}</Badge>
          {isInHand(task) ? (
            <Badge tone="accent">{t('item.inHand')}</Badge>
          ) : (
            <Button onPress={() => workOn(item.id, task)}>
              {t('item.do')}
              <span class="unseen">{titleOfTask(task)}</span>
            </Button>
          )}
        </>
      )}
    </li>
  );
}
