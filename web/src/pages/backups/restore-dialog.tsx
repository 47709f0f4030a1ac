import { useSignal } from '@preact/signals';
import type { Api } from '../../../../sdk/src/index.ts';
import { attempt } from '../../data/actions.ts';
import { showBegun } from '../../data/restore.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TypedWord } from '../../ui/typed-word.tsx';
import css from './restore-dialog.module.css';
import { TrialNote } from './trial-note.tsx';
import { isTrying, rehearse } from './trials.ts';

interface RestoreDialogProps {
  readonly title: string;
  /** What is put in the place of the database, in words. */
  readonly lead: string;
  /** Typed before it is done. */
  readonly name: string;
  /** Whether it is a backup that can be rehearsed. */
  readonly isBackup: boolean;
  readonly begin: () => Promise<Api.Restore>;
  readonly onClose: () => void;
}

/** Restores something, once its name was typed. What then happens is told on the page. */
export function RestoreDialog({ title, lead, name, isBackup, begin, onClose }: RestoreDialogProps) {
  const typed = useSignal('');
  const restore = () =>
    attempt(async () => {
      showBegun(await begin());
      onClose();
      scrollTo({ top: 0 });
    });
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t('restore.keep')}</Button>
          <Button
            kind="danger"
            icon="undo"
            disabled={typed.value.trim() !== name || isTrying()}
            onPress={restore}
          >
            {t('restore.do')}
          </Button>
        </>
      }
    >
      <p>{lead}</p>
      <ul class={css['consequences']}>
        <li>{t('restore.away')}</li>
        <li>{t('restore.kept')}</li>
        <li>{t('restore.missing')}</li>
      </ul>
      {isBackup && (
        <div class={css['rehearsal']}>
          <p>{t('restore.rehearseText')}</p>
          <Button disabled={isTrying()} onPress={() => rehearse(name)}>
            {t('restore.rehearseNow')}
          </Button>
          <TrialNote name={name} />
        </div>
      )}
      <TypedWord word={name} typed={typed} />
    </Dialog>
  );
}
