import { say } from '../domain/phrases.ts';
import type { Preference } from '../domain/preference.ts';
import { checkBlackout } from '../schedule/blackout.ts';
import { checkWindows } from '../schedule/windows-text.ts';
import { findZone } from '../schedule/zone.ts';

export const butlerWindows: Preference<'text'> = {
  id: 'ButlerWindows',
  type: 'text',
  default: '',
  label: 'Maintenance windows',
  summary:
    'Any number of windows in place of the start and end hours, with weekdays, the groups of tasks that they admit and their cutoff, such as Mon-Fri 23:00-04:30 media; Sat,Sun 01:00-09:00 cutoff 20min. When it is empty the hours count.',
  group: 'butler',
  check: checkWindows,
};

export const butlerBlackoutDays: Preference<'text'> = {
  id: 'ButlerBlackoutDays',
  type: 'text',
  default: '',
  label: 'Days without maintenance',
  summary:
    'Nights on which nothing starts by itself, by the day on which they begin, such as 2026-12-24; 2026-12-25..2026-12-27; 12-31. A day without a year counts in every year.',
  group: 'butler',
  check: checkBlackout,
};

export const butlerTimeZone: Preference<'text'> = {
  id: 'ButlerTimeZone',
  type: 'text',
  default: '',
  label: 'Time zone of the maintenance windows',
  summary: 'Its IANA name, such as Europe/Berlin. When it is empty the clock of this server counts.',
  group: 'butler',
  advanced: true,
  check: zone =>
    zone === '' || findZone(zone) ? undefined : say('expect-zone', { example: 'Europe/Berlin' }),
};

export const butlerCutoffMinutes: Preference<'int'> = {
  id: 'ButlerCutoffMinutes',
  type: 'int',
  default: -1,
  label: 'Minutes before the end of a window in which nothing new starts',
  summary:
    '-1 means 15 minutes, or a quarter of a shorter window. Windows may name another cutoff themselves.',
  group: 'butler',
  advanced: true,
  range: [-1, 24 * 60 - 1],
};

export const asapOutsideWindow: Preference<'bool'> = {
  id: 'ButlerAsapOutsideWindow',
  type: 'bool',
  default: false,
  label: 'Work on new media outside of the maintenance windows',
  summary:
    'What is set to run when media is added then starts a minute after the last file came, at any time of day. Otherwise it waits for the next window.',
  group: 'butler',
};

/** What the schedule follows from besides the hours and the switches of the tasks. */
export const schedulePreferences: readonly Preference[] = [
  butlerWindows,
  butlerBlackoutDays,
  butlerTimeZone,
  butlerCutoffMinutes,
  asapOutsideWindow,
];
