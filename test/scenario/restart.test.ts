import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenButler, openButler } from '../../src/app/butler.ts';
import type { NightReport } from '../../src/domain/report.ts';
import { runOf } from '../support/run-of.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const at = (day: string, time: string) =>
  Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(Temporal.Now.timeZoneId()).epochMilliseconds;

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let butler: OpenButler;
let now: number;

beforeEach(async () => {
  folder = await makeTempFolder();
});

afterEach(async () => {
  await butler.close();
  await folder[Symbol.asyncDispose]();
});

/** Starts Butler, as the clock stands. */
async function start(day: string, time: string): Promise<void> {
  now = at(day, time);
  butler = await openButler(join(folder.path, 'data'), () => now, 0);
  await butler.engine.open();
}

test('a night that ended without Butler is reported once, when it is back', async () => {
  await start('2027-06-01', '12:00');
  butler.engine.attend();
  const backedUp = runOf(butler.events, 'BackupDatabase', 'succeeded');
  now = at('2027-06-02', '02:10');
  butler.engine.look();
  await backedUp;
  await butler.close();

  await start('2027-06-02', '09:00');
  const made = Promise.withResolvers<NightReport>();
  butler.events.on('report', made.resolve);
  butler.engine.attend();
  const report = await made.promise;
  expect(report).toMatchObject({ night: { serviceDay: '2027-06-02' }, isLate: true, madeAt: now });
  expect(report.tasks.find(({ task }) => task === 'BackupDatabase')).toMatchObject({ state: 'succeeded' });
  expect(report.next?.night.serviceDay).toBe('2027-06-03');
  await butler.close();

  await start('2027-06-02', '09:30');
  const again: NightReport[] = [];
  butler.events.on('report', report => again.push(report));
  butler.engine.attend();
  await butler.engine.close();
  expect(again).toEqual([]);
  expect(await butler.store.reports.reportsOf('2027-06-02')).toEqual([report]);
});

test('a night in which Butler was not there at all is reported too, but not each one of a holiday', async () => {
  await start('2027-06-01', '12:00');
  butler.engine.attend();
  await butler.close();

  await start('2027-06-11', '12:00');
  const made = Promise.withResolvers<NightReport>();
  butler.events.on('report', made.resolve);
  butler.engine.attend();
  const report = await made.promise;
  expect(report).toMatchObject({ night: { serviceDay: '2027-06-02' }, isLate: true, tasks: [] });
  await butler.engine.close();
  expect(await butler.store.reports.recentReports(9)).toEqual([report]);
});

test('pauses by hand outlast a restart, as long as they were to last', async () => {
  await start('2027-06-01', '12:00');
  const forever = await butler.engine.pause({ scope: 'BackupDatabase' });
  const night = await butler.engine.pause({ scope: 'all', until: at('2027-06-02', '02:15') });
  await butler.engine.pause({ scope: 'OptimizeDatabase', until: at('2027-06-01', '13:00') });
  await butler.engine.pause({ scope: 'CleanOldBundles' });
  expect(await butler.engine.resume('CleanOldBundles')).toBe(true);
  await butler.close();

  await start('2027-06-02', '02:10');
  expect(butler.engine.pauses()).toEqual([forever, night]);
  expect(await butler.store.pauses.pauses()).toEqual([forever, night]);
  const queued = runOf(butler.events, 'OptimizeDatabase', 'queued');
  butler.engine.attend();
  await queued;
  expect(butler.engine.tasks().every(({ pause }) => pause?.cause === 'hand')).toBe(true);
  expect(butler.engine.activities()).toEqual([]);

  // It ends by itself, as it would have without the restart, and the other one holds up nobody.
  const optimized = runOf(butler.events, 'OptimizeDatabase', 'succeeded');
  now = at('2027-06-02', '02:15');
  butler.engine.look();
  await optimized;
  expect(butler.engine.pauses()).toEqual([forever]);
  await butler.close();

  await start('2027-06-02', '02:20');
  expect(butler.engine.pauses()).toEqual([forever]);
});

test('a round of what is due leaves out what is paused, rather than to wait for it', async () => {
  await start('2027-06-01', '12:00');
  await butler.engine.pause({ scope: 'BackupDatabase' });
  const some = await butler.engine.runDue();
  expect(some.map(({ task }) => task)).toContain('OptimizeDatabase');
  expect(some.map(({ task }) => task)).not.toContain('BackupDatabase');
  await butler.close();

  await start('2027-06-09', '12:00');
  await butler.engine.pause({ scope: 'all' });
  expect(await butler.engine.runDue()).toEqual([]);
});
