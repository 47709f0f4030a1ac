import { formatBytes } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/classes.ts';
import { Icon } from '../../ui/icon.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import css from './trial-note.module.css';
import { trials } from './trials.ts';

/** How it goes with a backup that is restored on trial, or what came of it. */
export function TrialNote({ name }: { name: string }) {
  const trial = trials.value.get(name);
  return (
    <div role="status" class={css['status']}>
      {trial?.state === 'running' && (
        <div class={css['running']}>
          <div>
            <p>{t('trial.running')}</p>
            <ProgressBar share={undefined} label={t('trial.running')} />
          </div>
          <Button onPress={trial.cancel}>{t('trial.cancel')}</Button>
        </div>
      )}
      {trial?.state === 'good' && (
        <p class={classes(css['said'], css['good'])}>
          <Icon name="check" size={18} />
          <span>
            {t(trial.compared ? 'trial.compared' : 'trial.intact', {
              count: trial.rows,
              bytes: formatBytes(trial.bytes),
            })}
            {trial.lost > 0 && ` ${t('restore.lost', { count: trial.lost })}`}
          </span>
        </p>
      )}
      {trial?.state === 'bad' && (
        <p class={classes(css['said'], css['bad'])}>
          <Icon name="warning" size={18} />
          <bdi>{trial.message}</bdi>
        </p>
      )}
    </div>
  );
}
