import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type OpenButler, openButler } from '../../src/app/butler.ts';
import type { Decision } from '../../src/domain/schedule.ts';
import { makeFilms } from '../support/films.ts';
import { onlyIndexFiles } from '../support/index-files-only.ts';
import { runOf } from '../support/run-of.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const make = 'GenerateMediaIndexFiles';
const scan = 'RefreshLibraries';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let media: string;
let butler: OpenButler;
let now: number;

const at = (day: string, time: string) =>
  Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(Temporal.Now.timeZoneId()).epochMilliseconds;

/** The hands of the clock, and a look at it. */
function set(day: string, time: string): void {
  now = at(day, time);
  butler.engine.look();
}

/** Resolves with the next decision that is taken anew for a task, for a reason. */
function decisionOn(task: string, reason: Decision['reason']): Promise<Decision> {
  const { promise, resolve } = Promise.withResolvers<Decision>();
  butler.events.on('decision', decision => {
    if (decision.task === task && decision.reason === reason) resolve(decision);
  });
  return promise;
}

/** Puts one more film into a folder of its own, and has it found by a scan by hand. */
async function addFilm(name: string): Promise<void> {
  await mkdir(join(media, name));
  await makeFilms(join(media, name), 1, 5);
  const scanned = runOf(butler.events, scan, 'succeeded');
  await butler.engine.start(scan);
  await scanned;
}

/** A library of one film, whose thumbnails were made in the night of 2 June. */
beforeEach(async () => {
  folder = await makeTempFolder();
  media = join(folder.path, 'Films');
  await mkdir(media);
  await makeFilms(media, 1, 5);
  now = at('2027-06-01', '12:00');
  butler = await openButler(join(folder.path, 'data'), () => now, 0);
  await butler.addSections({ folders: [], described: [`Films=movie:${media}`] });
  await onlyIndexFiles(butler.settings);
  await butler.settings.set({ GenerateBIFBehavior: 'asap' });
  await butler.engine.open();
  butler.engine.attend();
  const ran = decisionOn(make, 'not-due');
  const made = runOf(butler.events, make, 'succeeded');
  set('2027-06-02', '02:10');
  expect(await made).toMatchObject({ trigger: 'window', progress: { done: 1 } });
  await ran;
});

afterEach(async () => {
  await butler.close();
  await folder[Symbol.asyncDispose]();
});

test('a film that comes by day waits for the night, over a restart too', async () => {
  set('2027-06-02', '12:00');
  const waits = decisionOn(make, 'outside-window');
  await addFilm('Second');
  // More may be on its way.
  expect(butler.engine.tasks().find(({ name }) => name === make)?.decision.reason).toBe('not-due');
  set('2027-06-02', '12:01');
  expect((await waits).sentence).toBe('Media was added; waits for the window 02:00–05:00 tomorrow.');
  await butler.close();

  butler = await openButler(join(folder.path, 'data'), () => now, 0);
  await butler.engine.open();
  expect(butler.engine.tasks().find(({ name }) => name === make)?.decision.sentence).toBe(
    'Media was added; waits for the window 02:00–05:00 tomorrow.',
  );
  const [tonight] = await butler.engine.forecast(1);
  expect(tonight?.decisions.find(({ task }) => task === make)).toMatchObject({ action: 'start' });
});

test('a film that comes in the night is worked on in that night', async () => {
  const made = runOf(butler.events, make, 'succeeded');
  set('2027-06-02', '02:20');
  await addFilm('Second');
  set('2027-06-02', '02:21');
  expect(await made).toMatchObject({
    trigger: 'new-media',
    serviceDay: '2027-06-02',
    progress: { done: 1, total: 1 },
  });
  const decisions = await butler.store.history.decisions({ limit: 1_000, task: make });
  expect(decisions.find(({ reason }) => reason === 'media-added')?.sentence).toBe(
    'Starts now, as media was added, in the window 02:00–05:00.',
  );
});

test('where the owner wants it, a film is worked on at any time of day', async () => {
  await butler.settings.set({ ButlerAsapOutsideWindow: 'true' });
  set('2027-06-02', '12:00');
  const made = runOf(butler.events, make, 'succeeded');
  await addFilm('Second');
  set('2027-06-02', '12:01');
  expect(await made).toMatchObject({ trigger: 'new-media', progress: { done: 1, total: 1 } });
  const ended = await butler.store.history.runs({ limit: 9, task: make });
  expect(ended.map(({ trigger }) => trigger)).toEqual(['new-media', 'window']);
});
