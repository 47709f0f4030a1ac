import { expect, test } from 'vitest';
import { RecordedPreferences } from '../../test/support/http.ts';
import { ownPreferences } from './preferences.ts';
import { schedulePreferences } from './schedule-preferences.ts';
import { Settings } from './settings.ts';
import { readWindows, windowChanges, withCutoff } from './windows.ts';

const settingsWith = (stored: Record<string, string>) =>
  new Settings([...ownPreferences, ...schedulePreferences], stored, new RecordedPreferences());

const hour = (hour: number, minute = 0) => ({ hour, minute });

test('what is read makes no change when it is written', () => {
  for (const stored of [
    {},
    { ButlerStartHour: '5', ButlerEndHour: '5' },
    { ButlerWindows: 'Mon-Fri 23:00-04:30 media; Sat 01:00-09:00 cutoff 20min' },
    { ButlerWindows: '23:00-04:30 in Asia/Tokyo', ButlerTimeZone: 'Europe/Berlin' },
    { ButlerTimeZone: 'Europe/Berlin', ButlerCutoffMinutes: '7', ButlerBlackoutDays: '12-24' },
    { ButlerWindows: '02:00-03:00', ButlerTimeZone: 'Europe/Berlin' },
  ]) {
    const settings = settingsWith(stored);
    const before = readWindows(settings, 'America/New_York');
    const { windows, blackoutDays, asapOutsideWindow } = before;
    const changes = windowChanges({ windows, blackoutDays, asapOutsideWindow }, settings);
    expect(settings.refused(changes)).toEqual([]);
    const after = readWindows(settings.supposing(changes), 'America/New_York');
    const plain = (all: typeof windows) => all.map(({ id: _, ...window }) => window);
    expect(plain(after.windows)).toEqual(plain(before.windows));
    expect({ ...after, windows: [] }).toEqual({ ...before, windows: [] });
  }
});

test('windows without a cutoff of their own have the one for all', () => {
  const settings = settingsWith({
    ButlerWindows: '01:00-03:00; 04:00-06:00 cutoff 20min',
    ButlerCutoffMinutes: '5',
  });
  const windows = withCutoff(readWindows(settings, 'UTC'));
  expect(windows.map(({ cutoffMs }) => cutoffMs)).toEqual([300_000, 1_200_000]);
});

test('no window at all puts the two hours in force again', () => {
  const settings = settingsWith({ ButlerWindows: '01:00-03:30', ButlerStartHour: '4' });
  const after = settings.supposing(windowChanges({ windows: [] }, settings));
  expect(readWindows(after, 'UTC').windows).toMatchObject([{ opens: hour(4), closes: hour(5) }]);
});

test('a zone moves windows whose text names another', () => {
  const settings = settingsWith({ ButlerWindows: '01:00-03:30 in Asia/Tokyo' });
  const after = settings.supposing(windowChanges({ zone: 'Europe/Berlin' }, settings));
  expect(readWindows(after, 'UTC')).toMatchObject({
    zone: 'Europe/Berlin',
    windows: [{ opens: hour(1), closes: hour(3, 30) }],
  });
});
