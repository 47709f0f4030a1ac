import type { PreferenceReader } from '../domain/preference.ts';
import type { BlackoutDays, MaintenanceWindow } from '../domain/schedule.ts';
import { formatBlackout, parseBlackout } from '../schedule/blackout.ts';
import { minuteMs } from '../schedule/calendar.ts';
import { defaultWindow, homeZone } from '../schedule/window.ts';
import { formatWindows, parseWindows } from '../schedule/windows-text.ts';
import { findZone } from '../schedule/zone.ts';
import { butlerEndHour, butlerStartHour } from './preferences.ts';
import {
  asapOutsideWindow,
  butlerBlackoutDays,
  butlerCutoffMinutes,
  butlerTimeZone,
  butlerWindows,
} from './schedule-preferences.ts';
import type { Changes } from './settings.ts';

/** When Butler works by itself, as preferences have it. */
export interface WindowSettings {
  /** Those that are written, or the one of the two hours. None carries the cutoff that holds for all. */
  readonly windows: readonly MaintenanceWindow[];
  /** IANA name: of all the windows. */
  readonly zone: string;
  readonly blackoutDays: readonly BlackoutDays[];
  /** Of windows without a cutoff of their own; undefined where it follows from their length. */
  readonly cutoffMinutes: number | undefined;
  readonly asapOutsideWindow: boolean;
}

/** What is in force. `zone` is that of the server, for where none is set. */
export function readWindows(preferences: PreferenceReader, zone: string): WindowSettings {
  const own = findZone(preferences.get(butlerTimeZone)) ?? zone;
  const written = parseWindows(preferences.get(butlerWindows), own);
  const windows =
    written.length > 0
      ? written
      : [defaultWindow(preferences.get(butlerStartHour), preferences.get(butlerEndHour), own)];
  const cutoffMinutes = preferences.get(butlerCutoffMinutes);
  return {
    windows,
    zone: homeZone(windows),
    blackoutDays: parseBlackout(preferences.get(butlerBlackoutDays)),
    cutoffMinutes: cutoffMinutes < 0 ? undefined : cutoffMinutes,
    asapOutsideWindow: preferences.get(asapOutsideWindow),
  };
}

/** The windows with the cutoff that holds for those without one. */
export function withCutoff({ windows, cutoffMinutes }: WindowSettings): readonly MaintenanceWindow[] {
  if (cutoffMinutes === undefined) return windows;
  return windows.map(window => ({ cutoffMs: cutoffMinutes * minuteMs, ...window }));
}

type WantedWindow = Omit<MaintenanceWindow, 'id' | 'zone'>;

/** Other windows. What is absent stays as it is; null puts the default back. */
export interface WantedWindows {
  readonly windows?: readonly WantedWindow[] | undefined;
  readonly zone?: string | null | undefined;
  readonly blackoutDays?: readonly BlackoutDays[] | undefined;
  readonly cutoffMinutes?: number | null | undefined;
  readonly asapOutsideWindow?: boolean | undefined;
}

/** The preference that each of the {@link WantedWindows} is kept in. */
export const windowPreferences: Readonly<Record<keyof WantedWindows, string>> = {
  windows: butlerWindows.id,
  zone: butlerTimeZone.id,
  blackoutDays: butlerBlackoutDays.id,
  cutoffMinutes: butlerCutoffMinutes.id,
  asapOutsideWindow: asapOutsideWindow.id,
};

/**
 * The changes of preferences that make it so. They may have to be refused still: only the text tells of windows that
 * overlap. Without any window those of the two hours count again, and one that the hours can say is kept in them, where
 * clients of Plex show it. A zone that is given holds for all windows, also where their text names another one.
 */
export function windowChanges(wanted: WantedWindows, preferences: PreferenceReader): Changes {
  const { zone, blackoutDays, cutoffMinutes } = wanted;
  // Which one it is does not matter where no zone is set: the text only names one that differs from it.
  const ownZone = findZone(preferences.get(butlerTimeZone)) ?? 'UTC';
  const present = parseWindows(preferences.get(butlerWindows), ownZone);
  const namedZone =
    zone === undefined ? homeZone(present.length > 0 ? present : [{ zone: ownZone }]) : ownZone;
  const windows = wanted.windows ?? (zone === undefined || present.length === 0 ? undefined : present);
  return {
    ...(windows && keptAs(windows, namedZone, ownZone)),
    ...(zone !== undefined && { [butlerTimeZone.id]: zone }),
    ...(blackoutDays && { [butlerBlackoutDays.id]: formatBlackout(blackoutDays) }),
    ...(cutoffMinutes !== undefined && {
      [butlerCutoffMinutes.id]: cutoffMinutes === null ? null : String(cutoffMinutes),
    }),
    ...(wanted.asapOutsideWindow !== undefined && {
      [asapOutsideWindow.id]: String(wanted.asapOutsideWindow),
    }),
  };
}

function keptAs(
  windows: NonNullable<WantedWindows['windows']>,
  zone: string,
  ownZone: string,
): Record<string, string | null> {
  const [only, ...more] = windows;
  if (only && more.length === 0 && zone === ownZone && isOfHours(only)) {
    return {
      [butlerWindows.id]: null,
      [butlerStartHour.id]: String(only.opens.hour),
      [butlerEndHour.id]: String(only.closes.hour),
    };
  }
  const written = windows.map(window => ({ ...window, id: '', zone }));
  return { [butlerWindows.id]: formatWindows(written, ownZone) };
}

/** Whether the two hours can say it: every day, from a full hour to another, for all tasks. */
function isOfHours({ opens, closes, weekdays, groups, cutoffMs }: WantedWindow): boolean {
  const isPlain = !weekdays && !groups && cutoffMs === undefined;
  return isPlain && opens.minute === 0 && closes.minute === 0;
}
