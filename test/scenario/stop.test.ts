import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type OpenButler, openButler } from '../../src/app/butler.ts';
import { dataFolders } from '../../src/app/folders.ts';
import { makeFilms } from '../support/films.ts';
import { runOf } from '../support/run-of.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const make = 'GenerateMediaIndexFiles';
const scan = 'RefreshLibraries';
/** What a person waits for at most, by the promise of the API. */
const promisedMs = 2_000;

let library: Awaited<ReturnType<typeof makeTempFolder>>;
let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let butler: OpenButler;
let data: string;

beforeAll(async () => {
  library = await makeTempFolder();
  await makeFilms(library.path, 20, 100);
});

afterAll(() => library[Symbol.asyncDispose]());

/** Workers are in the middle of films. */
beforeEach(async () => {
  folder = await makeTempFolder();
  data = join(folder.path, 'data');
  butler = await openButler(data, Date.now, 0);
  await butler.addSections({ folders: [], described: [`Films=movie:${library.path}`] });
  await butler.engine.open();
  butler.engine.attend();
  const scanned = runOf(butler.events, scan, 'succeeded');
  await butler.engine.start(scan);
  await scanned;
  const atWork = Promise.withResolvers<void>();
  butler.events.on('progress', (_, { bytesDone }) => {
    if (bytesDone > 0) atWork.resolve();
  });
  await butler.engine.start(make);
  await atWork.promise;
});

afterEach(async () => {
  await butler.close();
  await folder[Symbol.asyncDispose]();
});

async function files(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name);
}

/** As many index files as the library knows, and nothing half made. */
async function expectNothingPartial(): Promise<void> {
  const { staging, bundles } = dataFolders(data);
  expect(await files(staging)).toEqual([]);
  const known = await butler.store.db.selectFrom('artifact').select('path').execute();
  expect(await files(bundles)).toHaveLength(known.length);
}

test('a run at work and one that waits for it end within 2 s, and leave nothing partial', async () => {
  const { engine } = butler;
  await engine.pause({ scope: 'BackupDatabase' });
  await engine.start('BackupDatabase');
  expect(engine.tasks().find(({ name }) => name === 'BackupDatabase')?.active?.state).toBe('queued');
  const began = performance.now();
  await engine.stopAll();
  expect(performance.now() - began).toBeLessThan(promisedMs);
  expect(engine.activities()).toEqual([]);
  const [waited, made] = await butler.store.history.runs({ limit: 2 });
  expect([waited?.state, made?.state]).toEqual(['cancelled', 'cancelled']);
  expect(waited).not.toHaveProperty('startedAt');
  await expectNothingPartial();
});

test('a run whose task is switched off ends within a second', async () => {
  const cancelled = runOf(butler.events, make, 'cancelled');
  const began = performance.now();
  await butler.settings.set({ GenerateBIFBehavior: 'never' });
  await cancelled;
  expect(performance.now() - began).toBeLessThan(1_000);
  await expectNothingPartial();
});
