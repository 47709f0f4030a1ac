import { useSignal } from '@preact/signals';
import type { Api } from '../../../../sdk/src/index.ts';
import { attempt } from '../../data/actions.ts';
import { server } from '../../data/session.ts';
import { formatBytes } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { say } from '../../ui/toasts.tsx';
import { TypedWord } from '../../ui/typed-word.tsx';

interface EmptyingDialogProps {
  readonly found: Api.GetQuarantineResponse;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

/** The one thing here without a way back: a word is typed before it is done. */
export function EmptyingDialog({ found, onClose, onDone }: EmptyingDialogProps) {
  const typed = useSignal('');
  const word = t('emptying.word');
  const isMeant = typed.value.trim().toLocaleLowerCase() === word;
  const empty = () =>
    attempt(async () => {
      const { bytes } = await server.peek().safekeeping.emptyQuarantine();
      say(t('emptying.done', { bytes: formatBytes(bytes) }));
      onClose();
      await onDone();
    });
  return (
    <Dialog
      title={t('emptying.title')}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{t('emptying.keep')}</Button>
          <Button kind="danger" icon="trash" disabled={!isMeant} onPress={empty}>
            {t('emptying.do')}
          </Button>
        </>
      }
    >
      <p>{t('emptying.text', { count: found.items.length, bytes: formatBytes(found.bytes) })}</p>
      <TypedWord word={word} typed={typed} />
    </Dialog>
  );
}
