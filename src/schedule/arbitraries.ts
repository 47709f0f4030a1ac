/** For the tests of this folder: zones, windows and instants, with a liking for the days on which clocks change. */
import fc from 'fast-check';
import type { MaintenanceWindow, ScheduleSettings, TaskSchedule } from '../domain/schedule.ts';
import { hourMs } from './calendar.ts';
import { everyDay } from './window.ts';

export const zones: readonly string[] = Intl.supportedValuesOf('timeZone');

export const anyZone = fc.constantFrom(...zones);

const anyTime = fc.record({
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 59 })),
});

export const anyHours = fc.record({ opens: anyTime, closes: anyTime });

const someDays = fc.option(fc.subarray([...everyDay], { minLength: 1 }), { freq: 2, nil: undefined });

const anyWindow: fc.Arbitrary<MaintenanceWindow> = fc
  .record({ hours: anyHours, zone: anyZone, weekdays: someDays })
  .map(({ hours, zone, weekdays }) => ({ id: 'any', ...hours, zone, ...(weekdays && { weekdays }) }));

/** A window and an instant; two times of three within three days of a change of its zone's clock. */
export const anyWindowAndInstant: fc.Arbitrary<readonly [MaintenanceWindow, number]> = fc
  .tuple(
    anyWindow,
    fc.integer({ min: Date.UTC(1972, 0), max: Date.UTC(2045, 0) }),
    fc.integer({ min: -72 * hourMs, max: 72 * hourMs }),
    fc.integer({ min: 0, max: 2 }),
  )
  .map(([window, at, offMs, bias]) => {
    const change = bias > 0 ? nextChange(window.zone, at) : undefined;
    return [window, change === undefined ? at : change + offMs];
  });

/** The next instant at which a zone's clock changes. */
export function nextChange(zone: string, after: number): number | undefined {
  return Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).getTimeZoneTransition('next')
    ?.epochMilliseconds;
}

export function taskSchedule(some: Partial<TaskSchedule> = {}): TaskSchedule {
  return {
    name: 'BackupDatabase',
    title: 'Backup Database',
    group: 'housekeeping',
    intervalDays: 1,
    spread: false,
    endPolicy: 'drain',
    priority: 0,
    enabled: true,
    asap: false,
    reads: [],
    makes: [],
    ...some,
  };
}

export function scheduleSettings(
  windows: readonly MaintenanceWindow[],
  tasks: readonly TaskSchedule[] = [taskSchedule()],
  some: Partial<ScheduleSettings> = {},
): ScheduleSettings {
  return { instanceId: '5f1d', windows, blackoutDays: [], asapOutsideWindow: false, tasks, ...some };
}
