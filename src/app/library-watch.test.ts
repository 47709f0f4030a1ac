import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFilms } from '../../test/support/films.ts';
import { runOf } from '../../test/support/run-of.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import type { Silences } from '../domain/root-watch.ts';
import type { Run } from '../domain/run.ts';
import { type OpenButler, openButler } from './butler.ts';
import { LibraryWatch } from './library-watch.ts';

const scan = 'RefreshLibraries';
const allTold: Silences = { find: async () => undefined, below: () => new Map() };

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let media: string;
let butler: OpenButler;
let watch: LibraryWatch;
let silences: Silences;
const sentences: string[] = [];

/** A library of one film that was scanned, and a watch that calls a folder quiet at once. */
beforeEach(async () => {
  folder = await makeTempFolder();
  media = join(folder.path, 'Films');
  await mkdir(join(media, 'First'), { recursive: true });
  await makeFilms(join(media, 'First'), 1, 1);
  butler = await openButler(join(folder.path, 'data'), Date.now, 0);
  await butler.addSections({ folders: [], described: [`Films=movie:${media}`] });
  await butler.settings.set({ FSEventLibraryPartialScanEnabled: 'true' });
  const { engine, settings, events } = butler;
  await engine.open();
  engine.attend();
  const scanned = ended();
  await engine.start(scan);
  await scanned;
  silences = allTold;
  sentences.length = 0;
  events.on('watch', ({ sentence }) => sentences.push(sentence));
  watch = new LibraryWatch({
    engine,
    library: butler.store.library,
    settings,
    events,
    readSilences: () => silences,
    monotonic: () => performance.now(),
    quietMs: 50,
  });
});

afterEach(async () => {
  await watch.stop();
  await butler.close();
  await folder[Symbol.asyncDispose]();
});

function ended(): Promise<Run> {
  return runOf(butler.events, scan, 'succeeded', 'failed', 'cancelled');
}

/** Resolves with the next run that finds so many files there. */
function found(count: number): Promise<Run> {
  const { promise, resolve } = Promise.withResolvers<Run>();
  butler.events.on('run', run => {
    if (run.task === scan && run.outcome?.includes(`Found ${count} file`)) resolve(run);
  });
  return promise;
}

function said(pattern: RegExp): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  butler.events.on('watch', ({ sentence }) => pattern.test(sentence) && resolve());
  return promise;
}

/** Starts the watch and resolves when it is in force. */
async function watching(): Promise<void> {
  const begun = said(/watches \d+ folders/);
  watch.start();
  await butler.settings.set({ FSEventLibraryUpdatesEnabled: 'true' });
  await begun;
  // What was written a moment ago is looked at once more.
  if (watch.find(1)?.folders !== 2) throw new Error('Two folders are to be watched.');
}

test('a film that comes is in the library, and the next one in the new folder too', async () => {
  await watching();
  const second = found(2);
  await mkdir(join(media, 'Second'));
  await rename(join(media, 'First', 'Film 1 (2000).mp4'), join(media, 'First', 'Heat (1995).mp4'));
  await makeFilms(join(media, 'Second'), 1, 1);
  const run = await second;
  expect(run).toMatchObject({ trigger: 'partial', state: 'succeeded' });
  const third = found(3);
  await makeFilms(join(media, 'Second'), 2, 2);
  expect((await third).outcome).toMatch(/^Looked through ".*Films.*"\. Found 3 files in Films/);
});

test('where whole sections are wanted, the whole section is scanned', async () => {
  await butler.settings.set({ FSEventLibraryPartialScanEnabled: 'false' });
  await watching();
  const second = found(2);
  await mkdir(join(media, 'Second'));
  await makeFilms(join(media, 'Second'), 1, 1);
  expect((await second).outcome).toMatch(/^Found 2 files in Films/);
});

test('what goes is missing, and not forgotten', async () => {
  await watching();
  // A root that is empty counts as one whose disk is not there.
  await mkdir(join(media, 'Other'));
  const gone = found(0);
  await rm(join(media, 'First'), { recursive: true });
  expect((await gone).outcome).toContain('Found 0 files in Films: 0 new, 0 changed, 1 missing.');
});

test('what changed while nobody watched is found when the watch begins', async () => {
  await mkdir(join(media, 'Second'));
  await makeFilms(join(media, 'Second'), 1, 1);
  const second = found(2);
  await watching();
  expect(await second).toMatchObject({ trigger: 'partial' });
});

test('where the system tells nothing it says so, once', async () => {
  silences = { ...allTold, find: async () => 'It is a network disk.' };
  const told = said(/network disk/);
  watch.start();
  await butler.settings.set({ FSEventLibraryUpdatesEnabled: 'true' });
  await told;
  expect(watch.find(1)).toEqual({ folders: 0, because: 'It is a network disk.' });
  const scanned = ended();
  await butler.engine.start(scan);
  await scanned;
  await watch.stop();
  expect(sentences).toEqual(['Films: It is a network disk.']);
});

test('a root that is offline is watched again when a scan has found it back', async () => {
  await watching();
  await rename(media, `${media}-away`);
  const offline = said(/does not exist/);
  const scanned = ended();
  await butler.engine.start(scan);
  await scanned;
  await offline;
  expect(watch.find(1)).toMatchObject({ folders: 0, because: expect.stringContaining('does not exist') });
  await rename(`${media}-away`, media);
  const back = said(/watches 2 folders/);
  await butler.engine.start(scan);
  await back;
});

test('once it is switched off nothing is watched', async () => {
  await watching();
  await butler.settings.set({ FSEventLibraryUpdatesEnabled: 'false' });
  await watch.stop();
  expect(watch.find(1)).toBeUndefined();
});
