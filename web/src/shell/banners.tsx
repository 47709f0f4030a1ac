import { computed } from '@preact/signals';
import type { Api } from '../../../sdk/src/index.ts';
import { resume } from '../data/actions.ts';
import { brokenSince, connection, reconnect } from '../data/events.ts';
import { isRestoring } from '../data/restore.ts';
import { zone } from '../data/server.ts';
import { pauses, tasks } from '../data/tasks.ts';
import { formatTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { explainPause } from '../i18n/pauses.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { second } from '../ui/now.ts';
import css from './shell.module.css';

/** Those by hand always; what the machine rests by itself only while something rests for it. */
const restingAll = computed(() => {
  const resting = new Set(
    (tasks.value ?? []).flatMap(({ task: { value } }) => (value.active && value.pause?.cause) ?? []),
  );
  return pauses.value.filter(
    ({ scope, cause }) => scope === 'all' && (cause === 'hand' || resting.has(cause)),
  );
});

/** What is true of every page: that nothing is heard of the server, or that everything rests. */
export function Banners() {
  return (
    <>
      <div role="status">
        <Broken />
      </div>
      {restingAll.value.map(pause => (
        <Resting key={pause.cause} pause={pause} />
      ))}
    </>
  );
}

/** A server that restarts is back before anybody need know. */
const patienceMs = 2_000;

function Broken() {
  const since = brokenSince.value;
  if (since !== undefined && isRestoring.value) return <Restoring />;
  if (connection.value !== 'reconnecting' || since === undefined || Date.now() - since < patienceMs) {
    // Looked at again with the next second.
    if (connection.value === 'reconnecting') void second.value;
    return null;
  }
  const time = formatTime(since, zone.value);
  return (
    <div class={css['banner']}>
      <Icon name="warning" />
      <p>{navigator.onLine ? t('connection.reconnecting', { time }) : t('connection.offline', { time })}</p>
      <Button kind="plain" onPress={reconnect}>
        {t('connection.tryNow')}
      </Button>
    </div>
  );
}

/** It left to put the backup in place: nothing is wrong. */
function Restoring() {
  return (
    <div class={classes(css['banner'], css['calm'])}>
      <Icon name="backups" />
      <p>{t('connection.restoring')}</p>
    </div>
  );
}

function Resting({ pause }: { pause: Api.Pause }) {
  const isByHand = pause.cause === 'hand';
  const until = pause.until && formatTime(Date.parse(pause.until), zone.value);
  const byHand = until ? t('shell.pausedUntil', { time: until }) : t('shell.paused');
  return (
    <div class={css['banner']}>
      <Icon name="pause" />
      <p>{isByHand ? byHand : t('shell.mediaRests', { why: explainPause(pause) })}</p>
      {isByHand && (
        <Button kind="plain" icon="play" onPress={() => resume('all')}>
          {t('shell.resume')}
        </Button>
      )}
    </div>
  );
}
