import { locale } from './i18n.ts';

type Options = Intl.DateTimeFormatOptions;

const made = new Map<string, unknown>();

/** Formatters are dear to make. */
function kept<Made>(kind: string, options: object, make: (language: string) => Made): Made {
  const key = `${locale.value} ${kind} ${JSON.stringify(options)}`;
  const found = (made.get(key) as Made | undefined) ?? make(locale.value);
  made.set(key, found);
  return found;
}

export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  const text = kept('number', options, tag => new Intl.NumberFormat(tag, options)).format(value);
  // A minus is as wide as a plus; what Intl writes is a hyphen.
  return text.replace('-', '−');
}

/** @param share from 0 to 1 */
export function formatPercent(share: number): string {
  return formatNumber(Math.floor(share * 100) / 100, { style: 'percent' });
}

/** @param zone IANA name; that of the viewer by default. @param at milliseconds since 1970 UTC */
export function formatDate(at: number, options: Options, zone?: string): string {
  const all = zone === undefined ? options : { ...options, timeZone: zone };
  return kept('date', all, tag => new Intl.DateTimeFormat(tag, all)).format(at);
}

/** `02:10` */
export function formatTime(at: number, zone?: string): string {
  return formatDate(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, zone);
}

/** `Sunday 22 November`. */
export function formatDay(at: number, zone?: string): string {
  return formatDate(at, { weekday: 'long', day: 'numeric', month: 'long' }, zone);
}

/** An ISO date, as `Sun 22 Nov`. */
export function formatServiceDay(
  date: string,
  options: Options = { weekday: 'short', day: 'numeric', month: 'short' },
): string {
  return formatDate(Date.parse(date), options, 'UTC');
}

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
export function zoneOffsetMs(at: number, zone: string): number {
  // It says `GMT+05:30`, or `GMT` alone.
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
    at,
  );
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = 0, minutes = 0] = /([+-])(\d+):(\d+)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const;

/** Decimal, as disks are sold: `12.4 GB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  const options = { style: 'unit', unit: units[power], unitDisplay: power ? 'short' : 'long' } as const;
  return formatNumber(value, { ...options, maximumFractionDigits: power > 1 && value < 100 ? 1 : 0 });
}

/** `42 s`, `3 min`, `1 hr 20 min`; of less than a second `0 s`. */
export function formatLength(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return formatUnit(seconds, 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return formatUnit(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  if (hours < 48)
    return [formatUnit(hours, 'hour'), minutes % 60 ? formatUnit(minutes % 60, 'minute') : '']
      .join(' ')
      .trim();
  return formatUnit(Math.round(hours / 24), 'day');
}

function formatUnit(value: number, unit: string): string {
  return formatNumber(value, { style: 'unit', unit, unitDisplay: unit === 'day' ? 'long' : 'short' });
}

const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `in 3 hours`, `yesterday`, `now`. */
export function formatRelative(at: number, now: number): string {
  const away = at - now;
  const [unit, ms] = steps.find(([, ms]) => Math.abs(away) >= ms) ?? (['second', 1000] as const);
  const count = unit === 'second' ? 0 : Math.round(away / ms);
  return kept('relative', {}, tag => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' })).format(
    count,
    unit,
  );
}
