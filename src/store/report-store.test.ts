import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NightReport } from '../domain/report.ts';
import { openStore, type Store } from './open.ts';

const dayMs = 86_400_000;

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-reports-'));
  store = await openStore(folder);
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

function report(serviceDay: string, madeAt: number, windowId = 'default'): NightReport {
  return {
    night: { windowId, serviceDay, opensAt: madeAt - 3, closesAt: madeAt - 1, cutoffAt: madeAt - 2 },
    zone: 'Europe/Berlin',
    madeAt,
    tasks: [],
    failures: {
      count: 1,
      setAside: 0,
      first: [{ task: 'MusicAnalysis', label: 'ä\n.flac', error: '', setAside: false }],
    },
  };
}

test('a report is kept as it is, and survives reopening', async () => {
  const made = report('2027-06-01', 5_000);
  await store.reports.keepReport(made);
  await store.close();
  store = await openStore(folder);
  expect(await store.reports.reportsOf('2027-06-01')).toEqual([made]);
  expect(await store.reports.reportsOf('2027-06-02')).toEqual([]);
});

test('each window of a day has its own report, and the later one of a night is the one that counts', async () => {
  const first = report('2027-06-01', 1);
  const again = report('2027-06-01', 3);
  const noon = report('2027-06-01', 2, 'noon');
  for (const made of [first, noon, again]) await store.reports.keepReport(made);
  expect(await store.reports.reportsOf('2027-06-01')).toEqual([again, noon]);
});

test('those of the last nights come first', async () => {
  const days = ['2027-06-02', '2027-06-03', '2027-06-01'];
  for (const [i, day] of days.entries()) await store.reports.keepReport(report(day, i));
  const recent = await store.reports.recentReports(2);
  expect(recent.map(({ night }) => night.serviceDay)).toEqual(['2027-06-03', '2027-06-02']);
});

test('old reports go with the history, but for the last one', async () => {
  const now = 100 * dayMs;
  for (const day of [10, 50, 60]) await store.reports.keepReport(report(`2027-01-${day}`, day * dayMs));
  const keep = { keepRuns: 10, keepDays: 50 };
  expect((await store.runs.pruneHistory(keep, now)).reports).toBe(1);
  expect((await store.runs.pruneHistory(keep, now + 400 * dayMs)).reports).toBe(1);
  expect((await store.reports.recentReports(9)).map(({ night }) => night.serviceDay)).toEqual(['2027-01-60']);
});

test('a night is awaited until its report is kept, or until it is among those to come no more', async () => {
  const opened = report('2027-06-01', 1_000).night;
  const next = report('2027-06-02', 2_000).night;
  await store.reports.awaitNights([opened, next], 998);
  expect(await store.reports.awaitedNights()).toEqual([opened, next]);

  const later = { ...next, opensAt: 2_500, closesAt: 2_600 };
  await store.reports.awaitNights([later], 1_500);
  expect(await store.reports.awaitedNights()).toEqual([opened, later]);

  await store.reports.keepReport(report('2027-06-01', 1_000));
  expect(await store.reports.awaitedNights()).toEqual([later]);
  // Of an earlier form of that night.
  await store.reports.keepReport(report('2027-06-02', 2_000));
  expect(await store.reports.awaitedNights()).toEqual([later]);
});
