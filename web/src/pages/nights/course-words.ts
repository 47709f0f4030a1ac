import { zone } from '../../data/server.ts';
import { formatBytes, formatDate, formatLength, formatNumber, formatTime } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';

/** With as much of it as tells something: `0.4 s`, `94 s`, `12 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds >= 599.5) return formatLength(seconds * 1_000);
  return formatNumber(seconds, {
    ...{ style: 'unit', unit: 'second', unitDisplay: 'short' },
    maximumFractionDigits: seconds < 0.095 ? 2 : seconds < 9.95 ? 1 : 0,
  });
}

/** By the clock of the server, with seconds where they matter. */
export function formatClock(at: number, stepMs: number): string {
  if (stepMs % 60_000 === 0) return formatTime(at, zone.value);
  const fields = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  return formatDate(at, fields, zone.value);
}

/** With as many digits as tell something: `84`, `8.4`, `0.84`. */
export function formatRate(value: number): string {
  return formatNumber(value, { maximumFractionDigits: value >= 20 ? 0 : value >= 2 ? 1 : 2 });
}

/** `12.4 MB/s` */
export function formatBytesRate(bytes: number): string {
  return t('run.perSecond', { bytes: formatBytes(bytes) });
}
