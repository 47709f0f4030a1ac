import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { mountSmallDisk, noSmallDisk } from '../../test/support/small-disk.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { ButlerError } from '../domain/errors.ts';
import { markFolder, openMarked } from './marked-folder.ts';
import { purgeQuarantine, quarantine, type Removal, restoreFromQuarantine } from './quarantine.ts';
import type { SafeFolder } from './safe-folder.ts';
import { walkSafely } from './walk-safely.ts';

const at = Date.UTC(2027, 2, 28, 23, 30);
const dayMs = 86_400_000;

/** A marked cache and a marked quarantine, both open. */
async function makeFolders() {
  const temp = await makeTempFolder();
  const [rootPath, placePath] = [join(temp.path, 'cache'), join(temp.path, 'quarantine')];
  await markFolder(rootPath, 'cache', at);
  await markFolder(placePath, 'quarantine', at);
  const [root, place] = [await openMarked(rootPath, 'cache'), await openMarked(placePath, 'quarantine')];
  return {
    temp,
    root,
    place,
    async [Symbol.asyncDispose]() {
      await root[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
      await temp[Symbol.asyncDispose]();
    },
  };
}

async function findAll(root: SafeFolder): Promise<Removal[]> {
  const found = await Array.fromAsync(walkSafely(root));
  return found
    .filter(({ path }) => !path.includes('/'))
    .map(entry => ({ found: entry, bytes: entry.bytes, why: 'it is old' }));
}

const never = new AbortController().signal;
const move = (removals: readonly Removal[], root: SafeFolder, place: SafeFolder, when = at) =>
  quarantine(removals, root, place, { at: when, signal: never, onMoved: () => undefined });

async function names(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter(name => !name.startsWith('.')).sort();
}

let folders: Awaited<ReturnType<typeof makeFolders>>;
beforeEach(async () => {
  folders = await makeFolders();
  return () => folders[Symbol.asyncDispose]();
});

test('files and whole folders move, and the manifest says from where, how large, when and why', async () => {
  const { root, place } = folders;
  await writeFile(join(root.path, 'file'), 'content');
  await mkdir(join(root.path, 'folder', 'deep'), { recursive: true });
  await writeFile(join(root.path, 'folder', 'deep', 'inner'), 'inner');
  const dealtWith: number[] = [];
  const removals = (await findAll(root)).sort((a, b) => a.found.path.localeCompare(b.found.path));
  const report = await quarantine(removals, root, place, {
    at,
    signal: never,
    onMoved: count => void dealtWith.push(count),
  });
  expect(report).toEqual({ moved: 2, bytes: 7, refused: [] });
  expect(dealtWith).toEqual([1, 2]);
  expect(await names(root.path)).toEqual([]);
  const shelf = join(place.path, '2027-03-28');
  expect(await names(shelf)).toEqual(['1', '2', 'manifest.jsonl']);
  expect(await readFile(join(shelf, '2', 'deep', 'inner'), 'utf8')).toBe('inner');
  const lines = (await readFile(join(shelf, 'manifest.jsonl'), 'utf8')).trim().split('\n');
  expect(lines.map(line => JSON.parse(line))).toEqual([
    {
      id: '2027-03-28/1',
      root: root.path,
      path: 'file',
      bytes: 7,
      why: 'it is old',
      at: '2027-03-28T23:30:00.000Z',
    },
    {
      id: '2027-03-28/2',
      root: root.path,
      path: 'folder',
      bytes: 0,
      why: 'it is old',
      at: '2027-03-28T23:30:00.000Z',
    },
  ]);
});

test('every time has a shelf of its own, also two at once, and what a power cut left of a manifest is passed over', async () => {
  const { root, place } = folders;
  const files = ['a', 'b', 'c', 'd'];
  for (const file of files) await writeFile(join(root.path, file), file);
  const removals = await findAll(root);
  const only = (file: string) => removals.filter(({ found }) => found.path === file);
  await Promise.all(files.map(file => move(only(file), root, place)));
  const shelves = await names(place.path);
  expect(shelves).toEqual(['2027-03-28', '2027-03-28-2', '2027-03-28-3', '2027-03-28-4']);
  const restored = [];
  for (const shelf of shelves) {
    await appendFile(join(place.path, shelf, 'manifest.jsonl'), '{"id":"2027-03-28/9');
    restored.push(await restoreFromQuarantine(`${shelf}/1`, place));
  }
  expect(restored.sort()).toEqual(files.map(file => join(root.path, file)));
  for (const file of files) expect(await readFile(join(root.path, file), 'utf8')).toBe(file);
});

test('what changed, vanished or was replaced after it was found stays as it is', async () => {
  const { root, place, temp } = folders;
  for (const file of ['grown', 'touched', 'gone', 'linked', 'same'])
    await writeFile(join(root.path, file), file);
  await mkdir(join(root.path, 'folder'));
  await writeFile(join(root.path, 'folder', 'inner'), 'inner');
  const found = await Array.fromAsync(walkSafely(root));
  const removals = found.map(entry => ({ found: entry, bytes: entry.bytes, why: '' }));
  const inner = removals.filter(({ found: { kind } }) => kind === 'file');
  await appendFile(join(root.path, 'grown'), '!');
  await utimes(join(root.path, 'touched'), 0, 0);
  for (const name of ['gone', 'linked', 'folder']) await rm(join(root.path, name), { recursive: true });
  await mkdir(join(temp.path, 'outside'));
  await writeFile(join(temp.path, 'outside', 'inner'), 'inner');
  await symlink(join(temp.path, 'outside', 'inner'), join(root.path, 'linked'));
  await symlink(join(temp.path, 'outside'), join(root.path, 'folder'));
  const report = await move(inner, root, place);
  expect(report.moved).toBe(1);
  expect([...report.refused].sort()).toEqual(['folder/inner', 'gone', 'grown', 'linked', 'touched']);
  expect(await names(root.path)).toEqual(['folder', 'grown', 'linked', 'touched']);
  expect(await names(join(temp.path, 'outside'))).toEqual(['inner']);
});

test('an abort ends it between two moves, and everything is in one place or the other', async () => {
  const { root, place } = folders;
  for (let i = 0; i < 10; i++) await writeFile(join(root.path, `file ${i}`), '');
  const abort = new AbortController();
  const stopAtThree = (count: number) => {
    if (count === 3) abort.abort(new ButlerError('cancelled', {}));
  };
  const moving = quarantine(await findAll(root), root, place, {
    at,
    signal: abort.signal,
    onMoved: stopAtThree,
  });
  await expect(moving).rejects.toMatchObject({ code: 'cancelled' });
  expect(await names(root.path)).toHaveLength(7);
  expect(await names(join(place.path, '2027-03-28'))).toEqual(['1', '2', '3', 'manifest.jsonl']);
});

test('the quarantine keeps things for seven whole days, and then removes them for good', async () => {
  const { root, place, temp } = folders;
  await writeFile(join(temp.path, 'outside'), 'kept');
  await mkdir(join(root.path, 'folder'));
  await writeFile(join(root.path, 'folder', 'file'), '1234567890');
  await symlink(join(temp.path, 'outside'), join(root.path, 'folder', 'link'));
  await move(await findAll(root), root, place);
  await mkdir(join(place.path, 'not a day'));
  await writeFile(join(root.path, 'file'), '12345');
  await move(await findAll(root), root, place);
  const weekLater = Date.UTC(2027, 2, 29) + 7 * dayMs;
  expect(await purgeQuarantine(place, weekLater - 1)).toBe(0);
  expect(await names(place.path)).toEqual(['2027-03-28', '2027-03-28-2', 'not a day']);
  const [bytes, again] = await Promise.all([
    purgeQuarantine(place, weekLater),
    purgeQuarantine(place, weekLater),
  ]);
  expect(bytes + again).toBeGreaterThanOrEqual(15);
  expect(await names(place.path)).toEqual(['not a day']);
  expect(await readFile(join(temp.path, 'outside'), 'utf8')).toBe('kept');
});

test('what is put back needs its place free, and its folder marked', async () => {
  const { root, place, temp } = folders;
  await mkdir(join(root.path, 'a', 'b'), { recursive: true });
  await writeFile(join(root.path, 'a', 'b', 'file'), 'old');
  const file = (await Array.fromAsync(walkSafely(root))).filter(({ kind }) => kind === 'file');
  await move(
    file.map(found => ({ found, bytes: 3, why: '' })),
    root,
    place,
  );
  const refused = { code: 'quarantine-restore' };
  for (const id of ['', '2027-03-28/2', '2027-03-29/1', '../1', '2027-03-28/../1']) {
    await expect(restoreFromQuarantine(id, place)).rejects.toMatchObject(refused);
  }
  await writeFile(join(root.path, 'a', 'b', 'file'), 'new');
  await expect(restoreFromQuarantine('2027-03-28/1', place)).rejects.toMatchObject(refused);
  expect(await readFile(join(root.path, 'a', 'b', 'file'), 'utf8')).toBe('new');
  await rm(join(root.path, 'a'), { recursive: true });
  await symlink(temp.path, join(root.path, 'a'));
  await expect(restoreFromQuarantine('2027-03-28/1', place)).rejects.toMatchObject(refused);
  await rm(join(root.path, 'a'));
  expect(await restoreFromQuarantine('2027-03-28/1', place)).toBe(join(root.path, 'a', 'b', 'file'));
  expect(await readFile(join(root.path, 'a', 'b', 'file'), 'utf8')).toBe('old');
  await move(await findAll(root), root, place, at + dayMs);
  await rm(join(root.path, '.butler-folder.json'));
  await expect(restoreFromQuarantine('2027-03-29/1', place)).rejects.toMatchObject({
    code: 'folder-unmarked',
  });
});

test.skipIf(noSmallDisk)(
  `nothing moves to another disk${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`,
  async () => {
    const { root } = folders;
    await using disk = await mountSmallDisk(1_048_576);
    await markFolder(disk.path, 'quarantine', at);
    await using place = await openMarked(disk.path, 'quarantine');
    await writeFile(join(root.path, 'file'), 'content');
    await expect(move(await findAll(root), root, place)).rejects.toMatchObject({
      code: 'quarantine-elsewhere',
    });
    expect(await names(root.path)).toEqual(['file']);
    expect(await names(place.path)).toEqual([]);
  },
);

test.skipIf(noSmallDisk)(
  `on a full disk nothing moves without being on record${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`,
  async () => {
    await using disk = await mountSmallDisk(65_536);
    const [rootPath, placePath] = [join(disk.path, 'cache'), join(disk.path, 'quarantine')];
    await markFolder(rootPath, 'cache', at);
    await markFolder(placePath, 'quarantine', at);
    await using root = await openMarked(rootPath, 'cache');
    await using place = await openMarked(placePath, 'quarantine');
    await writeFile(join(root.path, 'file'), 'content');
    await writeFile(join(disk.path, 'filler'), Buffer.alloc(1_000_000)).catch(() => undefined);
    await expect(move(await findAll(root), root, place)).rejects.toMatchObject({ code: 'disk-full' });
    expect(await names(root.path)).toEqual(['file']);
  },
);

/**
 * Swaps `folder` for a link to `outside` and back, again and again, for as long as its input is open. While the folder
 * is away it puts a `file` into it where there is none. Writes a line when it has done so for the first time.
 */
const swapper = `
  const fs = require('node:fs');
  const [folder, away, outside] = process.argv.slice(1);
  let going = true, rounds = 0;
  process.stdin.on('end', () => { going = false; }).resume();
  const linger = () => { for (let i = Math.random() * 500; i > 0; i--) fs.lstatSync(folder); };
  const swap = () => {
    fs.renameSync(folder, away);
    if (!fs.existsSync(away + '/file')) fs.writeFileSync(away + '/file', 'inside');
    fs.symlinkSync(outside, folder);
    linger();
    fs.unlinkSync(folder);
    fs.renameSync(away, folder);
    linger();
    if (rounds++ === 0) console.log('swapping');
    if (going) setImmediate(swap);
  };
  swap();
`;

test.runIf(process.platform === 'linux')(
  'cleaning 2,000 times while a folder is swapped for a link to the outside takes nothing from the outside',
  async () => {
    const { root, place, temp } = folders;
    const [folder, away, outside] = ['cache/folder', 'away', 'outside'].map(name =>
      join(temp.path, name),
    ) as [string, string, string];
    await mkdir(folder);
    await mkdir(outside);
    await writeFile(join(outside, 'file'), 'outside');
    const child = spawn(process.execPath, ['-e', swapper, folder, away, outside], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    let moved = 0;
    let refused = 0;
    for (let i = 0; i < 2_000; i++) {
      const found = (await Array.fromAsync(walkSafely(root))).filter(({ kind }) => kind === 'file');
      const report = await move(
        found.map(entry => ({ found: entry, bytes: entry.bytes, why: '' })),
        root,
        place,
      );
      moved += report.moved;
      refused += report.refused.length;
    }
    child.stdin.end();
    expect(await ended).toEqual([0, null]);
    expect(await readFile(join(outside, 'file'), 'utf8')).toBe('outside');
    // The race was on: files were caught, and some slipped away between being found and being moved.
    expect(moved).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
    const shelves = await names(place.path);
    const taken = await Promise.all(
      shelves.map(shelf => readFile(join(place.path, shelf, '1'), 'utf8').catch(() => 'refused')),
    );
    expect(taken.filter(content => content === 'inside')).toHaveLength(moved);
    expect(taken.filter(content => content === 'refused')).toHaveLength(refused);
  },
);
