import { mkdir, readdir, readFile, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { startRun, type TestRun } from '../../../test/support/context.ts';
import { ButlerError } from '../../domain/errors.ts';
import type { Found } from '../../files/walk-safely.ts';
import { cleanOldCacheFiles as task } from './index.ts';
import { planCacheCleaning } from './plan.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2027, 2, 28, 2);

const start = () => startRun(task, { now });

/** Writes five bytes into the cache, last read and last written so many days ago. */
async function cache({ context }: TestRun, path: string, read: number, written: number): Promise<void> {
  const file = join(context.folders.cache, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, '12345');
  await utimes(file, (now - read * dayMs) / 1000, (now - written * dayMs) / 1000);
}

async function list(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => !entry.isDirectory() && !entry.name.startsWith('.'));
  return files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort();
}

test('unfinished work of yesterday and what nobody used for a month are set aside, with their bytes', async () => {
  await using run = await start();
  await cache(run, 'staging/left.bif', 0, 2);
  await cache(run, 'staging/in-hand.bif', 0, 0.5);
  await cache(run, 'posters/unused.jpg', 31, 400);
  await cache(run, 'posters/read.jpg', 1, 400);
  await cache(run, 'posters/deep/new.jpg', 400, 1);
  expect(await task.run(run.context)).toBe('Set aside 2 files (10 bytes) among 5 files.');
  const { folders } = run.context;
  expect(await list(folders.cache)).toEqual([
    'posters/deep/new.jpg',
    'posters/read.jpg',
    'staging/in-hand.bif',
  ]);
  const manifest = await readFile(join(folders.quarantine, '2027-03-28', 'manifest.jsonl'), 'utf8');
  const lines = manifest
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(lines.map(({ path, why }) => [path, why]).sort()).toEqual([
    ['posters/unused.jpg', 'not used for 31 days'],
    ['staging/left.bif', 'unfinished, and untouched for 2 days'],
  ]);
  expect(run.progress.at(0)).toEqual({ total: 2, bytesTotal: 10 });
  expect(run.progress.at(-1)).toEqual({ done: 2, bytesDone: 10 });

  run.setNow(now + 8 * dayMs);
  expect(await task.run(run.context)).toMatch(
    /^Set aside 1 file .* removed .* from the quarantine for good\.$/,
  );
  expect((await readdir(folders.quarantine)).filter(name => name.startsWith('2027'))).toEqual(['2027-04-05']);
});

test('what a run in hand stages stays, also when the clock jumps ahead', async () => {
  await using run = await start();
  const { staging, cache } = run.context.folders;
  await writeFile(join(staging, 'in-hand.bif'), '12345');
  run.setNow(Date.now() + 20 * dayMs);
  expect(await task.run(run.context)).toContain('Nothing to clean');
  expect(await list(cache)).toEqual([`staging/run-${run.context.run.id}/in-hand.bif`]);
});

test('links in the cache lead nowhere', async () => {
  await using run = await start();
  await mkdir(join(run.temp, 'outside'));
  await writeFile(join(run.temp, 'outside', 'file'), 'kept');
  await symlink(join(run.temp, 'outside'), join(run.context.folders.cache, 'link'));
  await symlink(join(run.temp, 'outside', 'file'), join(run.context.folders.cache, 'file-link'));
  run.setNow(now + 100 * 365 * dayMs);
  expect(await task.run(run.context)).toContain('Nothing to clean');
  expect(await list(join(run.temp, 'outside'))).toEqual(['file']);
});

test('a cache that lost its marker is not cleaned', async () => {
  await using run = await start();
  await cache(run, 'old', 400, 400);
  await rm(join(run.context.folders.cache, '.butler-folder.json'));
  await expect(task.run(run.context)).rejects.toMatchObject({ code: 'folder-unmarked' });
  expect(await list(run.context.folders.cache)).toEqual(['old']);
});

test('it ends when it is told to, and moves nothing more', async () => {
  await using run = await start();
  await cache(run, 'old', 400, 400);
  run.abort(new ButlerError('cancelled', {}));
  await expect(task.run(run.context)).rejects.toMatchObject({ code: 'cancelled' });
  expect(await list(run.context.folders.cache)).toEqual(['old']);
});

test('the plan looks at the day and the month to the millisecond, and at no folders', () => {
  const at = (path: string, readAt: number, modifiedAt: number, kind: Found['kind'] = 'file'): Found => {
    return { kind, path, bytes: 1, modifiedAt, readAt, inode: 0 };
  };
  const entries = [
    at('staging', 0, 0, 'folder'),
    at('staging/a day', now, now - dayMs),
    at('staging/more', now, now - dayMs - 1),
    at('a month', now - 30 * dayMs, 0),
    at('more', now - 30 * dayMs - 1, 0),
    at('staging-not', now - 2 * dayMs, 0),
    at('from the future', 0, now + dayMs),
    at('staging/run-7/in hand', 0, 0),
    at('staging/run-8/ended', 0, 0),
    at('staging/run-7', 0, 0, 'folder'),
  ];
  const removals = planCacheCleaning(entries, 'staging', id => id === 7, now, {
    unusedMs: 30 * dayMs,
    bytes: Number.POSITIVE_INFINITY,
  });
  expect(removals.map(({ found }) => found.path)).toEqual(['staging/more', 'staging/run-8/ended', 'more']);
});

test('a cache that is too large loses what was used least lately, and nothing that is staged', async () => {
  await using run = await start();
  for (const [index, name] of ['oldest', 'older', 'newer', 'newest'].entries()) {
    await cache(run, `posters/${name}.jpg`, 10 - index, 400);
    await truncate(join(run.context.folders.cache, `posters/${name}.jpg`), 400_000);
    const at = (now - (10 - index) * dayMs) / 1000;
    await utimes(join(run.context.folders.cache, `posters/${name}.jpg`), at, at);
  }
  await cache(run, 'staging/in-hand.bif', 0, 0.5);
  await run.settings.set({ ButlerCacheMegabytes: '1' });
  expect(await task.run(run.context)).toBe('Set aside 2 files (800 kB) among 5 files.');
  expect(await list(run.context.folders.cache)).toEqual([
    'posters/newer.jpg',
    'posters/newest.jpg',
    'staging/in-hand.bif',
  ]);
});

test('a dry run tells what it would set aside, and moves nothing', async () => {
  await using run = await start();
  await cache(run, 'old', 400, 400);
  await run.settings.set({ ButlerCleaningDryRun: 'true' });
  expect(await task.run(run.context)).toBe('Dry run: would set aside 1 file (5 bytes); removed nothing.');
  expect(run.log).toEqual(['info: Would set aside old (5 bytes): not used for 400 days.']);
  expect(await list(run.context.folders.cache)).toEqual(['old']);
});

test('many at once wait for a person where a person wants that', async () => {
  await using run = await start();
  await cache(run, 'old', 400, 400);
  await cache(run, 'new', 1, 1);
  await run.settings.set({ ButlerCleanManyCacheFiles: 'false' });
  expect(await task.run(run.context)).toMatch(
    /^Cleaned nothing: 1 of 2 files are many\. A person must confirm/,
  );
  expect(await list(run.context.folders.cache)).toEqual(['new', 'old']);
});
