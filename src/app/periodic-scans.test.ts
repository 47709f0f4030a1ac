import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runOf } from '../../test/support/run-of.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { type OpenButler, openButler } from './butler.ts';

const scan = 'RefreshLibraries';
const hourMs = 3_600_000;

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let butler: OpenButler;
let now: number;

beforeEach(async () => {
  folder = await makeTempFolder();
  await mkdir(join(folder.path, 'Films'));
  now = Date.UTC(2027, 5, 1, 12);
  butler = await openButler(join(folder.path, 'data'), () => now, 0);
  await butler.addSections({ folders: [], described: [`Films=movie:${join(folder.path, 'Films')}`] });
  await butler.engine.open();
  butler.engine.attend();
  butler.periodicScans.start();
});

afterEach(async () => {
  await butler.close();
  await folder[Symbol.asyncDispose]();
});

/** Looks again, as every 30 s. Resolves with the run that follows. */
async function scanned(): Promise<{ readonly createdAt: number; readonly trigger: string }> {
  const run = runOf(butler.events, scan, 'succeeded');
  await butler.settings.set({ ScheduledLibraryUpdateInterval: '7200' });
  await butler.settings.set({ ScheduledLibraryUpdateInterval: '3600' });
  return await run;
}

test('a section is scanned when its last scan is an hour ago, at any time of day', async () => {
  await butler.settings.set({ ScheduledLibraryUpdatesEnabled: 'true' });
  now += hourMs - 1;
  await butler.settings.set({ ScheduledLibraryUpdateInterval: '86400' });
  now += 1;
  expect(await scanned()).toMatchObject({ trigger: 'partial', createdAt: now });
  now += hourMs;
  expect(await scanned()).toMatchObject({ createdAt: now });
  expect(await butler.store.history.runs({ limit: 9, task: scan })).toHaveLength(2);
});

test('a clock that was set back puts it off by an hour at most', async () => {
  await butler.settings.set({ ScheduledLibraryUpdatesEnabled: 'true' });
  now += hourMs;
  await scanned();
  now -= 24 * hourMs;
  expect(await scanned()).toMatchObject({ createdAt: now });
  now += hourMs;
  expect(await scanned()).toMatchObject({ createdAt: now });
});

test('while it is off nothing is scanned', async () => {
  now += 100 * hourMs;
  await butler.settings.set({ ScheduledLibraryUpdateInterval: '900' });
  await butler.periodicScans.stop();
  expect(await butler.store.history.runs({ limit: 9, task: scan })).toEqual([]);
});
