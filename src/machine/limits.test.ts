import { expect, test } from 'vitest';
import { RecordedPreferences } from '../../test/support/http.ts';
import { Settings } from '../settings/settings.ts';
import { limitsFrom } from './limits.ts';
import { machinePreferences } from './preferences.ts';

const settings = () => new Settings(machinePreferences, {}, new RecordedPreferences());

test('by default others come first, and a battery is spared', () => {
  expect(limitsFrom(settings())).toEqual({ battery: 0, memory: 20, io: 40, cpu: 75, load: 75 });
});

test('what is switched off has no limit', async () => {
  const preferences = settings();
  await preferences.set({ ButlerPauseOnPressure: 'false', ButlerPauseTemperature: '85' });
  expect(limitsFrom(preferences)).toEqual({ battery: 0, heat: 85 });
  await preferences.set({ ButlerPauseOnBattery: 'false', ButlerPauseTemperature: '0' });
  expect(limitsFrom(preferences)).toEqual({});
});

test.each([
  ['ButlerPauseCpuPercent', '0'],
  ['ButlerPauseIoPercent', '101'],
  ['ButlerPauseMemoryPercent', '2.5'],
  ['ButlerPauseTemperature', '20'],
  ['ButlerPauseTemperature', '111'],
  ['ButlerWorkers', '-1'],
  ['ButlerWorkerNice', '20'],
])('%s cannot be %s', async (id, value) => {
  await expect(settings().set({ [id]: value })).rejects.toMatchObject({ code: 'preference-value' });
});
