import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Command } from './command.tsx';
import type { Backup } from './copies.ts';
import css from './restore-dialog.module.css';
import { TrialNote } from './trial-note.tsx';
import { isTrying, rehearse } from './trials.ts';

interface RestoreDialogProps {
  readonly backup: Backup;
  /** When it was made, in words. */
  readonly made: string;
  readonly onClose: () => void;
}

/** How a backup is restored: rehearsed here, done at the command line, as the database is in use while this is seen. */
export function RestoreDialog({ backup, made, onClose }: RestoreDialogProps) {
  const { name, command } = backup;
  return (
    <Dialog
      title={t('restore.title')}
      onClose={onClose}
      foot={<Button onPress={onClose}>{t('ui.close')}</Button>}
    >
      <p class={css['lead']}>{t('restore.text', { made })}</p>
      <ol class={css['steps']}>
        <li>
          <h3>{t('restore.rehearse')}</h3>
          <p>{t('restore.rehearseText')}</p>
          <TrialNote name={name} />
          <div>
            <Button disabled={isTrying()} onPress={() => rehearse(name)}>
              {t('restore.rehearseNow')}
            </Button>
          </div>
        </li>
        <li>
          <h3>{t('restore.stop')}</h3>
          <p>{t('restore.stopText')}</p>
        </li>
        <li>
          <h3>{t('restore.run')}</h3>
          <Command text={command} />
          <p>{t('restore.runText')}</p>
        </li>
        <li>
          <h3>{t('restore.start')}</h3>
          <p>{t('restore.startText')}</p>
        </li>
      </ol>
    </Dialog>
  );
}
