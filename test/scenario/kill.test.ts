import { copyFile, glob, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseBif } from '../../src/media/formats/bif.ts';
import { openStore } from '../../src/store/open.ts';
import { Client } from '../support/client.ts';
import { makeFilms } from '../support/films.ts';
import { onlyIndexFilesIn } from '../support/index-files-only.ts';
import { Program } from '../support/program.ts';

let folder: string;
let films: string;
let data: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'butler kill '));
  films = join(folder, 'My Films');
  data = join(folder, 'data');
  await mkdir(films);
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const backedUp = /Backup Database: succeeded/;

const indexFiles = async () => (await Array.fromAsync(glob('bundles/**/index-sd.bif', { cwd: data }))).sort();

async function read<T>(
  look: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>,
  at = data,
): Promise<T> {
  const store = await openStore(at);
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

test('killed in the middle of index files, it goes on where it stopped and loses nothing', async () => {
  const count = 16;
  await makeFilms(films, count, 60);
  await onlyIndexFilesIn(data);
  const args = ['--data', data, '--port', '0', films];

  await using first = new Program(args);
  const client = await Client.of(first, data);
  await client.activity('media.generate.bif', ({ Context }) => Context.done >= 2);
  await first.kill('SIGKILL');

  const kept = await read(store =>
    store.db.selectFrom('artifact').select('path').where('kind', '=', 'indexFile').execute(),
  );
  const before = new Map<string, string>();
  for (const { path } of kept) {
    const { ino, mtimeMs } = await stat(join(data, 'bundles', path));
    before.set(path, `${ino} ${mtimeMs}`);
  }
  expect(before.size).toBeGreaterThanOrEqual(2);
  expect(before.size).toBeLessThan(count);

  await using second = new Program(args);
  await second.line(/Generate Media Index Files: succeeded/);
  if (!backedUp.test(first.text)) await second.line(backedUp);
  expect(await second.kill('SIGTERM')).toEqual({ code: 0, signal: null });

  // Every index file is whole, and is every picture in it.
  const found = await indexFiles();
  expect(found).toHaveLength(count);
  for (const path of found) {
    const { pictures } = parseBif(await readFile(join(data, path)));
    expect(pictures.length).toBe(30);
    for (const { jpeg } of pictures) {
      const { info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
      expect(info).toMatchObject({ width: 320, height: 180 });
    }
  }

  // What was on record before the kill was not made again, and each unit was done in one try.
  for (const [path, identity] of before) {
    const { ino, mtimeMs } = await stat(join(data, 'bundles', path));
    expect(`${ino} ${mtimeMs}`).toBe(identity);
  }
  const { units, artifacts, runs } = await read(async store => ({
    units: await store.db
      .selectFrom('unit')
      .selectAll()
      .where('task', '=', 'GenerateMediaIndexFiles')
      .execute(),
    artifacts: await store.db.selectFrom('artifact').selectAll().where('kind', '=', 'indexFile').execute(),
    runs: await store.runs.recentRuns(100, 'GenerateMediaIndexFiles'),
  }));
  expect(artifacts).toHaveLength(count);
  expect(units.filter(unit => unit.attempts !== 1 || unit.state !== 'done')).toEqual([]);
  expect(runs.map(run => run.state)).toEqual(['succeeded', 'interrupted']);
  expect(runs[0]?.progress).toMatchObject({
    done: count - before.size,
    total: count - before.size,
    failed: 0,
  });
  expect(await readdir(join(data, 'cache', 'staging'))).toEqual([]);

  // The backup brings the library back on an empty folder.
  const [backup] = (await readdir(join(data, 'backups'))).filter(name => /^butler\.db-[\d-]+$/.test(name));
  const restored = join(folder, 'restored');
  await mkdir(restored);
  await copyFile(join(data, 'backups', String(backup)), join(restored, 'butler.db'));
  const parts = await read(store => store.db.selectFrom('part').select('name').execute(), restored);
  expect(parts).toHaveLength(count);
});

test('killed in the middle of a scan, no file is said to be read that the library does not know', async () => {
  const count = 150;
  await makeFilms(films, count, 2);
  const args = ['--data', data, '--port', '0', films];
  const readScan = () =>
    read(async ({ db }) => ({
      units: await db.selectFrom('unit').selectAll().where('task', '=', 'RefreshLibraries').execute(),
      parts: await db
        .selectFrom('part')
        .select(['id', 'facts_version', 'content_hash', 'media_id'])
        .execute(),
    }));

  await using first = new Program(args);
  const client = await Client.of(first, data);
  await client.activity('library.update.section', ({ Context }) => Context.done >= 20);
  await first.kill('SIGKILL');
  const cut = await readScan();
  const known = new Set(cut.parts.flatMap(part => (part.facts_version ? [`part:${part.id}`] : [])));
  const done = cut.units.filter(({ state }) => state === 'done');
  expect(done.length).toBeGreaterThanOrEqual(20);
  expect(done.length).toBeLessThan(count);
  expect(done.filter(({ subject }) => !known.has(subject))).toEqual([]);

  await using second = new Program(args);
  await second.line(/Refresh Libraries: succeeded/);
  expect(await second.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  const { units, parts } = await readScan();
  expect(parts.filter(part => !part.facts_version || !part.content_hash || !part.media_id)).toEqual([]);
  expect(new Set(parts.map(part => part.media_id)).size).toBe(count);
  // What the library knew was not read again.
  expect(units).toHaveLength(count - known.size);
  expect(units.filter(unit => unit.attempts !== 1 || unit.state !== 'done')).toEqual([]);
});
