import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type {
  Decision,
  MaintenanceWindow,
  ScheduleSettings,
  TaskState,
  TaskStates,
} from '../domain/schedule.ts';
import { scheduleSettings, taskSchedule } from './arbitraries.ts';
import { parseBlackout } from './blackout.ts';
import { hourMs, minuteMs } from './calendar.ts';
import { plan, planManual } from './plan.ts';
import { tickMs } from './spread.ts';
import { defaultWindow } from './window.ts';

const zone = 'Europe/Berlin';
const night = defaultWindow(2, 5, zone);
const backup = taskSchedule();
const random = taskSchedule({ name: 'RefreshLibraries', group: 'library', spread: true });

function at(local: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}

/** A task whose last success was on a service day, at a time of its date. */
function ran(day: string, time = '02:00', some: TaskState = {}): TaskState {
  return { lastServiceDay: day, lastSucceededStartAt: at(`${day}T${time}`), ...some };
}

function planOne(now: number, settings: ScheduleSettings, state: TaskState = {}): Decision {
  const [decision] = plan(now, settings, { [settings.tasks[0]?.name ?? '']: state } as TaskStates);
  if (!decision) throw new Error('No task.');
  return decision;
}

/** What the only task of some settings is told, in short. */
function told(local: string, state: TaskState = {}, settings = scheduleSettings([night])): string {
  const { action, reason } = planOne(at(local), settings, state);
  return `${action} ${reason}`;
}

describe('a task starts', () => {
  test('in its window when it is due', () => {
    expect(planOne(at('2027-06-01T02:00'), scheduleSettings([night]))).toEqual({
      task: 'BackupDatabase',
      action: 'start',
      reason: 'due',
      serviceDay: '2027-06-01',
      sentence: 'Starts now in the window 02:00–05:00.',
    });
  });

  test('at its own moment when it is spread, or at once when that has passed', () => {
    const settings = scheduleSettings([night], [random]);
    const early = planOne(at('2027-06-01T02:00'), settings);
    expect(early.action).toBe('place');
    const { plannedAt = 0 } = early;
    expect(planOne(plannedAt - 1, settings)).toEqual(early);
    expect(planOne(plannedAt, settings)).toMatchObject({ action: 'start', reason: 'due-and-placed' });
    expect(planOne(at('2027-06-01T04:44'), settings).action).toBe('start');
  });

  test('once for all the runs that it missed', () => {
    expect(told('2027-06-01T02:00', ran('2027-01-01'))).toBe('start due');
    expect(told('2027-06-01T02:10', ran('2027-06-01'))).toBe('skip not-due');
    expect(told('2027-06-02T02:00', ran('2027-06-01'))).toBe('start due');
  });

  test('in a later window of the same day when it missed the earlier one', () => {
    const windows = [night, { ...defaultWindow(12, 14, zone), id: 'noon' }];
    const settings = scheduleSettings(windows);
    expect(told('2027-06-01T12:00', ran('2027-05-31'), settings)).toBe('start due');
    expect(told('2027-06-01T12:00', ran('2027-06-01'), settings)).toBe('skip not-due');
  });

  test('in whichever of two open windows lets it', () => {
    const long: MaintenanceWindow = { ...defaultWindow(23, 4, zone), id: 'long', groups: ['media'] };
    const settings = scheduleSettings([long, night]);
    expect(planOne(at('2027-06-01T03:00'), settings)).toMatchObject({
      action: 'start',
      serviceDay: '2027-06-01',
    });
    // Both would: it belongs to the night that opened first.
    expect(
      planOne(
        at('2027-06-01T03:00'),
        scheduleSettings([night, { ...long, groups: [] }, { ...long, groups: ['housekeeping'] }]),
      ),
    ).toMatchObject({
      action: 'start',
      serviceDay: '2027-05-31',
    });
  });

  test('in the order of priorities', () => {
    const tasks = [
      taskSchedule({ name: 'OptimizeDatabase', priority: 7 }),
      taskSchedule({ name: 'BackupDatabase', priority: 1 }),
      taskSchedule({ name: 'CleanOldBundles', priority: 7 }),
    ];
    const decisions = plan(at('2027-06-01T03:00'), scheduleSettings([night], tasks), {});
    expect(decisions.map(({ task }) => task)).toEqual([
      'BackupDatabase',
      'OptimizeDatabase',
      'CleanOldBundles',
    ]);
  });

  test('again after a failure, twice in a night and each time a while later, and in the next', () => {
    const failed = (count: number, started = '02:50'): TaskState => ({
      failures: { serviceDay: '2027-06-01', count },
      lastStartedAt: at(`2027-06-01T${started}`),
    });
    expect(told('2027-06-01T02:51', failed(1))).toBe('place retry');
    expect(told('2027-06-01T03:00', failed(1))).toBe('start retry');
    expect(told('2027-06-01T03:00', failed(2))).toBe('place retry');
    expect(told('2027-06-01T03:10', failed(2))).toBe('start retry');
    expect(told('2027-06-01T03:10', failed(3))).toBe('skip too-many-failures');
    expect(told('2027-06-01T04:36', failed(1, '04:35'))).toBe('skip cutoff');
    expect(told('2027-06-02T02:00', failed(3))).toBe('start due');
    // Of a clock that was set back nobody waits until it is there again.
    expect(told('2027-06-01T02:40', failed(1))).toBe('start retry');
  });

  test('where a random moment leaves it the time that it needs, if it must finish', () => {
    const finish = { ...random, endPolicy: 'finish' } as const;
    for (let day = 1; day <= 30; day++) {
      const opensAt = at(`2027-06-${String(day).padStart(2, '0')}T02:00`);
      const { plannedAt = opensAt } = planOne(opensAt, scheduleSettings([night], [finish]), {
        usualDurationMs: 2.5 * hourMs,
      });
      expect(plannedAt).toBeLessThanOrEqual(opensAt + 0.5 * hourMs);
    }
  });
});

describe('a task does not start', () => {
  test.each([['running'], ['queued'], ['scheduled']] as const)('while it is %s', active => {
    expect(told('2027-06-01T02:00', { active })).toBe('skip active');
    expect(told('2027-06-01T12:00', { active })).toBe('skip active');
  });

  test('when it is switched off', () => {
    expect(told('2027-06-01T02:00', {}, scheduleSettings([night], [{ ...backup, enabled: false }]))).toBe(
      'skip disabled',
    );
  });

  test('before its interval is over, counted in calendar days', () => {
    const settings = scheduleSettings([night], [{ ...backup, intervalDays: 3 }]);
    const state = ran('2027-05-30', '04:40');
    expect(told('2027-06-01T04:59', state, settings)).toBe('skip not-due');
    expect(told('2027-06-02T02:00', state, settings)).toBe('start due');
    expect(planOne(at('2027-05-31T12:00'), settings, state).sentence).toBe(
      'Ran yesterday; due again on Wednesday (every 3 days).',
    );
  });

  test('outside of its window, and it is told for which one it waits', () => {
    expect(
      planOne(
        at('2027-06-01T12:00'),
        scheduleSettings([night], [backup], { blackoutDays: parseBlackout('2027-06-02') }),
      ),
    ).toEqual({
      task: 'BackupDatabase',
      action: 'skip',
      reason: 'outside-window',
      serviceDay: '2027-06-01',
      sentence: 'Due; waits for the window 02:00–05:00 on Thursday.',
    });
  });

  test('when no window ever opens for it', () => {
    const empty = { ...night, weekdays: [] };
    const media: MaintenanceWindow = { ...night, groups: ['media'] };
    for (const windows of [[], [empty], [media]]) {
      expect(told('2027-06-01T12:00', {}, scheduleSettings(windows))).toBe('skip no-window');
    }
  });

  test('on a blackout day, which is that of the night', () => {
    const late = scheduleSettings([defaultWindow(23, 4, zone)], [backup], {
      blackoutDays: parseBlackout('2027-06-01'),
    });
    expect(told('2027-06-01T03:00', {}, late)).toBe('start due');
    expect(told('2027-06-01T23:00', {}, late)).toBe('skip blackout');
    expect(told('2027-06-02T03:00', {}, late)).toBe('skip blackout');
    expect(told('2027-06-02T23:00', {}, late)).toBe('start due');
  });

  test('in a window that does not admit its group', () => {
    const media: MaintenanceWindow = { ...night, groups: ['media', 'library'] };
    expect(told('2027-06-01T03:00', {}, scheduleSettings([media]))).toBe('skip not-admitted');
  });

  test('in the last part of a night', () => {
    expect(told('2027-06-01T04:44:59')).toBe('start due');
    expect(told('2027-06-01T04:45')).toBe('skip cutoff');
  });

  test('when it must finish and usually takes longer than what is left', () => {
    const settings = scheduleSettings([night], [{ ...backup, endPolicy: 'finish' }]);
    const state = { usualDurationMs: 2 * hourMs };
    expect(told('2027-06-01T03:00', state, settings)).toBe('start due');
    expect(told('2027-06-01T03:01', state, settings)).toBe('skip too-long');
    expect(told('2027-06-01T03:01', state)).toBe('start due');
  });

  test('twice in one night of two windows that overlap', () => {
    const settings = scheduleSettings([defaultWindow(23, 4, zone), night]);
    const state: TaskState = { lastServiceDay: '2027-05-31', lastSucceededStartAt: at('2027-05-31T23:00') };
    expect(told('2027-06-01T03:00', state, settings)).toBe('skip not-enough-spacing');
    expect(told('2027-06-01T23:00', state, settings)).toBe('start due');
  });

  test('again in the night in which a person stopped it', () => {
    expect(told('2027-06-01T03:00', { cancelledOn: '2027-06-01' })).toBe('skip cancelled');
    expect(told('2027-06-02T02:00', { cancelledOn: '2027-06-01' })).toBe('start due');
  });

  test('while the clock cannot be right', () => {
    const settings = scheduleSettings([night], [backup, { ...random, enabled: false }]);
    const decisions = plan(at('2027-06-01T03:00'), settings, {}, 'suspect');
    expect(decisions.map(({ action, reason }) => `${action} ${reason}`)).toEqual([
      'skip clock-suspect',
      'skip disabled',
    ]);
    expect(plan(at('2027-06-01T03:00'), settings, {}, 'jumped')[0]?.action).toBe('start');
  });
});

describe('what the clock has done', () => {
  test('a run recorded by a clock that was years ahead holds nothing back', () => {
    expect(told('2027-06-01T03:00', ran('2036-01-01'))).toBe('start due');
  });

  test('from Berlin to Tokyo in the evening, the next night is the one after', () => {
    const tokyo = scheduleSettings([defaultWindow(2, 5, 'Asia/Tokyo')]);
    // 19:30 on 1 June in Berlin is 02:30 on 2 June in Tokyo: another day, and too soon.
    expect(told('2027-06-01T19:30', ran('2027-06-01', '02:00'), tokyo)).toBe('skip not-enough-spacing');
    expect(told('2027-06-02T19:30', ran('2027-06-01', '02:00'), tokyo)).toBe('start due');
  });
});

describe('the four start rules', () => {
  const inside = at('2027-06-01T02:30');
  const outside = at('2027-06-01T12:00');
  const settings = scheduleSettings([night], [backup, random]);
  const ask = (now: number, name: 'BackupDatabase' | 'RefreshLibraries', state: TaskState = {}) =>
    (['all', 'one'] as const).map(scope => {
      const { action, reason } = planManual(now, settings, { [name]: state }, name, scope);
      return `${action} ${reason}`;
    });

  test('1: what is not due on the current day is skipped, unless it is asked for by name', () => {
    for (const name of ['BackupDatabase', 'RefreshLibraries'] as const) {
      expect(ask(outside, name, ran('2027-06-01'))).toEqual(['skip not-due', 'start manual']);
      expect(ask(inside, name, ran('2027-06-01'))[0]).toBe('skip not-due');
    }
    // Yesterday's night goes on after midnight.
    const late = scheduleSettings([defaultWindow(23, 4, zone)]);
    const states = { BackupDatabase: ran('2027-05-31', '23:30') };
    expect(planManual(inside, late, states, 'BackupDatabase', 'all').reason).toBe('not-due');
    expect(planManual(at('2027-06-01T12:00'), late, states, 'BackupDatabase', 'all').reason).toBe('manual');
  });

  test('2: outside the window a randomised task starts at once', () => {
    expect(ask(outside, 'RefreshLibraries')).toEqual(['start manual', 'start manual']);
  });

  test('3: inside the window a randomised task is placed in what is left of it', () => {
    expect(ask(inside, 'RefreshLibraries')).toEqual(['place manual-placed', 'place manual-placed']);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 150 }), fc.string(), (minutes, instanceId) => {
        const now = at('2027-06-01T02:00') + minutes * minuteMs;
        const decision = planManual(now, { ...settings, instanceId }, {}, 'RefreshLibraries', 'one');
        expect(decision.plannedAt).toBeGreaterThanOrEqual(now);
        expect(decision.plannedAt).toBeLessThanOrEqual(at('2027-06-01T04:45') - tickMs);
        expect(decision.serviceDay).toBe('2027-06-01');
      }),
    );
  });

  test('3: past the cutoff there is no place, so it starts at once', () => {
    expect(ask(at('2027-06-01T04:50'), 'RefreshLibraries')).toEqual(['start manual', 'start manual']);
  });

  test('4: any other task starts at once, outside the window and inside', () => {
    expect(ask(outside, 'BackupDatabase')).toEqual(['start manual', 'start manual']);
    expect(ask(inside, 'BackupDatabase')).toEqual(['start manual', 'start manual']);
  });

  test('a task that is switched off starts only when it is asked for by name', () => {
    const off = scheduleSettings([night], [{ ...backup, enabled: false }]);
    expect(planManual(outside, off, {}, 'BackupDatabase', 'all')).toMatchObject({
      action: 'skip',
      reason: 'disabled',
    });
    expect(planManual(outside, off, {}, 'BackupDatabase', 'one')).toMatchObject({
      action: 'start',
      reason: 'manual',
    });
  });

  test('a task that is active is not started again', () => {
    for (const active of ['running', 'queued', 'scheduled'] as const) {
      expect(ask(outside, 'BackupDatabase', { active })).toEqual(['skip active', 'skip active']);
    }
  });

  test('a window that does not admit the task is none', () => {
    const media = scheduleSettings([{ ...night, groups: ['media'] }], [random]);
    expect(planManual(inside, media, {}, 'RefreshLibraries', 'one').reason).toBe('manual');
  });

  test('blackout days hold back only what starts by itself', () => {
    const dark = scheduleSettings([night], [backup], { blackoutDays: parseBlackout('2027-06-01') });
    expect(planManual(inside, dark, {}, 'BackupDatabase', 'all').action).toBe('start');
  });

  test('a task that is not there is an error', () => {
    expect(() => planManual(inside, settings, {}, 'MusicAnalysis', 'one')).toThrow(
      /There is no task "MusicAnalysis"/,
    );
  });
});
