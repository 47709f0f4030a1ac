import { t } from '../../i18n/i18n.ts';
import { Card } from '../../ui/card.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';

/** In place of a page of the library that is being read, or could not be. */
export function Pending({ error, onRetry }: { error: unknown; onRetry: () => Promise<void> }) {
  return (
    <>
      <h1 class="unseen">{t('library.title')}</h1>
      <Card>
        {error === undefined ? <Skeleton lines={10} /> : <Failed error={error} onRetry={onRetry} />}
      </Card>
    </>
  );
}
