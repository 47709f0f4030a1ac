import { describe, expect, test } from 'vitest';
import type { MaintenanceWindow, ScheduleSettings, TaskStates } from '../domain/schedule.ts';
import { scheduleSettings, taskSchedule } from './arbitraries.ts';
import { parseBlackout } from './blackout.ts';
import { timeAt } from './calendar.ts';
import { forecast, forecastNight } from './forecast.ts';
import { plan } from './plan.ts';
import { defaultWindow } from './window.ts';

const zone = 'Europe/Berlin';
const night = defaultWindow(2, 5, zone);
const backup = taskSchedule({ intervalDays: 3, priority: 1 });
const random = taskSchedule({ name: 'RefreshLibraries', group: 'library', spread: true, priority: 2 });

function at(local: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}

/** A forecast in short: for each night its day, and what each task does. */
function told(now: string, settings: ScheduleSettings, states: TaskStates, count: number) {
  return forecast(at(now), settings, states, count).map(({ serviceDay, decisions }) =>
    [serviceDay, ...decisions.map(({ action, reason }) => `${action} ${reason}`)].join(', '),
  );
}

describe('the forecast', () => {
  test('says for each night what will run and why', () => {
    const states = {
      BackupDatabase: { lastServiceDay: '2027-05-30', lastSucceededStartAt: at('2027-05-30T02:00') },
    };
    const settings = scheduleSettings([night], [backup, random], {
      blackoutDays: parseBlackout('2027-06-04'),
    });
    const nights = forecast(at('2027-05-31T12:00'), settings, states, 6);
    expect(nights.map(({ serviceDay }) => serviceDay)).toEqual([
      '2027-06-01',
      '2027-06-02',
      '2027-06-03',
      '2027-06-04',
      '2027-06-05',
      '2027-06-06',
    ]);
    expect(nights.map(({ decisions }) => decisions[0]?.sentence)).toEqual([
      'Ran yesterday; due again on Wednesday (every 3 days).',
      'Starts at 02:00 in the window 02:00–05:00.',
      'Runs on Wednesday; due again on Saturday (every 3 days).',
      'Nothing runs by itself on Friday, a blackout day.',
      'Starts at 02:00 in the window 02:00–05:00.',
      'Runs on Saturday; due again on Tuesday 8 June 2027 (every 3 days).',
    ]);
    expect(nights.map(({ decisions }) => decisions[1]?.action)).toEqual([
      'place',
      'place',
      'place',
      'skip',
      'place',
      'place',
    ]);
  });

  test('blames the last run, not the cutoff, where a task may start again only when nothing new does', () => {
    const settings = scheduleSettings([night], [backup]);
    const states = (time: string) => ({
      BackupDatabase: { lastServiceDay: '2027-06-01', lastSucceededStartAt: at(`2027-06-01T${time}`) },
    });
    const third = (time: string) =>
      forecast(at('2027-06-01T14:30'), settings, states(time), 3)[2]?.decisions[0];
    expect(third('13:44')).toMatchObject({ reason: 'due', plannedAt: at('2027-06-04T04:44') });
    for (const [started, again] of [
      ['13:50', '04:50'],
      ['14:10', '05:10'],
    ] as const) {
      expect(third(started)).toMatchObject({
        reason: 'not-enough-spacing',
        sentence: `Too soon after its last run; may start again from Friday at ${again} on.`,
      });
    }
  });

  test('names the moments at which the plan then starts', () => {
    const settings = scheduleSettings([night], [random]);
    for (const { decisions } of forecast(at('2027-05-31T12:00'), settings, {}, 20)) {
      const { plannedAt = 0, serviceDay } = decisions[0] ?? {};
      expect(plan(plannedAt - 1, settings, {})[0]).toMatchObject({ action: 'place', plannedAt, serviceDay });
      expect(plan(plannedAt, settings, {})[0]).toMatchObject({ action: 'start', serviceDay });
    }
  });

  test('begins with the night that is open, from now on', () => {
    const settings = scheduleSettings([night], [{ ...backup, intervalDays: 1 }]);
    const [tonight] = forecast(at('2027-06-01T03:10'), settings, {}, 1);
    expect(tonight?.serviceDay).toBe('2027-06-01');
    expect(tonight?.decisions[0]).toMatchObject({
      action: 'start',
      plannedAt: at('2027-06-01T03:10'),
      sentence: 'Starts at 03:10 in the window 02:00–05:00.',
    });
    expect(told('2027-06-01T04:50', settings, {}, 2)).toEqual([
      '2027-06-01, skip cutoff',
      '2027-06-02, start due',
    ]);
  });

  test('takes a run in hand to end well', () => {
    const settings = scheduleSettings([night], [{ ...backup, intervalDays: 2 }]);
    const states: TaskStates = {
      BackupDatabase: { active: 'running', lastStartedAt: at('2027-06-01T02:00') },
    };
    expect(told('2027-06-01T03:00', settings, states, 3)).toEqual([
      '2027-06-01, skip active',
      '2027-06-02, skip not-due',
      '2027-06-03, start due',
    ]);
    // Started by hand at noon: it counts for the calendar date.
    expect(told('2027-06-01T12:00', settings, states, 2)).toEqual([
      '2027-06-02, skip not-due',
      '2027-06-03, start due',
    ]);
  });

  test('knows all windows in the order in which they open, also where they overlap', () => {
    const late = { ...defaultWindow(23, 4, zone), id: 'late' };
    const settings = scheduleSettings([night, late], [{ ...backup, intervalDays: 1 }]);
    expect(told('2027-06-01T12:00', settings, {}, 2)).toEqual([
      '2027-06-01, start due',
      '2027-06-02, skip not-enough-spacing',
      '2027-06-02, start due',
    ]);
  });

  test('leaves a run that is placed later in an earlier night where it is', () => {
    const settings = scheduleSettings([defaultWindow(23, 4, zone), { ...night, id: 'second' }], [random], {
      instanceId: 'i',
    });
    const [first, second] = forecast(at('2027-06-01T12:00'), settings, {}, 2);
    const { plannedAt = 0 } = first?.decisions[0] ?? {};
    expect(plannedAt).toBeGreaterThan(at('2027-06-02T02:00'));
    expect(second?.decisions[0]).toMatchObject({ action: 'skip', reason: 'active' });
  });

  test('waits out the spacing within a night', () => {
    // Ten hours, 22 less the 12 of the window, after a run at noon.
    const wide = defaultWindow(18, 6, zone);
    const states = {
      BackupDatabase: { lastServiceDay: '2027-05-31', lastSucceededStartAt: at('2027-06-01T12:00') },
    };
    const settings = scheduleSettings([wide], [{ ...backup, intervalDays: 1 }]);
    const [tonight] = forecast(at('2027-06-01T13:00'), settings, states, 1);
    expect(tonight?.decisions[0]).toMatchObject({ action: 'start', plannedAt: at('2027-06-01T22:00') });
  });
});

describe('the forecast by days', () => {
  const short = defaultWindow(2, 3, zone);

  /** In short: for each entry its day, the hour at which its night opens, and what the only task does. */
  function toldDays(now: string, settings: ScheduleSettings, states: TaskStates, count: number) {
    return forecast(at(now), settings, states, count).map(({ serviceDay, night, decisions: [only] }) => {
      const hour = night ? timeAt(night.opensAt, zone) : 'none';
      return `${serviceDay} ${hour}, ${only?.action} ${only?.reason}`;
    });
  }

  test('names the day on which the clock leaves nothing of the window', () => {
    const settings = scheduleSettings([short], [{ ...backup, intervalDays: 1 }]);
    expect(toldDays('2027-03-26T12:00', settings, {}, 4)).toEqual([
      '2027-03-27 02:00, start due',
      '2027-03-28 none, skip outside-window',
      '2027-03-29 02:00, start due',
      '2027-03-30 02:00, start due',
    ]);
    const [, missing] = forecast(at('2027-03-26T12:00'), settings, {}, 2);
    expect(missing?.decisions[0]?.sentence).toBe('Due; waits for the window 02:00–03:00 on Monday.');
  });

  test('names the weekdays on which no window opens, and what is not due then', () => {
    const weekend = { ...defaultWindow(23, 4, zone), weekdays: [6, 7] };
    const settings = scheduleSettings([weekend], [{ ...backup, intervalDays: 2 }]);
    expect(toldDays('2027-06-04T12:00', settings, {}, 5)).toEqual([
      '2027-06-04 none, skip outside-window',
      '2027-06-05 23:00, start due',
      '2027-06-06 23:00, skip not-due',
      '2027-06-07 none, skip outside-window',
      '2027-06-08 none, skip outside-window',
    ]);
  });

  test('begins with the night that is open, or with today where something of it is left', () => {
    const settings = scheduleSettings([defaultWindow(23, 4, zone)]);
    const first = (now: string) => toldDays(now, settings, {}, 1)[0];
    expect(first('2027-06-02T03:00')).toBe('2027-06-01 23:00, start due');
    expect(first('2027-06-02T04:00')).toBe('2027-06-02 23:00, start due');
    const early = scheduleSettings([night]);
    expect(toldDays('2027-06-02T05:00', early, {}, 1)).toEqual(['2027-06-03 02:00, start due']);
  });

  test('counts days, also those of several windows', () => {
    const noon: MaintenanceWindow = { ...defaultWindow(12, 13, zone), id: 'noon' };
    const settings = scheduleSettings([noon, night], [{ ...backup, intervalDays: 1 }]);
    expect(toldDays('2027-06-02T08:00', settings, {}, 2)).toEqual([
      '2027-06-02 12:00, start due',
      '2027-06-03 02:00, skip not-enough-spacing',
      '2027-06-03 12:00, start due',
    ]);
  });

  test('finds the night after, however far off it is', () => {
    const sundays = { ...night, weekdays: [7] };
    const settings = scheduleSettings([sundays], [{ ...backup, intervalDays: 1 }]);
    // The only window of this week is left out by the clock.
    const short = scheduleSettings([{ ...defaultWindow(2, 3, zone), weekdays: [7] }], [backup]);
    const now = at('2027-03-21T03:30');
    expect(forecastNight(now, now, settings, {})?.serviceDay).toBe('2027-03-28');
    expect(forecastNight(now, now, short, {})?.serviceDay).toBe('2027-04-04');
    expect(forecastNight(Number.NEGATIVE_INFINITY, now, settings, {})?.serviceDay).toBe('2027-03-21');
    expect(forecastNight(now, now, scheduleSettings([]), {})).toBeUndefined();
  });

  test('tells of days also where no window ever opens', () => {
    expect(toldDays('2027-06-02T08:00', scheduleSettings([]), {}, 2)).toEqual([
      '2027-06-02 none, skip no-window',
      '2027-06-03 none, skip no-window',
    ]);
  });
});
