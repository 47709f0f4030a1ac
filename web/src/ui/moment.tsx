import { zone } from '../data/server.ts';
import { formatDate, formatRelative, formatTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { minute } from './now.ts';
import { Tooltip } from './tooltip.tsx';

const whole = { dateStyle: 'medium', timeStyle: 'short' } as const;

/** The viewer's own zone. */
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** An instant in words, `3 hours ago`, and what the clocks of the server and of the viewer said. */
export function Ago({ at }: { at: number }) {
  return (
    <Tooltip text={bothClocks(at)}>
      <time dateTime={new Date(at).toISOString()}>
        {formatRelative(at, Math.max(minute.value, at - 60_000))}
      </time>
    </Tooltip>
  );
}

/** A time of day by the clock of the server, `02:10`. */
export function TimeOfDay({ at }: { at: number }) {
  return (
    <Tooltip text={bothClocks(at)}>
      <time dateTime={new Date(at).toISOString()}>{formatTime(at, zone.value)}</time>
    </Tooltip>
  );
}

/** Where both are in one zone it is said once. */
export function bothClocks(at: number): string {
  const there = formatDate(at, whole, zone.value);
  const here = formatDate(at, whole, ownZone);
  return there === here ? there : t('time.bothClocks', { there, zone: zone.value, here });
}
