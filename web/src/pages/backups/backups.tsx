import { startTask } from '../../data/actions.ts';
import { useResource } from '../../data/resource.ts';
import { server } from '../../data/session.ts';
import { formatBytes } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Page, PageHeading } from '../../ui/page.tsx';
import { Empty, Failed, Skeleton } from '../../ui/states.tsx';
import { BackupRow } from './backup-row.tsx';
import css from './backups.module.css';
import { type Backup, gatherCopies } from './copies.ts';
import { LastRestore } from './last-restore.tsx';
import { findBackupTask, Making } from './making.tsx';
import { Quarantine } from './quarantine.tsx';
import { Storage } from './storage.tsx';
import { Verdict } from './verdict.tsx';

/** What there is to fall back on, what can be put back, and what all of it takes on the disk. */
export function Backups() {
  const { value, error, reload } = useResource(
    async () => gatherCopies((await server.peek().safekeeping.backups()).items),
    [],
    ['run', 'preference', 'restore'],
  );
  const isMade = findBackupTask()?.task.value.active !== undefined;
  const backups = value.value;
  return (
    <Page>
      <PageHeading
        title={t('page.backups')}
        actions={
          <Button icon="plus" kind="primary" disabled={isMade} onPress={() => startTask('BackupDatabase')}>
            {t('backups.make')}
          </Button>
        }
      >
        {backups && backups.length > 0 && describe(backups)}
      </PageHeading>
      <LastRestore />
      <Making />
      {backups === undefined ? (
        <Card flush>
          {error.value === undefined ? <Skeleton /> : <Failed error={error.value} onRetry={reload} />}
        </Card>
      ) : backups.length === 0 ? (
        <Card>
          <Empty icon="backups" title={t('backups.none')}>
            {t('backups.noneText')}
          </Empty>
        </Card>
      ) : (
        <>
          <Verdict backups={backups} />
          <Card title={t('backups.list')} flush>
            <ul class={css['rows']}>
              {backups.map(backup => (
                <BackupRow key={backup.name} backup={backup} />
              ))}
            </ul>
          </Card>
        </>
      )}
      <Quarantine />
      <Storage />
    </Page>
  );
}

function describe(backups: readonly Backup[]): string {
  const bytes = backups.reduce((sum, { bytes, copies }) => sum + bytes * copies.length, 0);
  return t('backups.total', { count: backups.length, bytes: formatBytes(bytes) });
}
