import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startRun, type TestRun, takeIn } from '../../../test/support/context.ts';
import { formatBundle } from '../../files/bundle.ts';
import { openMarked } from '../../files/marked-folder.ts';
import { restoreFromQuarantine } from '../../files/quarantine.ts';
import { SqliteCare } from '../../store/database-care.ts';
import { cleanOldBundles as task } from './index.ts';
import { type Orphan, planBundleCleaning } from './plan.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2027, 2, 28, 2);

const start = () => startRun(task, { now });
const hashOf = (content: string) => createHash('sha1').update(content).digest('hex');

/** Makes the bundle that a film of this content has, last changed so many days ago. */
async function makeBundle(run: TestRun, content: string, days: number): Promise<string> {
  const bundle = join(run.context.folders.bundles, formatBundle(hashOf(content)));
  const file = join(bundle, 'Contents', 'Indexes', 'index-sd.bif');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, '12345');
  const at = (now - days * dayMs) / 1000;
  for (let path = file; path.startsWith(bundle); path = dirname(path)) await utimes(path, at, at);
  return bundle;
}

/** A library of so many films, each with its bundle. */
async function makeLibrary(run: TestRun, films: number): Promise<void> {
  const contents = Array.from({ length: films }, (_, i) => `film ${i}`);
  await takeIn(run, Object.fromEntries(contents.map(content => [`${content}.mkv`, content])));
  for (const content of contents) await makeBundle(run, content, 100);
}

async function listBundles({ context }: TestRun): Promise<number> {
  const files = await readdir(context.folders.bundles, { recursive: true });
  return files.filter(file => file.endsWith('.bundle')).length;
}

test('an old bundle that belongs to nothing is set aside, can be put back, and is removed a week later', async () => {
  await using run = await start();
  await makeLibrary(run, 20);
  const old = await makeBundle(run, 'gone', 8);
  await makeBundle(run, 'just gone', 6);
  expect(await task.run(run.context)).toBe('Set aside 1 bundle (5 bytes) among 22 bundles.');
  expect(await listBundles(run)).toBe(21);
  const shelf = join(run.context.folders.quarantine, '2027-03-28');
  expect(JSON.parse(await readFile(join(shelf, 'manifest.jsonl'), 'utf8'))).toMatchObject({
    path: formatBundle(hashOf('gone')),
    bytes: 5,
    why: `no file of the library has the content ${hashOf('gone')}; unchanged for 8 days`,
  });

  await using place = await openMarked(run.context.folders.quarantine, 'quarantine');
  expect(await restoreFromQuarantine('2027-03-28/1', place)).toBe(old);
  expect(await readFile(join(old, 'Contents', 'Indexes', 'index-sd.bif'), 'utf8')).toBe('12345');

  expect(await task.run(run.context)).toContain('Set aside 1 bundle');
  run.setNow(now + 9 * dayMs);
  await makeBundle(run, 'just gone', -9);
  expect(await task.run(run.context)).toMatch(
    /^Nothing to clean among \d+ bundles; removed .* from the quarantine for good\.$/,
  );
  expect((await readdir(run.context.folders.quarantine)).filter(name => name.startsWith('2027'))).toEqual([]);
  expect(await listBundles(run)).toBe(21);
});

test('a bundle in which anything changed lately is not old', async () => {
  await using run = await start();
  await makeLibrary(run, 20);
  const bundle = await makeBundle(run, 'gone', 100);
  await utimes(join(bundle, 'Contents', 'Indexes', 'index-sd.bif'), now / 1000, now / 1000);
  expect(await task.run(run.context)).toContain('Nothing to clean');
});

test('files whose folder is offline are still in the library', async () => {
  await using run = await start();
  await makeLibrary(run, 20);
  const [section] = await run.library.sections();
  await run.library.noteRoot(section?.roots[0]?.id ?? 0, { offlineBecause: 'no disk' });
  expect(await task.run(run.context)).toContain('Nothing to clean');
  expect(await listBundles(run)).toBe(20);
});

test('more than a tenth at once waits for a person', async () => {
  await using run = await start();
  await makeLibrary(run, 17);
  for (const content of ['a', 'b']) await makeBundle(run, content, 100);
  expect(await task.run(run.context)).toBe(
    'Cleaned nothing: 2 of 19 bundles (10 bytes) belong to no file of the library, which looks like a mistake. A person must confirm it with ButlerCleanManyBundles; the log lists them.',
  );
  expect(await listBundles(run)).toBe(19);
  expect(run.log).toContain(`warn: ${join(run.context.folders.bundles, formatBundle(hashOf('a')))}`);
  await run.settings.set({ ButlerCleanManyBundles: 'true' });
  expect(await task.run(run.context)).toContain('Set aside 2 bundles (10 bytes) among 19 bundles');
});

test('a dry run tells what it would set aside, and moves nothing', async () => {
  await using run = await start();
  await makeLibrary(run, 20);
  await makeBundle(run, 'gone', 100);
  await run.settings.set({ ButlerCleaningDryRun: 'true' });
  expect(await task.run(run.context)).toBe('Dry run: would set aside 1 bundle (5 bytes); removed nothing.');
  expect(await listBundles(run)).toBe(21);
});

test('an empty library cleans nothing', async () => {
  await using run = await start();
  await makeBundle(run, 'a', 100);
  expect(await task.run(run.context)).toBe(
    'Cleaned nothing: the library is empty, and the bundles folder is not (1 bundle).',
  );
  expect(await listBundles(run)).toBe(1);
});

test('a damaged database cleans nothing', async () => {
  await using run = await start();
  await makeLibrary(run, 20);
  await makeBundle(run, 'gone', 100);
  const file = join(run.temp, 'damaged.db');
  await writeFile(file, Buffer.alloc(8192, 'damaged'));
  const context = { ...run.context, database: new SqliteCare(file) };
  await expect(task.run(context)).rejects.toMatchObject({ code: 'database-corrupt' });
  expect(await listBundles(run)).toBe(21);
});

test('what is not marked is not cleaned', async () => {
  for (const which of ['bundles', 'quarantine'] as const) {
    await using run = await start();
    await makeLibrary(run, 20);
    await makeBundle(run, 'gone', 100);
    await rm(join(run.context.folders[which], '.butler-folder.json'));
    await expect(task.run(run.context)).rejects.toMatchObject({ code: 'folder-unmarked' });
    expect(await listBundles(run)).toBe(21);
  }
});

test('only what has the shape of a bundle is one', async () => {
  await using run = await start();
  await makeLibrary(run, 20);
  const { bundles } = run.context.folders;
  await mkdir(join(bundles, 'a', 'letters'), { recursive: true });
  await mkdir(join(bundles, 'private', 'x.bundle'), { recursive: true });
  await writeFile(join(bundles, 'a', `${'b'.repeat(39)}.bundle`), 'a file');
  await mkdir(join(run.temp, 'outside'));
  await symlink(join(run.temp, 'outside'), join(bundles, 'a', `${'c'.repeat(39)}.bundle`));
  const before = (await readdir(bundles, { recursive: true })).sort();
  run.setNow(now + 100 * 365 * dayMs);
  expect(await task.run(run.context)).toContain('Nothing to clean');
  expect((await readdir(bundles, { recursive: true })).sort()).toEqual(before);
});

describe('the plan', () => {
  const makeOrphan = (days: number, index = 0): Orphan => ({
    found: { kind: 'folder', path: `a/${index}.bundle`, bytes: 0, modifiedAt: 0, readAt: 0, inode: index },
    contentHash: `a${index}`,
    bytes: 10,
    changedAt: now - days * dayMs,
  });

  test('leaves a week of grace', () => {
    const orphans = [7, 7.001, 0, -5].map(makeOrphan);
    expect(planBundleCleaning(1000, orphans, now).removals.map(({ found }) => found.inode)).toEqual([1]);
  });

  test('is held beyond a tenth, and beyond a thousand', () => {
    const isHeld = (bundles: number, orphans: number) => {
      const all = Array.from({ length: orphans }, (_, index) => makeOrphan(100, index));
      expect(planBundleCleaning(bundles, all, now, true)).not.toHaveProperty('heldBecause');
      return planBundleCleaning(bundles, all, now).heldBecause !== undefined;
    };
    const cases = fc.property(
      fc.integer({ min: 1, max: 30_000 }),
      fc.integer({ min: 0, max: 1_100 }),
      (all, gone) => {
        expect(isHeld(all, gone)).toBe(gone > 1_000 || gone * 10 > all);
      },
    );
    fc.assert(cases, {
      numRuns: 50,
      examples: [
        [20_000, 1_000],
        [20_000, 1_001],
        [100, 10],
        [100, 11],
        [9, 0],
        [9, 1],
      ],
    });
  });
});
