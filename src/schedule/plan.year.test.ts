import { describe, expect, test } from 'vitest';
import type { MaintenanceWindow, Night, ScheduleSettings, TaskState } from '../domain/schedule.ts';
import type { TaskName } from '../domain/task.ts';
import { nextChange, scheduleSettings, taskSchedule, zones } from './arbitraries.ts';
import { daysBetween, hourMs, minuteMs } from './calendar.ts';
import { plan } from './plan.ts';
import { spreadBetween } from './spread.ts';
import { defaultWindow, nightAt, nights } from './window.ts';
import { parseWindows } from './windows-text.ts';
import { offsetAt } from './zone.ts';

interface Start {
  readonly serviceDay: string;
  readonly at: number;
}

const durationMs = 6 * minuteMs;

const tasks = [
  taskSchedule({ name: 'RefreshLibraries', intervalDays: 1 }),
  taskSchedule({ name: 'UpgradeMediaAnalysis', intervalDays: 1, spread: true }),
  taskSchedule({ name: 'RefreshLocalMedia', intervalDays: 3, spread: true, endPolicy: 'finish' }),
  taskSchedule({ name: 'OptimizeDatabase', intervalDays: 7, endPolicy: 'finish' }),
];

/** A Butler whose runs all succeed: it asks the plan at each of these instants, and at those that the plan names. */
function live(
  settings: ScheduleSettings,
  instants: readonly number[],
): ReadonlyMap<TaskName, readonly Start[]> {
  const starts = new Map<TaskName, Start[]>(settings.tasks.map(({ name }) => [name, []]));
  const states = new Map<TaskName, TaskState>();
  const running = new Map<TaskName, Start>();

  /** Does what the plan says now; returns the next instant at which it wants to be asked. */
  function tick(now: number): number {
    for (const [name, { at, serviceDay }] of running) {
      if (now < at + durationMs) continue;
      running.delete(name);
      states.set(name, { lastServiceDay: serviceDay, lastSucceededStartAt: at, usualDurationMs: durationMs });
    }
    let next = Number.POSITIVE_INFINITY;
    for (const { task, action, serviceDay, plannedAt } of plan(now, settings, Object.fromEntries(states))) {
      if (plannedAt !== undefined) next = Math.min(next, plannedAt);
      if (action !== 'start') continue;
      starts.get(task)?.push({ serviceDay, at: now });
      running.set(task, { serviceDay, at: now });
      states.set(task, { ...states.get(task), active: 'running' });
    }
    return next;
  }

  for (const [i, instant] of instants.entries()) {
    const until = instants[i + 1] ?? instant;
    for (let now = instant; now <= instant || now < until; now = tick(now));
  }
  return starts;
}

/** Around each night, somewhere within, and by day. */
function instantsOf(all: readonly Night[]): readonly number[] {
  const instants = all.flatMap(({ opensAt, closesAt, cutoffAt, serviceDay }) => {
    const spread = { instanceId: 'tick', task: 'BackupDatabase', serviceDay } as const;
    const some = spreadBetween(spread, opensAt + 1, cutoffAt - 1);
    return [opensAt - 1, opensAt, some, cutoffAt, closesAt - 1, closesAt, closesAt + 4 * hourMs];
  });
  const endsAt = all.at(-1)?.closesAt ?? 0;
  return [...new Set(instants)].filter(at => at < endsAt).toSorted((a, b) => a - b);
}

/** The nights on which a task must run that is never prevented: the first, and each first one after its interval. */
function periods(all: readonly Night[], intervalDays: number): readonly string[] {
  const days: string[] = [];
  for (const { serviceDay } of all) {
    const last = days.at(-1);
    if (last === undefined || daysBetween(last, serviceDay) >= intervalDays) days.push(serviceDay);
  }
  return days;
}

function expectWithin(window: MaintenanceWindow, { at, serviceDay }: Start): void {
  const night = nightAt(window, at);
  expect(night?.serviceDay).toBe(serviceDay);
  expect(at).toBeLessThan(night?.cutoffAt ?? 0);
}

/** Every kind of change: by an hour, by half of one, by two; at midnight, before it; around Ramadan; never. */
const years: readonly (readonly [zone: string, year: number, ...windows: readonly string[]])[] = [
  ['Europe/Berlin', 2027, '02:00-05:00', '02:00-03:00', '02:30-02:50', 'Sat 23:15-03:45'],
  ['America/New_York', 2027, '23:00-04:00', '02:00-03:00', 'Sat,Sun 01:59-03:01'],
  ['Australia/Lord_Howe', 2027, '02:00-05:00', '02:00-03:00', '01:45-02:15'],
  ['Antarctica/Troll', 2027, '23:00-04:00', '01:00-03:00'],
  ['America/Santiago', 2027, '00:00-01:00', '22:00-02:00', '23:45-00:15'],
  ['America/Nuuk', 2027, '23:00-04:00', '23:00-00:00'],
  ['America/St_Johns', 2006, '00:00-03:00'],
  ['Africa/Casablanca', 2027, '02:00-05:00', 'Sun 02:30-03:10'],
  ['Africa/Cairo', 2027, '00:00-00:00'],
  ['Asia/Kathmandu', 2027, '23:00-04:00', 'Mon-Fri 23:00-04:30'],
  ['Pacific/Chatham', 2027, '02:00-03:00', '02:45-03:45'],
];

/** Lives through a year of nights of a window, and compares with what must come of it. */
function expectEachPeriodOnce(window: MaintenanceWindow, year: number): void {
  const to = Date.UTC(year, 11, 30);
  const all = nights(window, Date.UTC(year, 0), 364).filter(({ closesAt }) => closesAt < to);
  const starts = live(scheduleSettings([window], tasks), instantsOf(all));
  for (const { name, intervalDays, spread } of tasks) {
    const runs = starts.get(name) ?? [];
    expect(runs.map(({ serviceDay }) => serviceDay)).toEqual(periods(all, intervalDays));
    for (const run of runs) {
      expectWithin(window, run);
      if (!spread) expect(run.at).toBe(nightAt(window, run.at)?.opensAt);
    }
  }
}

describe('in a year every task runs once in each of its periods', () => {
  const cases = years.flatMap(([zone, year, ...windows]) => windows.map(hours => ({ zone, year, hours })));
  test.each(cases)('$zone $year, $hours', ({ zone, year, hours }) => {
    expectEachPeriodOnce(windowOf(hours, zone), year);
  });

  test.each(['02:00-05:00', 'Fri,Sat,Sun 23:30-02:10'])('in every zone, %s', hours => {
    const distinct = distinctClocks(2027);
    expect(distinct.length).toBeGreaterThan(60);
    for (const zone of distinct) expectEachPeriodOnce(windowOf(hours, zone), 2027);
  });
});

function windowOf(hours: string, zone: string): MaintenanceWindow {
  const [window] = parseWindows(hours, zone);
  if (!window) throw new Error(`No window: ${hours}`);
  return window;
}

/** All zones, one for those whose clocks are the same from the week before a year to the week after it. */
function distinctClocks(year: number): readonly string[] {
  const byClock = new Map<string, string>();
  for (const zone of zones) {
    const ends = Date.UTC(year + 1, 0, 8);
    const clock: number[] = [];
    let at: number | undefined = Date.UTC(year - 1, 11, 24);
    for (; at !== undefined && at < ends; at = nextChange(zone, at)) clock.push(at, offsetAt(at, zone));
    byClock.set(clock.join(), zone);
  }
  return [...byClock.values()];
}

test('of several windows each night is used, and no two starts come too close', () => {
  const windows = parseWindows(
    'Mon-Fri 23:00-04:30; Sat,Sun 05:10-09:00; Wed 13:00-14:00 library',
    'Europe/Berlin',
  );
  const all = windows.flatMap(window => nights(window, Date.UTC(2027, 0), 200));
  const last = Math.min(
    ...windows.map(window => nights(window, Date.UTC(2027, 0), 200).at(-1)?.closesAt ?? 0),
  );
  const seen = all.filter(({ closesAt }) => closesAt <= last).toSorted((a, b) => a.opensAt - b.opensAt);
  const starts = live(scheduleSettings(windows, tasks), instantsOf(seen));
  for (const { name, intervalDays } of tasks) {
    const runs = starts.get(name) ?? [];
    expect(runs.length).toBeGreaterThan((200 * 0.6) / intervalDays);
    for (const [i, { at, serviceDay }] of runs.entries()) {
      const night = windows
        .map(window => nightAt(window, at))
        .find(night => night?.serviceDay === serviceDay);
      if (!night) throw new Error(`${name} started outside of every window`);
      expect(at).toBeLessThan(night.cutoffAt);
      const before = runs[i - 1];
      if (!before) continue;
      expect(daysBetween(before.serviceDay, serviceDay)).toBeGreaterThanOrEqual(intervalDays);
      expect(at - before.at).toBeGreaterThanOrEqual(
        22 * hourMs * intervalDays - (night.closesAt - night.opensAt),
      );
    }
  }
});

test('where a zone skips a day, what ran too recently waits one night more', () => {
  // Seven calendar days after 24 December 2011 were six in Samoa, which had no 30th.
  const window = defaultWindow(2, 5, 'Pacific/Apia');
  const all = nights(window, Date.UTC(2011, 11, 24), 9);
  const starts = live(scheduleSettings([window], tasks), instantsOf(all));
  const daysOf = (name: TaskName) => starts.get(name)?.map(({ serviceDay }) => serviceDay);
  expect(daysOf('OptimizeDatabase')).toEqual(['2011-12-24', '2012-01-01']);
  expect(daysOf('RefreshLibraries')).toEqual(all.map(({ serviceDay }) => serviceDay));
  expect(all.map(({ serviceDay }) => serviceDay)).not.toContain('2011-12-30');
});

test('nothing drifts: after twenty years a task still starts when its window opens', () => {
  const window = defaultWindow(2, 5, 'Europe/Berlin');
  const all = nights(window, Date.UTC(2027, 0), 20 * 365);
  const task = taskSchedule({ intervalDays: 3 });
  const starts =
    live(
      scheduleSettings([window], [task]),
      all.map(({ opensAt }) => opensAt),
    ).get(task.name) ?? [];
  expect(starts).toHaveLength(periods(all, 3).length);
  for (const { at } of starts) expect(nightAt(window, at)?.opensAt).toBe(at);
});

test('a Butler that is often off makes up for it once, in the first night that it sees', () => {
  const window = defaultWindow(23, 4, 'Europe/Berlin');
  const all = nights(window, Date.UTC(2027, 0), 364);
  // Off for days at a time, by the digits of an arbitrary number.
  const seen = all.filter((_, i) => '1001101000001110100000000000010111'[i % 34] === '1');
  const starts = live(scheduleSettings([window], tasks), instantsOf(seen));
  for (const { name, intervalDays } of tasks) {
    const runs = starts.get(name) ?? [];
    expect(runs.map(({ serviceDay }) => serviceDay)).toEqual(periods(seen, intervalDays));
    for (const run of runs) expectWithin(window, run);
  }
});
