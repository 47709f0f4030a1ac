import { useSignal } from '@preact/signals';
import { attempt } from '../data/actions.ts';
import { renewToken } from '../data/session.ts';
import { t } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import css from './renewal.module.css';

/** Says what it means that the token is renewed, and shows the new one when it is. */
export function Renewal({ onClose }: { onClose: () => void }) {
  const renewed = useSignal<string | undefined>(undefined);
  const renew = () =>
    attempt(async () => {
      renewed.value = await renewToken();
    });
  return (
    <Dialog
      title={t('renewal.title')}
      onClose={onClose}
      foot={
        renewed.value === undefined ? (
          <>
            <Button onPress={onClose}>{t('renewal.cancel')}</Button>
            <Button kind="danger" icon="refresh" onPress={renew}>
              {t('renewal.do')}
            </Button>
          </>
        ) : (
          <Button onPress={onClose}>{t('ui.close')}</Button>
        )
      }
    >
      {renewed.value === undefined ? (
        <p>{t('renewal.text')}</p>
      ) : (
        <div role="status">
          <p>{t('renewal.done')}</p>
          <code class={css['token']}>{renewed}</code>
        </div>
      )}
    </Dialog>
  );
}
