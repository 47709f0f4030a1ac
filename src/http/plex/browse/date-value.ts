const unitsMs: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
  mon: 30 * 86_400_000,
  y: 365 * 86_400_000,
};

/**
 * A date in a filter: seconds since 1970 UTC, an ISO date, or so long ago (`-30d`; months and years in whole days).
 * Comes back as seconds, or as an ISO date where that is what it is compared with. Undefined for anything else.
 */
export function parseDate(text: string, isIso: boolean, now: number): string | undefined {
  const at = parseInstant(text, now);
  if (at === undefined || Math.abs(at) > 8.64e15) return undefined;
  return isIso ? new Date(at).toISOString().slice(0, 10) : `${Math.floor(at / 1000)}`;
}

function parseInstant(text: string, now: number): number | undefined {
  if (/^\d{1,12}$/.test(text)) return Number(text) * 1000;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const at = Date.parse(text);
    return Number.isNaN(at) ? undefined : at;
  }
  const [, count, unit = ''] = /^-?(\d{1,6})(mon|[smhdwy])$/.exec(text) ?? [];
  return count === undefined ? undefined : now - Number(count) * (unitsMs[unit] ?? 0);
}
