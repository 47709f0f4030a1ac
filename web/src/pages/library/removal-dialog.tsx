import type { Api } from '../../../../sdk/src/index.ts';
import { attempt } from '../../data/actions.ts';
import { useResource } from '../../data/resource.ts';
import { server } from '../../data/session.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { say } from '../../ui/toasts.tsx';

interface RemovalDialogProps {
  readonly section: Api.Section;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

/** Says what would be forgotten with a section, before it is. */
export function RemovalDialog({ section, onClose, onDone }: RemovalDialogProps) {
  const { id, title } = section;
  const { value, error, reload } = useResource(
    () => server.peek().library.removeSection({ id, dryRun: 'true' }),
    [id],
  );
  const remove = () =>
    attempt(async () => {
      await server.peek().library.removeSection({ id });
      say(t('removal.done', { section: title }));
      onClose();
      await onDone();
    });
  const found = value.value;
  return (
    <Dialog
      title={t('removal.title', { section: title })}
      onClose={onClose}
      isQuestion
      foot={
        <>
          <Button onPress={onClose}>{t('sectionForm.cancel')}</Button>
          <Button kind="danger" icon="trash" disabled={found === undefined} onPress={remove}>
            {t('removal.do')}
          </Button>
        </>
      }
    >
      {error.value !== undefined ? (
        <Failed error={error.value} onRetry={reload} />
      ) : found === undefined ? (
        <Skeleton lines={2} />
      ) : (
        <p>
          {t('removal.text', {
            items: t('removal.items', { count: found.items }),
            files: t('removal.files', { count: found.files }),
          })}
        </p>
      )}
    </Dialog>
  );
}
