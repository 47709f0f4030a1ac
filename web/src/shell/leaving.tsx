import { answerToLeave, askedToLeave } from '../data/unsaved.ts';
import { t } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** Asks before something that was written and not saved is lost. */
export function Leaving() {
  if (!askedToLeave.value) return null;
  const stay = () => answerToLeave(false);
  return (
    <Dialog
      title={t('leaving.title')}
      onClose={stay}
      isQuestion
      foot={
        <>
          <Button onPress={stay}>{t('leaving.stay')}</Button>
          <Button kind="danger" onPress={() => answerToLeave(true)}>
            {t('leaving.leave')}
          </Button>
        </>
      }
    >
      <p>{t('leaving.text')}</p>
    </Dialog>
  );
}
