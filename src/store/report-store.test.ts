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
