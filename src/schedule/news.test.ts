import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inputs } from '../domain/input.ts';
import type { Night, ScheduleSettings, TaskSchedule, TaskState, TaskStates } from '../domain/schedule.ts';
import { type TaskName, taskNames } from '../domain/task.ts';
import { scheduleSettings, taskSchedule } from './arbitraries.ts';
import { minuteMs } from './calendar.ts';
import { forecast } from './forecast.ts';
import { upstreamFirst, upstreamOf } from './news.ts';
import { plan, planManual, planRound } from './plan.ts';
import { defaultWindow, nightAt, nightOf } from './window.ts';

const zone = 'Europe/Berlin';
const window = defaultWindow(2, 5, zone);

function at(local: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}

const thumbs = taskSchedule({
  name: 'GenerateChapterThumbs',
  title: 'Generate Chapter Thumbnails',
  makes: ['chapterThumbs'],
});
const hashes = taskSchedule({
  ...{ name: 'GenerateBlurHashes', title: 'Generate Blur Hashes' },
  ...{ reads: ['artwork', 'chapterThumbs'], group: 'media', spread: true },
});
const settings = scheduleSettings([window], [hashes, thumbs]);

/** Both ran in the night of 1 June from 02:10 on; pictures of chapters were there at 02:30. */
const ran: TaskState = { lastServiceDay: '2027-06-01', lastSucceededStartAt: at('2027-06-01T02:10') };
const made = { chapterThumbs: at('2027-06-01T02:30') };
const states = {
  GenerateChapterThumbs: { ...ran, made },
  GenerateBlurHashes: ran,
} satisfies TaskStates;

function decide(now: string, some: TaskStates = {}, on: Partial<ScheduleSettings> = {}) {
  const decisions = plan(at(now), { ...settings, ...on }, { ...states, ...some });
  return decisions.find(({ task }) => task === 'GenerateBlurHashes');
}

describe('what was made for a task after it began', () => {
  test('has it run again in the same night, at once', () => {
    expect(decide('2027-06-01T02:31')).toMatchObject({
      action: 'start',
      reason: 'new-input',
      serviceDay: '2027-06-01',
      sentence: 'Starts now, as there are new pictures of chapters, in the window 02:00–05:00.',
    });
  });

  test('but not before it is done with, nor for what it made itself, or what others do not read', () => {
    expect(decide('2027-06-01T02:29')?.reason).toBe('not-due');
    const seen = { ...ran, lastSucceededStartAt: made.chapterThumbs };
    expect(decide('2027-06-01T02:31', { GenerateBlurHashes: seen })?.reason).toBe('not-due');
    const own = { GenerateChapterThumbs: ran, GenerateBlurHashes: { ...ran, made } };
    expect(decide('2027-06-01T02:31', own)?.reason).toBe('not-due');
    const other = { GenerateChapterThumbs: { ...ran, made: { music: made.chapterThumbs } } };
    expect(decide('2027-06-01T02:31', other)?.reason).toBe('not-due');
  });

  test.each(['queued', 'running'] as const)('waits for the end of a maker that is %s', active => {
    const maker = { ...states.GenerateChapterThumbs, active };
    expect(decide('2027-06-01T02:31', { GenerateChapterThumbs: maker })).toMatchObject({
      action: 'skip',
      reason: 'awaits-input',
      sentence: 'There are new pictures of chapters; runs again once Generate Chapter Thumbnails has ended.',
    });
  });

  test('waits for the window when it is closed, whoever is at work', () => {
    const maker = { ...states.GenerateChapterThumbs, active: 'running' } as const;
    expect(decide('2027-06-01T12:00', { GenerateChapterThumbs: maker })).toMatchObject({
      reason: 'outside-window',
      sentence: 'There are new pictures of chapters; waits for the window 02:00–05:00 tomorrow.',
    });
  });

  test('makes no difference to a task that is due, and sets aside the distance to its last run', () => {
    expect(decide('2027-06-02T02:00')?.reason).toBe('due-and-placed');
    const lately = { lastServiceDay: '2027-06-01', lastSucceededStartAt: at('2027-06-01T19:00') };
    const later = { ...lately, made: { chapterThumbs: at('2027-06-01T19:30') } };
    const both = { GenerateBlurHashes: lately, GenerateChapterThumbs: later };
    expect(decide('2027-06-02T02:00', both)?.reason).toBe('new-input');
    expect(decide('2027-06-02T02:00', { GenerateBlurHashes: lately })?.reason).toBe('not-enough-spacing');
  });

  test.each([
    ['in the cutoff', '2027-06-01T04:50', {}, {}, 'cutoff'],
    ['stopped by a person', '2027-06-01T02:31', { cancelledOn: '2027-06-01' }, {}, 'cancelled'],
    [
      'that failed too often',
      '2027-06-01T02:31',
      { failures: { serviceDay: '2027-06-01', count: 3 } },
      {},
      'too-many-failures',
    ],
    [
      'on a blackout day',
      '2027-06-01T02:31',
      {},
      { blackoutDays: [{ first: '06-01', last: '06-01' }] },
      'blackout',
    ],
  ] as const)('does not start a task %s', (_, now, state, on, reason) => {
    expect(decide(now, { GenerateBlurHashes: { ...ran, ...state } }, on)?.reason).toBe(reason);
  });

  test('is tried again a while after a run for it failed', () => {
    const state = {
      ...ran,
      lastStartedAt: at('2027-06-01T02:31'),
      failures: { serviceDay: '2027-06-01', count: 1 },
    };
    expect(decide('2027-06-01T02:32', { GenerateBlurHashes: state })).toMatchObject({
      action: 'place',
      plannedAt: at('2027-06-01T02:41'),
      sentence: 'Starts at 02:41, as there are new pictures of chapters, in the window 02:00–05:00.',
    });
  });

  test('is foretold, for the night that is open or the next one, and but once', () => {
    const told = (now: string) =>
      forecast(at(now), settings, states, 2).map(({ decisions }) => decisions[0]?.sentence);
    expect(told('2027-06-01T02:40')[0]).toBe(
      'Starts at 02:40, as there are new pictures of chapters, in the window 02:00–05:00.',
    );
    expect(told('2027-06-01T02:40')[1]).toMatch(/^Starts at .* placed at random/);
  });

  test('is what a client means that asks for all that is due', () => {
    const ask = (now: string) => planManual(at(now), settings, states, 'GenerateBlurHashes', 'all');
    expect(ask('2027-06-01T12:00')).toMatchObject({ action: 'start', reason: 'manual' });
  });

  test('has a round go on that no window bounds, once', () => {
    const round = (state: Partial<TaskState> = {}) =>
      planRound(at('2027-06-01T12:00'), settings, { ...states, GenerateBlurHashes: { ...ran, ...state } });
    expect(round()).toMatchObject([{ task: 'GenerateBlurHashes', action: 'start', reason: 'new-input' }]);
    expect(round({ lastSucceededStartAt: made.chapterThumbs })).toEqual([]);
    expect(round({ cancelledOn: '2027-06-01' })).toEqual([]);
    const failures = { serviceDay: '2027-06-01', count: 1 };
    expect(round({ failures, lastStartedAt: at('2027-06-01T11:59') })).toEqual([]);
  });

  test('is no longer new to a task that ran by a clock that was set back', () => {
    const again = { ...ran, lastSucceededStartAt: at('2027-06-01T02:20') };
    expect(decide('2027-06-01T02:21', { GenerateBlurHashes: again })?.reason).toBe('not-due');
  });
});

/** Tasks each of which makes something, and reads what some of the others make: of those before it alone, or of any. */
function anyTasks({ acyclic = true, spread = false } = {}): fc.Arbitrary<readonly TaskSchedule[]> {
  const task = fc.record({
    reads: fc.subarray([...inputs.slice(1, 9)]),
    priority: fc.integer({ min: 0, max: 9 }),
    enabled: fc.integer({ min: 0, max: 9 }).map(n => n > 0),
    isSpread: spread ? fc.boolean() : fc.constant(false),
  });
  const inOrder = fc.array(task, { minLength: 2, maxLength: 8 }).map(all =>
    all.map(({ reads, priority, enabled, isSpread }, n) => {
      const name = taskNames[n] as TaskName;
      const makes = inputs.slice(n + 1, n + 2);
      const others = acyclic ? reads.filter(input => inputs.indexOf(input) <= n) : reads;
      return taskSchedule({ name, title: name, reads: others, makes, priority, enabled, spread: isSpread });
    }),
  );
  return inOrder.chain(all => fc.shuffledSubarray(all, { minLength: all.length }));
}

/** How long runs take, in minutes, and whether they fail: by their numbers. */
const anyFate = fc.record({
  minutes: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1 }),
  fails: fc.array(fc.boolean(), { minLength: 1 }),
});

interface Life {
  readonly starts: readonly { readonly name: TaskName; readonly at: number }[];
  /** What each task has left behind. */
  readonly made: ReadonlyMap<TaskName, ReadonlySet<string>>;
}

/**
 * Lives through a night. A run sees what is there when it begins, and leaves, when it ends, all of that and something of
 * its own: whoever sees nothing new makes nothing new.
 */
function live(
  settings: ScheduleSettings,
  { opensAt, closesAt, serviceDay }: Night,
  fate: { readonly minutes: readonly number[]; readonly fails?: readonly boolean[] },
): Life {
  const { tasks } = settings;
  const states: { [N in TaskName]?: TaskState } = {};
  const made = new Map<TaskName, ReadonlySet<string>>(tasks.map(({ name }) => [name, new Set()]));
  const running = new Map<TaskSchedule, { endsAt: number; saw: ReadonlySet<string>; fails: boolean }>();
  const starts: { name: TaskName; at: number }[] = [];

  function start(task: TaskSchedule, at: number): void {
    const n = starts.push({ name: task.name, at });
    const makers = tasks.filter(other => other.makes.some(input => task.reads.includes(input)));
    const saw = new Set([task.name, ...makers.flatMap(({ name }) => [...(made.get(name) ?? [])])]);
    const lasts = (fate.minutes[n % fate.minutes.length] ?? 1) * minuteMs;
    const fails = fate.fails?.[n % fate.fails.length] ?? false;
    running.set(task, { endsAt: at + lasts, saw, fails });
    states[task.name] = { ...states[task.name], active: 'running', lastStartedAt: at };
  }

  function end(task: TaskSchedule, at: number, saw: ReadonlySet<string>, fails: boolean): void {
    running.delete(task);
    const { active: _, ...past } = states[task.name] ?? {};
    const before = made.get(task.name) ?? new Set();
    const isNew = !fails && saw.difference(before).size > 0;
    if (isNew) made.set(task.name, before.union(saw));
    const count = (past.failures?.count ?? 0) + 1;
    states[task.name] = {
      ...past,
      ...(fails && { failures: { serviceDay, count } }),
      ...(!fails && { lastServiceDay: serviceDay, lastSucceededStartAt: past.lastStartedAt as number }),
      ...(isNew && { made: Object.fromEntries(task.makes.map(input => [input, at])) }),
    };
  }

  for (let now = opensAt; now < closesAt; ) {
    for (const [task, { endsAt, saw, fails }] of running) if (endsAt <= now) end(task, endsAt, saw, fails);
    const decisions = plan(now, settings, states);
    for (const { task: name, action } of decisions) {
      const task = tasks.find(other => other.name === name);
      if (action === 'start' && task) start(task, now);
    }
    const next = [
      ...[...running.values()].map(({ endsAt }) => endsAt),
      ...decisions.flatMap(({ plannedAt }) => plannedAt ?? []),
    ].filter(instant => instant > now);
    now = Math.min(closesAt, ...next);
  }
  return { starts, made };
}

function nightFor(hours: [opens: number, closes: number], tasks: readonly TaskSchedule[]) {
  const long = defaultWindow(...hours, zone);
  const night = nightOf(long, '2027-06-01');
  if (!night) throw new Error('It opens every day.');
  return { night, settings: scheduleSettings([long], tasks) };
}

/** All that can be made of what there is: of each task what it and all those make that it goes on from. */
function expectAllMade({ made }: Life, tasks: readonly TaskSchedule[]): void {
  const able = tasks.filter(({ enabled }) => enabled);
  for (const task of able) {
    const expected = [task, ...upstreamOf(task, able)].map(({ name }) => name);
    expect([...(made.get(task.name) ?? [])].toSorted()).toEqual(expected.toSorted());
  }
}

const countOf = ({ starts }: Life, { name }: TaskSchedule) => starts.filter(one => one.name === name).length;

describe('whatever goes on from whatever', () => {
  test('nothing is missing after a night with time enough, and no task ran more than twice', () => {
    fc.assert(
      fc.property(anyTasks(), anyFate, (tasks, { minutes }) => {
        const { night, settings } = nightFor([18, 12], tasks);
        const life = live(settings, night, { minutes });
        expectAllMade(life, tasks);
        for (const task of tasks) expect(countOf(life, task)).toBeLessThanOrEqual(task.enabled ? 2 : 0);
      }),
    );
  });

  test('all that is due begins together, so that it shares the reading of files', () => {
    fc.assert(
      fc.property(anyTasks(), anyFate, (tasks, { minutes }) => {
        const { night, settings } = nightFor([18, 12], tasks);
        const { starts } = live(settings, night, { minutes });
        const first = starts.filter(({ at }) => at === night.opensAt).map(({ name }) => name);
        const due = tasks.filter(({ enabled }) => enabled).map(({ name }) => name);
        expect(first.toSorted()).toEqual(due.toSorted());
      }),
    );
  });

  test('with places at random and failures, nothing starts outside the window, and each again for a reason', () => {
    fc.assert(
      fc.property(
        anyTasks({ spread: true }),
        anyFate,
        fc.integer({ min: 0, max: 23 }),
        (tasks, fate, opens) => {
          const { night, settings } = nightFor([opens, (opens + 3) % 24], tasks);
          const life = live(settings, night, fate);
          for (const start of life.starts) {
            expect(nightAt(settings.windows[0] ?? window, start.at)).toEqual(night);
            expect(start.at).toBeLessThan(night.cutoffAt);
          }
          for (const task of tasks) {
            // Once, twice more after failures, and once more for each time that something was still to come of others.
            const upstream = upstreamOf(task, tasks).reduce((sum, other) => sum + countOf(life, other), 0);
            expect(countOf(life, task)).toBeLessThanOrEqual(3 + upstream);
          }
        },
      ),
    );
  });

  test('tasks that go on from each other come to an end, with nothing missing', () => {
    fc.assert(
      fc.property(anyTasks({ acyclic: false }), anyFate, (tasks, { minutes }) => {
        const { night, settings } = nightFor([18, 17], tasks);
        const life = live(settings, night, { minutes });
        expectAllMade(life, tasks);
        expect(life.starts.length).toBeLessThanOrEqual(tasks.length * (tasks.length + 1));
      }),
    );
  });

  test('each comes after all that it goes on from', () => {
    fc.assert(
      fc.property(anyTasks(), tasks => {
        const order = upstreamFirst(tasks);
        for (const [n, task] of order.entries()) {
          for (const other of upstreamOf(task, tasks)) expect(order.indexOf(other)).toBeLessThan(n);
        }
      }),
    );
  });
});
