import { stopTask } from '../../data/actions.ts';
import { type LiveTask, tasks } from '../../data/tasks.ts';
import { formatBytes, formatLength } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { explainPause } from '../../i18n/pauses.ts';
import { Said } from '../../i18n/said.tsx';
import { hrefOf } from '../../router.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import css from './making.module.css';

export function findBackupTask(): LiveTask | undefined {
  return tasks.value?.find(({ name }) => name === 'BackupDatabase');
}

/** The backup that is being made, or why the last one failed. */
export function Making() {
  const live = findBackupTask();
  if (!live) return null;
  const { active, last, pause } = live.task.value;
  if (active) {
    return (
      <section class={css['making']} aria-label={t('backups.making')}>
        <div class={css['head']}>
          <h2>{t(active.state === 'running' ? 'backups.making' : 'backups.waits')}</h2>
          <Button icon="stop" onPress={() => stopTask('BackupDatabase')}>
            {t('backups.stop')}
          </Button>
        </div>
        {pause && <p>{explainPause(pause)}</p>}
        <Moving live={live} isResting={pause !== undefined || active.state !== 'running'} />
      </section>
    );
  }
  if (last?.state !== 'failed') return null;
  return (
    <section class={css['failed']} aria-label={t('backups.lastFailed')}>
      <Icon name="warning" />
      <div>
        <h2>{t('backups.lastFailed')}</h2>
        <p>
          <Said text={last.outcome ?? ''} said={last.said} />
        </p>
        <a href={hrefOf('nights', 'run', last.id)}>{t('backups.showRun')}</a>
      </div>
    </section>
  );
}

/** Drawn anew with every report. */
function Moving({ live, isResting }: { live: LiveTask; isResting: boolean }) {
  const { bytesDone = 0, bytesTotal, subtitle, said, timeLeftMs } = live.progress.value ?? {};
  const figures = [
    ...(bytesTotal
      ? [t('backups.bytesOf', { done: formatBytes(bytesDone), total: formatBytes(bytesTotal) })]
      : []),
    ...(timeLeftMs === undefined ? [] : [t('backups.timeLeft', { length: formatLength(timeLeftMs) })]),
  ];
  return (
    <>
      <ProgressBar
        share={bytesTotal ? Math.min(1, bytesDone / bytesTotal) : undefined}
        label={t('backups.making')}
        text={figures.join(', ')}
        isResting={isResting}
      />
      <p class={css['figures']}>
        {subtitle !== undefined && <Said text={subtitle} said={said} />}
        <span>{figures.join(' · ')}</span>
      </p>
    </>
  );
}
