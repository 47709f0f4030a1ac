import { useSignal } from '@preact/signals';
import type { Api } from '../../../../sdk/src/index.ts';
import { attempt } from '../../data/actions.ts';
import { useResource } from '../../data/resource.ts';
import { server } from '../../data/session.ts';
import { formatBytes, formatRelative } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Said } from '../../i18n/said.tsx';
import { taskTitle } from '../../i18n/tasks.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Ago, bothClocks } from '../../ui/moment.tsx';
import { minute } from '../../ui/now.ts';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { say } from '../../ui/toasts.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { EmptyingDialog } from './emptying-dialog.tsx';
import css from './quarantine.module.css';

type Quarantined = Api.GetQuarantineResponse['items'][number];

/** Cleaning may take thousands of things away in a night: so many are shown at first, and with each further look. */
const firstShown = 8;
const moreShown = 100;

/** What cleaning took away: each can be put back until it goes for good. */
export function Quarantine() {
  const { value, error, reload } = useResource(() => server.peek().safekeeping.quarantine(), [], ['run']);
  const shown = useSignal(firstShown);
  const isEmptying = useSignal(false);
  const found = value.value;
  const items = found?.items ?? [];
  return (
    <Card
      title={t('quarantine.title')}
      flush
      aside={
        items.length > 0 && (
          <Button
            kind="danger"
            icon="trash"
            onPress={() => {
              isEmptying.value = true;
            }}
          >
            {t('quarantine.empty')}
          </Button>
        )
      }
    >
      {found === undefined ? (
        error.value === undefined ? (
          <Skeleton lines={3} />
        ) : (
          <Failed error={error.value} onRetry={reload} />
        )
      ) : items.length === 0 ? (
        <p class={css['lead']}>{t('quarantine.none')}</p>
      ) : (
        <>
          <p class={css['lead']}>
            {t('quarantine.total', { count: items.length, bytes: formatBytes(found.bytes) })}
          </p>
          <ul class={css['rows']} aria-label={t('quarantine.title')}>
            {items.slice(0, shown.value).map(item => (
              <Row key={item.id} item={item} onBack={reload} />
            ))}
          </ul>
          {items.length > shown.value && (
            <div class={css['more']}>
              <Button
                kind="plain"
                onPress={() => {
                  shown.value += moreShown;
                }}
              >
                {t('quarantine.more', { count: items.length - shown.value })}
              </Button>
            </div>
          )}
        </>
      )}
      {isEmptying.value && found && (
        <EmptyingDialog
          found={found}
          onClose={() => {
            isEmptying.value = false;
          }}
          onDone={reload}
        />
      )}
    </Card>
  );
}

function Row({ item, onBack }: { item: Quarantined; onBack: () => Promise<void> }) {
  const { id, at, what, whatSaid, why, said, bytes, rows } = item;
  const putBack = async () => {
    await attempt(async () => {
      const { restored } = await server.peek().safekeeping.restoreFromQuarantine({ id });
      say(t('quarantine.isBack', { what: restored }));
    });
    // Another tab may have been faster.
    await onBack();
  };
  return (
    <li>
      <span class={css['sign']}>
        <Icon name={rows === undefined ? 'folder' : 'library'} size={18} />
      </span>
      <div class={css['about']}>
        <p class={css['what']}>
          <Said text={what} said={whatSaid} />
        </p>
        <p>{said ? <Said text={why} said={said} /> : explain(why)}</p>
        <p class={css['facts']}>
          {bytes !== undefined && <span>{formatBytes(bytes)}</span>}
          {rows !== undefined && <span>{t('backup.rows', { count: rows })}</span>}
          <span>
            {t('quarantine.taken')} <Ago at={Date.parse(at)} />
          </span>
          <span>
            <Goes at={Date.parse(item.keptUntil)} />
          </span>
        </p>
      </div>
      <IconButton icon="undo" label={t('quarantine.putBack', { what })} onPress={putBack} />
    </li>
  );
}

/** Rows of the library tell the task that took them away, files a sentence. */
function explain(why: string): string {
  return taskTitle({ name: why, title: why });
}

function Goes({ at }: { at: number }) {
  if (at <= minute.value) return <>{t('quarantine.goesNext')}</>;
  return (
    <Tooltip text={bothClocks(at)} isStop>
      <time dateTime={new Date(at).toISOString()}>
        {t('quarantine.goes', { when: formatRelative(at, minute.value) })}
      </time>
    </Tooltip>
  );
}
