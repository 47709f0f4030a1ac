import type { Api } from '../../../../sdk/src/index.ts';
import { formatBytes } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Said, type Sentence } from '../../i18n/said.tsx';
import { hrefOf } from '../../router.ts';
import { Icon } from '../../ui/icon.tsx';
import css from './section-card.module.css';
import { productTitle } from './words.ts';

/** How many files of a section have what a task makes: the bar says at a glance what the words say exactly. */
export function CoverageRow({ sectionId, coverage }: { sectionId: number; coverage: Api.Coverage }) {
  const { kind, of, fresh, stale, missing, setAside, bytes, staleBecause, said } = coverage;
  const title = productTitle(coverage);
  const href = (how: 'missing' | 'stale') =>
    `${hrefOf('library', sectionId)}?${how}=${encodeURIComponent(kind)}`;
  const isComplete = fresh === of;
  return (
    <li class={css['row']} data-complete={isComplete}>
      <span class={css['product']}>
        {title}
        {bytes > 0 && <small>{formatBytes(bytes)}</small>}
      </span>
      <span class={css['bar']} aria-hidden="true">
        <span class={css['fresh']} style={{ transform: `scaleX(${(fresh / of).toFixed(4)})` }} />
        <span
          class={css['stale']}
          style={{
            insetInlineStart: `${((fresh / of) * 100).toFixed(2)}%`,
            width: `${((stale / of) * 100).toFixed(2)}%`,
          }}
        />
      </span>
      <span class={css['figures']}>
        {isComplete && <Icon name="check" size={16} />}
        {t('coverage.of', { fresh, of })}
      </span>
      <span class={css['notes']}>
        {stale > 0 && (
          <span>
            <a href={href('stale')} aria-label={`${title}: ${t('coverage.stale', { count: stale })}`}>
              {t('coverage.stale', { count: stale })}
            </a>
            {staleBecause !== undefined && (
              <>
                {' '}
                – <Because text={staleBecause} said={said} />
              </>
            )}
          </span>
        )}
        {missing > 0 && (
          <a href={href('missing')} aria-label={`${title}: ${t('coverage.missing', { count: missing })}`}>
            {t('coverage.missing', { count: missing })}
          </a>
        )}
        {setAside > 0 && <span class={css['bad']}>{t('coverage.setAside', { count: setAside })}</span>}
      </span>
    </li>
  );
}

/** How files are out of date: how many is told beside it already. */
function Because({ text, said }: Sentence) {
  const { before, after } = said?.[0]?.values ?? {};
  if (before === undefined || after === undefined) return <Said text={text} said={said} />;
  return <bdi>{t('coverage.changed', { before, after })}</bdi>;
}
