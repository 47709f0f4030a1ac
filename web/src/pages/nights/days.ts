import type { Api } from '../../../../sdk/src/index.ts';

/**
 * What a night looks like from afar:
 * - `well`: all that ran did what it should
 * - `files`: tasks did, but files failed
 * - `failed`: a task failed, or was cut short by the end of the server
 * - `active`: something is planned, waits or runs, and nothing went wrong yet
 * - `idle`: there was a window, or a plan, and nothing ran
 * - `none`: nothing is known of it
 */
export const dayStates = ['well', 'files', 'failed', 'active', 'idle', 'none'] as const;
export type DayState = (typeof dayStates)[number];

export function stateOf(night: Api.NightSummary | undefined): DayState {
  if (!night) return 'none';
  const { runs, failedFiles } = night;
  if (runs.failed || runs.interrupted) return 'failed';
  if (failedFiles > 0) return 'files';
  if (runs.running || runs.queued || runs.scheduled) return 'active';
  return runs.succeeded || runs.yielded || runs.cancelled ? 'well' : 'idle';
}

/** The last night that has anything to show: one in which runs are only planned comes after those that began. */
export function findNewest(nights: readonly Api.NightSummary[]): string | undefined {
  const hasBegun = ({ runs, reports }: Api.NightSummary) => {
    const { scheduled: _, queued: __, ...begun } = runs;
    return reports > 0 || Object.keys(begun).length > 0;
  };
  return (nights.findLast(hasBegun) ?? nights.at(-1))?.serviceDay;
}

/** Runs of a night that began, or still will. */
export function countRuns(night: Api.NightSummary | undefined): number {
  const { skipped: _, ...runs } = night?.runs ?? {};
  return Object.values(runs).reduce((sum, count) => sum + count, 0);
}

const dayMs = 86_400_000;

/** The ISO date so many days after another. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
}

/** Whether it is an ISO date that there is. */
export function isDate(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The ISO date of an instant by the clock of a zone. */
export function dateOf(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(at);
  const part = (type: string) => parts.find(part => part.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** The day with which weeks begin where the viewer lives, from 1 for Monday to 7 for Sunday. */
export function firstDayOf(locale: string): number {
  // Not every browser knows it.
  const asked = new Intl.Locale(locale) as { getWeekInfo?(): { firstDay: number } };
  return asked.getWeekInfo?.().firstDay ?? 1;
}

/** So many weeks, the last of which has the day `last`: each its seven ISO dates. */
export function weeksUntil(last: string, count: number, firstDay: number): string[][] {
  const weekday = new Date(Date.parse(last)).getUTCDay();
  const begin = addDays(last, -((weekday - firstDay + 7) % 7) - (count - 1) * 7);
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: 7 }, (_, day) => addDays(begin, week * 7 + day)),
  );
}
