import { useComputed } from '@preact/signals';
import { pause, resume, startDue, stopAll } from '../../data/actions.ts';
import { comingNights } from '../../data/plan.ts';
import { zone } from '../../data/server.ts';
import { pauses, tasks } from '../../data/tasks.ts';
import { formatDay, formatLength, formatTime } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { formatTimeHere, isElsewhere } from '../../ui/moment.tsx';
import { minute } from '../../ui/now.ts';
import { PageHeading } from '../../ui/page.tsx';
import css from './tonight.module.css';

/** Which night it is, how far away, and what can be done with all of it. */
export function Heading() {
  const [night] = comingNights.value ?? [];
  return (
    <PageHeading title={t('page.tonight')} actions={<Actions />}>
      <span class={css['facts']}>
        {night && (
          <span>
            {t('tonight.night', {
              day: formatDay(night.opensAt, zone.value),
              opens: formatTime(night.opensAt, zone.value),
              closes: formatTime(night.closesAt, zone.value),
            })}
          </span>
        )}
        {night && isElsewhere(night.opensAt) && (
          <span>
            {t('tonight.nightHere', {
              opens: formatTimeHere(night.opensAt),
              closes: formatTimeHere(night.closesAt),
            })}
          </span>
        )}
        <span>{describe()}</span>
      </span>
    </PageHeading>
  );
}

function Actions() {
  const hasActive = useComputed(() => (tasks.value ?? []).some(({ task }) => task.value.active));
  const isPaused = pauses.value.some(({ cause, scope }) => cause === 'hand' && scope === 'all');
  return (
    <>
      {isPaused ? (
        <Button icon="play" kind="primary" onPress={() => resume('all')}>
          {t('tonight.resumeAll')}
        </Button>
      ) : (
        <Menu icon="pause" label={t('tonight.pauseAll')} items={pauseLengths()} />
      )}
      {hasActive.value && (
        <Button icon="stop" onPress={stopAll}>
          {t('tonight.stopAll')}
        </Button>
      )}
      <Button icon="play" kind={isPaused ? 'normal' : 'primary'} onPress={startDue}>
        {t('tonight.startDue')}
      </Button>
    </>
  );
}

const hourMs = 3_600_000;

function pauseLengths() {
  const lengths = [hourMs, 3 * hourMs, 8 * hourMs].map(ms => ({
    label: t('tonight.pauseFor', { length: formatLength(ms) }),
    onChoose: () => pause('all', new Date(minute.value + ms).toISOString()),
  }));
  return [...lengths, { label: t('tonight.pauseUntil'), onChoose: () => pause('all') }];
}

function describe(): string {
  const nights = comingNights.value;
  if (nights === undefined) return '';
  const now = minute.value;
  const open = nights.find(({ opensAt, closesAt }) => opensAt <= now && now < closesAt);
  if (open) return t('tonight.openFor', { length: formatLength(open.closesAt - now) });
  const next = nights.find(({ opensAt }) => opensAt > now);
  return next ? t('tonight.opensIn', { length: formatLength(next.opensAt - now) }) : t('tonight.noWindow');
}
