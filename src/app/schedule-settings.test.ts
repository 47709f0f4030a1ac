import { describe, expect, test } from 'vitest';
import { RecordedPreferences } from '../../test/support/http.ts';
import { minuteMs } from '../schedule/calendar.ts';
import { upstreamOf } from '../schedule/news.ts';
import { ownPreferences } from '../settings/preferences.ts';
import { schedulePreferences } from '../settings/schedule-preferences.ts';
import { Settings } from '../settings/settings.ts';
import { tasks } from '../tasks/index.ts';
import { scheduleSettings } from './schedule-settings.ts';

const definitions = [...ownPreferences, ...schedulePreferences, ...tasks.map(task => task.enabledBy)];

/** What follows from these values of preferences, on a server in Tokyo. */
async function settingsWith(values: Record<string, string>) {
  const settings = new Settings(definitions, {}, new RecordedPreferences());
  await settings.set(values);
  return scheduleSettings('5f1d', tasks, settings, 'Asia/Tokyo');
}

const id = (text: string) => ({ id: text });

test('without any, the window of Plex opens by the clock of the server', async () => {
  const { windows, blackoutDays } = await settingsWith({});
  expect(windows).toEqual([
    { id: 'default', opens: { hour: 2, minute: 0 }, closes: { hour: 5, minute: 0 }, zone: 'Asia/Tokyo' },
  ]);
  expect(blackoutDays).toEqual([]);
});

test('the hours count where no windows are written, in the zone that is set', async () => {
  const hours = { ButlerStartHour: '23', ButlerEndHour: '4', ButlerTimeZone: 'europe/berlin' };
  expect((await settingsWith(hours)).windows).toMatchObject([
    { opens: { hour: 23 }, closes: { hour: 4 }, zone: 'Europe/Berlin' },
  ]);
  const written = await settingsWith({ ...hours, ButlerWindows: '01:30-02:00; 12:00-13:00 media' });
  expect(written.windows).toMatchObject([id('01:30-02:00'), id('12:00-13:00 media')]);
  expect(written.windows.map(({ zone }) => zone)).toEqual(['Europe/Berlin', 'Europe/Berlin']);
});

test('windows may name another zone, and their own cutoff', async () => {
  const { windows } = await settingsWith({
    ButlerTimeZone: 'Europe/Berlin',
    ButlerCutoffMinutes: '30',
    ButlerWindows: '01:30-02:30; 12:00-13:00 cutoff 5min in America/New_York',
  });
  expect(windows.map(({ zone, cutoffMs }) => [zone, cutoffMs])).toEqual([
    ['America/New_York', 30 * minuteMs],
    ['America/New_York', 5 * minuteMs],
  ]);
});

test('days without maintenance are taken over', async () => {
  const { blackoutDays } = await settingsWith({ ButlerBlackoutDays: '12-31; 2026-12-24..2026-12-26' });
  expect(blackoutDays).toEqual([
    { first: '12-31', last: '12-31' },
    { first: '2026-12-24', last: '2026-12-26' },
  ]);
});

test('what tasks read somebody makes, and none goes on from itself by way of others', async () => {
  const { tasks: all } = await settingsWith({});
  const made = all.flatMap(({ makes }) => makes);
  for (const task of all) {
    expect(made).toEqual(expect.arrayContaining([...task.reads]));
    expect(upstreamOf(task, all).filter(other => upstreamOf(other, all).includes(task))).toEqual([]);
  }
});

test('what reads media looks at it when it was added, where it is switched on', async () => {
  const asap = async (values: Record<string, string>) =>
    (await settingsWith(values)).tasks.filter(task => task.asap && task.enabled).map(({ name }) => name);
  const markers = ['ButlerTaskGenerateCreditsMarkers', 'ButlerTaskGenerateIntroMarkers'];
  expect(new Set(await asap({}))).toEqual(new Set([...markers, 'RefreshLocalMedia']));
  expect(new Set(await asap({ ButlerTaskRefreshLocalMedia: 'false' }))).toEqual(new Set(markers));
});

describe('what cannot be is refused with the preference and the reason', () => {
  test.each([
    [
      { ButlerWindows: '02:00-05:00; 03:00-04:00' },
      'ButlerWindows cannot be "02:00-05:00; 03:00-04:00": it must be a list of windows that do not overlap, as the first and the second do on Mon at 03:00.',
    ],
    [
      { ButlerWindows: '02:00-05:00 in Mars' },
      'ButlerWindows cannot be "02:00-05:00 in Mars": it must be a list of windows in an IANA zone such as Europe/Berlin, which "Mars" is not.',
    ],
    [
      { ButlerBlackoutDays: '2027-02-29' },
      'ButlerBlackoutDays cannot be "2027-02-29": it must be a list of days with a day such as 2026-12-24 or 12-31, or a span such as 2026-12-24..2026-12-27, where "2027-02-29" stands.',
    ],
    [
      { ButlerTimeZone: '+01:00' },
      'ButlerTimeZone cannot be "+01:00": it must be an IANA zone such as Europe/Berlin.',
    ],
    [
      { ButlerCutoffMinutes: '1440' },
      'ButlerCutoffMinutes cannot be "1440": it must be a whole number from -1 to 1439.',
    ],
  ])('%j', async (values, message) => {
    await expect(settingsWith(values)).rejects.toMatchObject({ code: 'preference-value', message });
  });
});
