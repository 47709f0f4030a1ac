import type { Api } from '../../../../sdk/src/index.ts';
import { useResource } from '../../data/resource.ts';
import { server } from '../../data/session.ts';
import { formatBytes, formatPercent } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { classes } from '../../ui/classes.ts';
import { Ago } from '../../ui/moment.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import css from './storage.module.css';

type Kind = Api.Storage['items'][number];

/** What Butler keeps on its disk, by what it is: once as a bar, once as a table. */
export function Storage() {
  const { value, error, reload } = useResource(
    async () => (await server.peek().safekeeping.storage()) as Api.Storage,
    [],
    ['run', 'preference'],
  );
  const found = value.value;
  return (
    <Card title={t('storage.title')} flush>
      {found === undefined ? (
        error.value === undefined ? (
          <Skeleton lines={4} />
        ) : (
          <Failed error={error.value} onRetry={reload} />
        )
      ) : (
        <Measured storage={found} />
      )}
    </Card>
  );
}

function Measured({ storage }: { storage: Api.Storage }) {
  const { folder, totalBytes, freeBytes, measuredAt, items } = storage;
  const own = items.reduce((sum, { bytes }) => sum + bytes, 0);
  const others = Math.max(0, totalBytes - freeBytes - own);
  return (
    <>
      <div class={css['bars']}>
        <p class={css['lead']}>
          <strong>{t('storage.own', { bytes: formatBytes(own) })}</strong>
          <span>
            {t('storage.counted')} <Ago at={Date.parse(measuredAt)} />
          </span>
        </p>
        <div class={css['bar']} role="img" aria-label={t('storage.bar')}>
          {items.map(({ kind, bytes }) => (
            <Part key={kind} name={kind} bytes={bytes} />
          ))}
        </div>
        <p class={css['lead']}>
          <span>{t('storage.free', { free: formatBytes(freeBytes), total: formatBytes(totalBytes) })}</span>
          <bdi class={css['folder']}>{folder}</bdi>
        </p>
        <div class={classes(css['bar'], css['thin'])} role="img" aria-label={t('storage.disk')}>
          <Part name="own" bytes={own} />
          <Part name="others" bytes={others} />
          <Part name="free" bytes={freeBytes} />
        </div>
      </div>
      <Table label={t('storage.title')} columns={columnsOf(own)} rows={items} keyOf={({ kind }) => kind} />
    </>
  );
}

/** As long as its share of the bar. */
function Part({ name, bytes }: { name: Kind['kind'] | 'own' | 'others' | 'free'; bytes: number }) {
  return bytes > 0 ? <span class={css[name]} style={{ flexGrow: bytes }} /> : null;
}

function columnsOf(own: number): readonly Column<Kind>[] {
  return [
    {
      key: 'kind',
      title: t('storage.kind'),
      isHead: true,
      cell: ({ kind }) => (
        <span class={css['kind']}>
          <span class={classes(css['swatch'], css[kind])} />
          {t(`storage.${kind}`)}
        </span>
      ),
    },
    { key: 'bytes', title: t('storage.size'), isNumber: true, cell: ({ bytes }) => formatBytes(bytes) },
    {
      key: 'share',
      title: t('storage.share'),
      isNumber: true,
      cell: ({ bytes }) => formatPercent(own > 0 ? bytes / own : 0),
    },
    { key: 'budget', title: t('storage.budget'), isNumber: true, cell: budgetOf },
  ];
}

function budgetOf({ bytes, budgetBytes }: Kind) {
  if (budgetBytes === undefined) return t('storage.unlimited');
  const text = t('storage.used', {
    share: formatPercent(bytes / budgetBytes),
    bytes: formatBytes(budgetBytes),
  });
  return bytes > budgetBytes ? <Badge tone="warn">{text}</Badge> : text;
}
