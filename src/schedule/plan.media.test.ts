import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScheduleSettings, TaskState } from '../domain/schedule.ts';
import { anyWindowAndInstant, scheduleSettings, taskSchedule } from './arbitraries.ts';
import { parseBlackout } from './blackout.ts';
import { dateAt } from './calendar.ts';
import { forecast } from './forecast.ts';
import { plan, planManual } from './plan.ts';
import { defaultWindow, nightAt } from './window.ts';
import { parseWindows } from './windows-text.ts';

const zone = 'Europe/Berlin';
const night = defaultWindow(2, 5, zone);
const markers = taskSchedule({ group: 'media', intervalDays: 7, spread: true, asap: true });

function at(local: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}

/** Ran in the night of 1 June, at 02:10. */
const ran: TaskState = { lastServiceDay: '2027-06-01', lastSucceededStartAt: at('2027-06-01T02:10') };

/** What is decided of the markers for media that came at noon of the same day. */
function decide(
  now: string,
  state: Partial<TaskState> = {},
  some: Partial<ScheduleSettings> = {},
  task = markers,
) {
  const states = { BackupDatabase: { ...ran, mediaAddedAt: at('2027-06-01T12:00'), ...state } };
  const [decision] = plan(at(now), scheduleSettings([night], [task], some), states);
  return decision;
}

describe('media that was added', () => {
  test('waits for the next window, also where the task is not due', () => {
    expect(decide('2027-06-01T12:01')).toMatchObject({
      reason: 'outside-window',
      sentence: 'Media was added; waits for the window 02:00–05:00 tomorrow.',
    });
    expect(decide('2027-06-02T02:00')).toMatchObject({
      action: 'start',
      reason: 'media-added',
      serviceDay: '2027-06-02',
      sentence: 'Starts now, as media was added, in the window 02:00–05:00.',
    });
  });

  test('is looked at in the window that is open, and but once', () => {
    const mediaAddedAt = at('2027-06-01T03:00');
    expect(decide('2027-06-01T03:01', { mediaAddedAt })).toMatchObject({ reason: 'media-added' });
    const lastSucceededStartAt = at('2027-06-01T03:01');
    expect(decide('2027-06-01T03:05', { mediaAddedAt, lastSucceededStartAt })?.reason).toBe('not-due');
  });

  test('makes no difference to a task that is due anyway, or that does not look at it', () => {
    const due = { lastServiceDay: '2027-05-25', lastSucceededStartAt: at('2027-05-25T02:10') };
    expect(decide('2027-06-02T02:00', due)?.reason).toBe('due-and-placed');
    expect(decide('2027-06-01T12:01', due)?.sentence).toMatch(/^Due; waits/);
    expect(decide('2027-06-02T02:00', {}, {}, { ...markers, asap: false })?.reason).toBe('not-due');
    expect(decide('2027-06-02T02:00', {}, {}, { ...markers, enabled: false })?.reason).toBe('disabled');
  });

  test.each([
    ['in the cutoff', '2027-06-02T04:50', {}, {}, 'cutoff'],
    ['stopped by a person', '2027-06-02T02:10', { cancelledOn: '2027-06-02' }, {}, 'cancelled'],
    [
      'that failed too often',
      '2027-06-02T02:10',
      { failures: { serviceDay: '2027-06-02', count: 3 } },
      {},
      'too-many-failures',
    ],
    ['on a blackout day', '2027-06-02T02:10', {}, { blackoutDays: parseBlackout('06-02') }, 'blackout'],
    [
      'in a window for others',
      '2027-06-02T02:10',
      {},
      { windows: parseWindows('02:00-05:00 library', zone) },
      'not-admitted',
    ],
  ] as const)('does not start a task %s', (_, now, state, some, reason) => {
    expect(decide(now, state, some)).toMatchObject({ action: 'skip', reason });
  });

  test('may be what a client asks for when it asks for all that is due', () => {
    const settings = scheduleSettings([night], [markers]);
    const states = { BackupDatabase: { ...ran, mediaAddedAt: at('2027-06-01T12:00') } };
    const now = at('2027-06-01T12:30');
    expect(planManual(now, settings, states, 'BackupDatabase', 'all').action).toBe('start');
  });

  test('is foretold for the next night, and that one alone', () => {
    const states = { BackupDatabase: { ...ran, mediaAddedAt: at('2027-06-01T12:00') } };
    const nights = forecast(at('2027-06-01T12:30'), scheduleSettings([night], [markers]), states, 2);
    expect(nights.map(({ decisions }) => decisions[0]?.sentence)).toEqual([
      'Starts at 02:00, as media was added, in the window 02:00–05:00.',
      'Runs tomorrow; due again on Wednesday 9 June 2027 (every 7 days).',
    ]);
  });
});

describe('where it need not wait for a window', () => {
  const anytime = { asapOutsideWindow: true };

  test('the task starts at once, by day and in a window that is for others', () => {
    expect(decide('2027-06-01T12:01', {}, anytime)).toMatchObject({
      action: 'start',
      reason: 'media-added',
      serviceDay: '2027-06-01',
      sentence: 'Starts now, as media was added.',
    });
    const others = { ...anytime, windows: parseWindows('02:00-05:00 library', zone) };
    expect(decide('2027-06-02T04:55', {}, others)?.action).toBe('start');
  });

  test.each([
    ['a person stopped', { cancelledOn: '2027-06-01' }, {}, 'cancelled'],
    ['failed too often', { failures: { serviceDay: '2027-06-01', count: 3 } }, {}, 'too-many-failures'],
    ['is in hand', { active: 'running' }, {}, 'active'],
    ['may not run on that day', {}, { blackoutDays: parseBlackout('06-01') }, 'blackout'],
  ] as const)('but not one that %s', (_, state, some, reason) => {
    expect(decide('2027-06-01T12:01', state, { ...anytime, ...some })).toMatchObject({
      action: 'skip',
      reason,
    });
  });

  test('the nights to come know of that run', () => {
    const states = { BackupDatabase: { ...ran, mediaAddedAt: at('2027-06-01T12:00') } };
    const settings = scheduleSettings([night], [markers], anytime);
    const [next] = forecast(at('2027-06-01T12:30'), settings, states, 1);
    expect(next?.decisions[0]).toMatchObject({ action: 'skip', reason: 'not-due' });
  });
});

test('in every zone and window media starts nothing outside of it, unless it may', () => {
  fc.assert(
    fc.property(anyWindowAndInstant, fc.boolean(), ([window, now], asapOutsideWindow) => {
      const settings = scheduleSettings([window], [markers], { asapOutsideWindow });
      const ran = { lastServiceDay: dateAt(now, window.zone), lastSucceededStartAt: now - 2 };
      const [decision] = plan(now, settings, { BackupDatabase: { ...ran, mediaAddedAt: now - 1 } });
      const open = nightAt(window, now);
      const mayStart = asapOutsideWindow || (open !== undefined && now < open.cutoffAt);
      expect(decision?.action).toBe(mayStart ? 'start' : 'skip');
    }),
  );
});
