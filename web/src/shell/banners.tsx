import { computed } from '@preact/signals';
import { resume } from '../data/actions.ts';
import { brokenSince, connection } from '../data/events.ts';
import { zone } from '../data/server.ts';
import { pauses } from '../data/tasks.ts';
import { formatTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { second } from '../ui/now.ts';
import css from './shell.module.css';

const pauseOfAll = computed(() =>
  pauses.value.find(({ cause, scope }) => cause === 'hand' && scope === 'all'),
);

/** What is true of every page: that nothing is heard of the server, or that everything rests. */
export function Banners() {
  return (
    <>
      <div role="status">
        <Broken />
      </div>
      <Resting />
    </>
  );
}

/** A server that restarts is back before anybody need know. */
const patienceMs = 2_000;

function Broken() {
  const since = brokenSince.value;
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
    </div>
  );
}

function Resting() {
  const pause = pauseOfAll.value;
  if (!pause) return null;
  const until = pause.until && formatTime(Date.parse(pause.until), zone.value);
  return (
    <div class={css['banner']}>
      <Icon name="pause" />
      <p>{until ? t('shell.pausedUntil', { time: until }) : t('shell.paused')}</p>
      <Button kind="plain" icon="play" onPress={() => resume('all')}>
        {t('shell.resume')}
      </Button>
    </div>
  );
}
