import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenButler, openButler } from '../../src/app/butler.ts';
import type { NightReport } from '../../src/domain/report.ts';
import type { Decision } from '../../src/domain/schedule.ts';
import { makeFilms } from '../support/films.ts';
import { onlyIndexFiles } from '../support/index-files-only.ts';
import { runOf } from '../support/run-of.ts';

const make = 'GenerateMediaIndexFiles';
const films = 16;

let folder: string;
let butler: OpenButler;
let now: number;

const at = (day: string, time: string) =>
  Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(Temporal.Now.timeZoneId()).epochMilliseconds;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler-night-'));
  const media = join(folder, 'Films');
  await mkdir(media);
  await makeFilms(media, films, 60);
  now = at('2027-06-01', '12:00');
  butler = await openButler(join(folder, 'data'), () => now, 0);
  await butler.addSections({ folders: [], described: [`Films=movie:${media}`] });
  await onlyIndexFiles(butler.settings);
  await butler.engine.open();
});

afterEach(async () => {
  await butler.close();
  await rm(folder, { recursive: true });
});

/** Resolves with the next decision that the plan takes anew for a task. */
function decisionOn(task: string): Promise<Decision> {
  const { promise, resolve } = Promise.withResolvers<Decision>();
  butler.events.on('decision', decision => {
    if (decision.task === task) resolve(decision);
  });
  return promise;
}

/** The hands of the clock, and a look at it. */
function set(day: string, time: string): void {
  now = at(day, time);
  butler.engine.look();
}

test('a window that closes in the middle of the work leaves the rest to the next night', async () => {
  const { engine } = butler;
  engine.attend();
  // By day nothing starts, and the plan says why.
  for (const task of engine.tasks().filter(task => task.enabled)) {
    expect(task.decision.reason).toBe('outside-window');
  }

  const running = runOf(butler.events, make, 'running');
  set('2027-06-02', '02:10');
  const { id } = await running;
  const moved = Promise.withResolvers<void>();
  butler.events.on('progress', (runId, { done }) => {
    if (runId === id && done >= 2) moved.resolve();
  });
  await moved.promise;

  const yielded = runOf(butler.events, make, 'yielded');
  const reported = Promise.withResolvers<NightReport>();
  butler.events.once('report', reported.resolve);
  set('2027-06-02', '05:00');
  const first = await yielded;
  expect(first).toMatchObject({ trigger: 'window', serviceDay: '2027-06-02' });
  expect(first.progress.done).toBeGreaterThanOrEqual(2);
  expect(first.progress.done).toBeLessThan(films);

  // The night is reported: what ran, what is left, and what the next one brings.
  const report = await reported.promise;
  expect(report.night.serviceDay).toBe('2027-06-02');
  expect(report.tasks.find(({ task }) => task === make)).toMatchObject({
    state: 'yielded',
    done: first.progress.done,
    left: films - first.progress.done,
  });
  expect(report.next?.decisions.find(({ task }) => task === make)?.action).not.toBe('skip');
  expect(await butler.store.reports.reportsOf('2027-06-02')).toEqual([report]);

  const finished = runOf(butler.events, make, 'succeeded');
  set('2027-06-03', '02:10');
  const second = await finished;
  const decided = decisionOn(make);
  expect(second).toMatchObject({ trigger: 'window', serviceDay: '2027-06-03' });
  expect(second.progress.done).toBe(films - first.progress.done);

  // What every night brings is done once in a night.
  expect((await decided).reason).toBe('not-due');
});
