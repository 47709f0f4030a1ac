import { useSignal } from '@preact/signals';
import type { Api } from '../../../../sdk/src/index.ts';
import { connection } from '../../data/events.ts';
import { lastRestore } from '../../data/restore.ts';
import { server } from '../../data/session.ts';
import { t } from '../../i18n/i18n.ts';
import { Said } from '../../i18n/said.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Ago } from '../../ui/moment.tsx';
import { minute } from '../../ui/now.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import css from './making.module.css';
import { RestoreDialog } from './restore-dialog.tsx';

/** What came of it is news for so long. Milliseconds. */
const newsMs = 7 * 86_400_000;

/** The restore that goes on, or what came of the last one. */
export function LastRestore() {
  const restore = lastRestore.value;
  if (!restore || (restore.endedAt && minute.value - Date.parse(restore.endedAt) > newsMs)) return null;
  switch (restore.state) {
    case 'succeeded':
      return <Succeeded restore={restore} />;
    case 'failed':
      return <Failed restore={restore} />;
    default:
      return <GoingOn restore={restore} />;
  }
}

/** Calm also while the server is away. */
function GoingOn({ restore: { backup, state, fraction } }: { restore: Api.Restore }) {
  const isAway = state === 'replacing' || connection.value === 'reconnecting';
  return (
    <section class={css['making']} aria-label={t('restore.goesOn')}>
      <div class={css['head']}>
        <h2>{t('restore.goesOn')}</h2>
        <bdi>{backup}</bdi>
      </div>
      <ProgressBar share={isAway ? undefined : fraction} label={t('restore.goesOn')} />
      <p role="status">{t(isAway ? 'restore.isAway' : 'restore.isCompared')}</p>
    </section>
  );
}

function Succeeded({ restore }: { restore: Api.Restore }) {
  const { backup, restored } = restore;
  const isOpen = useSignal(false);
  const lost = (restored?.artifacts.lost ?? 0) + (restored?.artwork.lost ?? 0);
  return (
    <section class={css['succeeded']} aria-label={t('restore.done')}>
      <Icon name="check" />
      <div>
        <Ended restore={restore} title={t('restore.done')} />
        {restored && (
          <p>
            {[
              t(restored.compared ? 'restore.compared' : 'restore.intact', { count: restored.rows }),
              lost > 0 && t('restore.lost', { count: lost }),
            ]
              .filter(Boolean)
              .join(' ')}
          </p>
        )}
        {restored?.keptAs !== undefined && (
          <>
            <p>
              {t('restore.keptAs')} <bdi class={css['path']}>{restored.keptAs}</bdi>
            </p>
            <Button
              icon="undo"
              onPress={() => {
                isOpen.value = true;
              }}
            >
              {t('restore.undo')}
            </Button>
          </>
        )}
      </div>
      {isOpen.value && (
        <RestoreDialog
          title={t('restore.undoTitle')}
          lead={t('restore.undoText')}
          name={backup}
          isBackup={false}
          begin={() => server.peek().safekeeping.undoRestore({ confirm: backup })}
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </section>
  );
}

function Failed({ restore }: { restore: Api.Restore }) {
  const { failure } = restore;
  return (
    <section class={css['failed']} aria-label={t('restore.failed')}>
      <Icon name="warning" />
      <div>
        <Ended restore={restore} title={t('restore.failed')} />
        {failure && (
          <p>
            <Said text={`${failure.message} ${failure.remedy}`} said={failure.said} />
          </p>
        )}
      </div>
    </section>
  );
}

/** How it ended, of which backup, and when. */
function Ended({ restore: { backup, endedAt }, title }: { restore: Api.Restore; title: string }) {
  return (
    <>
      <h2>{title}</h2>
      <p>
        <bdi>{backup}</bdi>
        {endedAt !== undefined && (
          <>
            {' · '}
            <Ago at={Date.parse(endedAt)} />
          </>
        )}
      </p>
    </>
  );
}
