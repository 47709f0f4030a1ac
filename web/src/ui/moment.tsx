import { zone } from '../data/server.ts';
import { formatDate, formatRelative, formatTime, zoneOffsetMs } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { minute } from './now.ts';
import { Tooltip } from './tooltip.tsx';

const whole = { dateStyle: 'medium', timeStyle: 'short' } as const;

/** The viewer's own zone. */
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

interface AgoProps {
  readonly at: number;
  /** Where it leads. */
  readonly href?: string;
}

/** An instant in words, `3 hours ago`, and what the clocks of the server and of the viewer said, also for keys. */
export function Ago({ at, href }: AgoProps) {
  const words = formatRelative(at, Math.max(minute.value, at - 60_000));
  const dateTime = new Date(at).toISOString();
  return (
    <Tooltip text={bothClocks(at)} isStop={href === undefined}>
      {href === undefined ? (
        <time dateTime={dateTime}>{words}</time>
      ) : (
        <a href={href}>
          <time dateTime={dateTime}>{words}</time>
        </a>
      )}
    </Tooltip>
  );
}

/** A time of day by the clock of the server, `02:10`; and by the viewer's where that is another one. */
export function TimeOfDay({ at }: { at: number }) {
  return (
    <Tooltip text={bothClocks(at)} isStop>
      <time dateTime={new Date(at).toISOString()}>
        {formatTime(at, zone.value)}
        {isElsewhere(at) && <small class="here"> {t('time.here', { time: formatTimeHere(at) })}</small>}
      </time>
    </Tooltip>
  );
}

/** Whether the viewer's clock shows another time than the server's. */
export function isElsewhere(at: number): boolean {
  return zoneOffsetMs(at, zone.value) !== zoneOffsetMs(at, ownZone);
}

/** A time of day by the viewer's own clock. */
export function formatTimeHere(at: number): string {
  return formatTime(at, ownZone);
}

/** Where both are in one zone it is said once. */
export function bothClocks(at: number): string {
  const there = formatDate(at, whole, zone.value);
  const here = formatDate(at, whole, ownZone);
  return there === here ? there : t('time.bothClocks', { there, zone: zone.value, here });
}
