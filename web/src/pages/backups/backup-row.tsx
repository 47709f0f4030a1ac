import { useSignal } from '@preact/signals';
import { isRestoring } from '../../data/restore.ts';
import { zone } from '../../data/server.ts';
import { server } from '../../data/session.ts';
import { formatBytes, formatDate } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Ago } from '../../ui/moment.tsx';
import css from './backups.module.css';
import type { Backup } from './copies.ts';
import { RestoreDialog } from './restore-dialog.tsx';
import { TrialNote } from './trial-note.tsx';
import { isSound, isTrying, verify } from './trials.ts';

/** A backup: when it was made, whether it is good, and what can be done with it. */
export function BackupRow({ backup }: { backup: Backup }) {
  const { name, createdAt, verifiedAt, bytes, rows, copies } = backup;
  const sound = isSound(backup);
  const isOpen = useSignal(false);
  const made = formatDate(Date.parse(createdAt), { dateStyle: 'full', timeStyle: 'short' }, zone.value);
  return (
    <li>
      <div class={css['about']}>
        <h3>
          {made}
          <Badge tone={sound ? 'good' : 'bad'}>{t(sound ? 'backup.sound' : 'backup.damaged')}</Badge>
        </h3>
        <p class={css['facts']}>
          <span>
            <Ago at={Date.parse(createdAt)} />
          </span>
          <span>{formatBytes(bytes)}</span>
          <span>{t('backup.rows', { count: rows })}</span>
          {sound && (
            <span>
              {t('backup.verified')} <Ago at={Date.parse(verifiedAt)} />
            </span>
          )}
        </p>
        <ul class={css['places']} aria-label={t('backup.places')}>
          {copies.map(({ folder, damage }) => (
            <li key={folder}>
              <Icon name="folder" size={16} />
              <bdi>
                {folder}/{name}
              </bdi>
              {damage !== undefined && <p class={css['damage']}>{damage}</p>}
            </li>
          ))}
        </ul>
      </div>
      <div class={css['buttons']}>
        <Button disabled={isTrying()} onPress={() => verify(name)}>
          {t('backup.verify')}
          <span class="unseen"> {made}</span>
        </Button>
        {sound && (
          <Button
            disabled={isRestoring.value}
            onPress={() => {
              isOpen.value = true;
            }}
          >
            {t('backup.restore')}
            <span class="unseen"> {made}</span>
          </Button>
        )}
      </div>
      {!isOpen.value && (
        <div class={css['note']}>
          <TrialNote name={name} />
        </div>
      )}
      {isOpen.value && (
        <RestoreDialog
          title={t('restore.title')}
          lead={t('restore.text', { made })}
          name={name}
          isBackup
          begin={() => server.peek().safekeeping.restoreBackup({ name, confirm: name })}
          onClose={() => {
            isOpen.value = false;
          }}
        />
      )}
    </li>
  );
}
