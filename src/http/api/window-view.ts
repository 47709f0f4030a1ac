import { z } from '@hono/zod-openapi';
import type { MaintenanceWindow, TimeOfDay } from '../../domain/schedule.ts';
import { taskGroups } from '../../domain/task.ts';
import type { WantedWindows, WindowSettings } from '../../settings/windows.ts';
import { bodyError } from './setting-changes.ts';
import { oneOf } from './task-name.ts';

const minuteMs = 60_000;
const everyDay = [1, 2, 3, 4, 5, 6, 7] as const;
const time = z
  .string('must be a time such as 23:30')
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 23:30')
  .openapi({ example: '23:30' });
const weekdayError = 'must be a weekday from 1, Monday, to 7, Sunday';
const weekday = z.int(weekdayError).min(1, weekdayError).max(7, weekdayError).openapi({ example: 1 });
const minutesError = 'must be a whole number of minutes from 0 to 1439';
const minutes = z.int(minutesError).min(0, minutesError).max(1439, minutesError);
const dayError = 'must be a day such as 2026-12-24, or 12-31 for every year';
const day = z
  .string(dayError)
  .regex(/^(\d{4}-)?\d\d-\d\d$/, dayError)
  .openapi({ example: '12-24' });

const hours = {
  opens: time,
  closes: time.openapi({ description: 'On the next day where it is not later; equal times are 24 hours.' }),
};
const cutoff = minutes.openapi({
  description: 'In its last minutes nothing new starts. Null where the cutoff for all counts.',
  example: 15,
});

const windowView = z
  .object({
    id: z.string().openapi({ description: 'As nights name it.', example: 'Sat,Sun 01:00-09:00' }),
    ...hours,
    weekdays: z.array(weekday).openapi({ description: 'On which it opens, by ISO: 1 is Monday.' }),
    groups: z.array(z.enum(taskGroups)).openapi({ description: 'The groups of tasks that it admits.' }),
    cutoffMinutes: cutoff.nullable(),
  })
  .openapi('Window');

const blackoutDays = z
  .array(z.strictObject({ first: day, last: day }, 'must have a first and a last day'))
  .openapi({ description: 'Nights on which nothing starts by itself, from one day to another.' });

export const windowsView = z
  .object({
    zone: z.string().openapi({ description: 'By whose clock they open.', example: 'Europe/Berlin' }),
    serverZone: z.string().openapi({ description: 'That of the server.', example: 'Europe/Berlin' }),
    windows: z.array(windowView),
    blackoutDays,
    cutoffMinutes: minutes
      .nullable()
      .openapi({ description: 'Null means 15 minutes, or a quarter of a shorter window.' }),
    asapOutsideWindow: z
      .boolean()
      .openapi({ description: 'Whether work on new media starts at any time of day.' }),
  })
  .openapi('Windows');

export function viewWindows(settings: WindowSettings, serverZone: string): z.infer<typeof windowsView> {
  const { zone, windows, blackoutDays, cutoffMinutes = null, asapOutsideWindow } = settings;
  return {
    zone,
    serverZone,
    windows: windows.map(viewWindow),
    blackoutDays: blackoutDays.map(({ first, last }) => ({ first, last })),
    cutoffMinutes,
    asapOutsideWindow,
  };
}

function viewWindow({ id, opens, closes, weekdays, groups, cutoffMs }: MaintenanceWindow) {
  return {
    id,
    opens: formatTime(opens),
    closes: formatTime(closes),
    weekdays: [...(weekdays ?? everyDay)],
    groups: [...(groups ?? taskGroups)],
    cutoffMinutes: cutoffMs === undefined ? null : cutoffMs / minuteMs,
  };
}

const givenWindow = z.strictObject(
  {
    id: z.string().optional().openapi({ description: 'Not read: it follows from the rest.' }),
    ...hours,
    weekdays: z
      .array(weekday, 'must be a list of weekdays')
      .min(1, 'must name a weekday; every day without the field')
      .optional(),
    groups: z
      .array(oneOf(taskGroups, `one of ${taskGroups.join(', ')}`), 'must be a list of groups')
      .min(1, 'must name a group; all of them without the field')
      .optional(),
    cutoffMinutes: cutoff.nullish(),
  },
  'must be a window',
);

/** At most one for each hour of a week. */
const mostWindows = 168;

export const givenWindows = z
  .strictObject(
    {
      windows: z
        .array(givenWindow, 'must be a list of windows')
        .max(mostWindows, `must be ${mostWindows} windows at most`)
        .openapi({ description: 'Without any those of ButlerStartHour and ButlerEndHour count.' }),
      zone: z
        .string('must be an IANA zone such as Europe/Berlin, or null')
        .nullish()
        .openapi({ description: 'Null for the clock of the server.' }),
      serverZone: z.string().optional().openapi({ description: 'Not read.' }),
      blackoutDays: blackoutDays.optional(),
      cutoffMinutes: minutes.nullish(),
      asapOutsideWindow: z.boolean('must be true or false').optional(),
    },
    bodyError,
  )
  .openapi('WantedWindows', {
    description: 'Fields that are absent stay as they are; the answer to GET can be sent back as it came.',
    example: {
      windows: [
        { opens: '23:00', closes: '04:30', weekdays: [1, 2, 3, 4, 5], groups: ['media'] },
        { opens: '01:00', closes: '09:00', weekdays: [6, 7], cutoffMinutes: 20 },
      ],
      blackoutDays: [{ first: '12-24', last: '12-26' }],
    },
  });

/** Those fields that are to be other ones. */
export const someWindows = givenWindows.partial();

export function readWantedWindows(given: z.infer<typeof someWindows>): WantedWindows {
  const { windows, zone, blackoutDays, cutoffMinutes, asapOutsideWindow } = given;
  return {
    windows: windows?.map(readWindow),
    zone,
    blackoutDays,
    cutoffMinutes,
    asapOutsideWindow,
  };
}

function readWindow({ opens, closes, weekdays, groups, cutoffMinutes }: z.infer<typeof givenWindow>) {
  const days = everyDay.filter(day => weekdays?.includes(day) ?? true);
  const admitted = taskGroups.filter(group => groups?.includes(group) ?? true);
  return {
    opens: parseTime(opens),
    closes: parseTime(closes),
    ...(days.length < everyDay.length && { weekdays: days }),
    ...(admitted.length < taskGroups.length && { groups: admitted }),
    ...(cutoffMinutes != null && { cutoffMs: cutoffMinutes * minuteMs }),
  };
}

function formatTime({ hour, minute }: TimeOfDay): string {
  return [hour, minute].map(number => String(number).padStart(2, '0')).join(':');
}

function parseTime(text: string): TimeOfDay {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return { hour, minute };
}
