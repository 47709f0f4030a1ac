import { mkdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFacts, startRun, type TestRun } from '../../../test/support/context.ts';
import type { Section } from '../../domain/library.ts';
import type { Walker } from '../../domain/walk.ts';
import { walk } from '../../library/scan/walk.ts';
import { refreshLibraries as task } from './index.ts';

/** Lists in this process; every time on a disk is younger than what the walk trusts, so it lists all. */
const walker: Walker = { walk: (order, take, signal) => walk(order, take, () => {}, signal) };
const dayMs = 86_400_000;
const start = Date.UTC(2027, 2, 28, 2);

let run: TestRun;
let films: Section;
let root: string;

beforeEach(async () => {
  run = await startRun(task, { walker, now: start });
  root = join(run.temp, 'films');
  await mkdir(root);
  films = await run.library.addSection({ title: 'Films', type: 'movie', paths: [root] });
});
afterEach(() => run[Symbol.asyncDispose]());

async function put(path: string, content = path): Promise<string> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

/** A whole run, as the engine drives it; a file is read to what its content says, or not at all when it is `broken`. */
async function refresh(context = run.context): Promise<string> {
  await task.prepare?.(context);
  const counts = { done: 0, failed: 0, bytes: 0 };
  for (const unit of await task.find(context)) {
    expect(await task.order(context, unit)).toEqual([{ analyzer: 'facts', settings: {} }]);
    const part = await run.library.findPart(Number(unit.subject.slice('part:'.length)));
    const content = await readFile(part?.path ?? '', 'utf8');
    if (content === 'broken') {
      await task.reject?.(context, unit, 'It is no film.');
      counts.failed++;
    } else {
      await task.publish(context, unit, { analyzer: 'facts', value: makeFacts(content) });
      counts.done++;
    }
  }
  return task.conclude(context, counts);
}

/** Path below the root by part id, of those whose file is there. */
async function present(): Promise<Record<number, string>> {
  const parts = await run.library.partsWithout('indexFile', 'none');
  return Object.fromEntries(parts.map(part => [part.id, part.relativePath]));
}

const titles = async () =>
  (await run.store.db.selectFrom('item').select('title').orderBy('title').execute()).map(item => item.title);

const offlineBecause = async () => (await run.library.sections())[0]?.roots[0]?.offlineBecause;

/** Some films, so that one of them is less than a tenth. */
async function putMany(count = 12): Promise<void> {
  for (let i = 1; i <= count; i++) await put(`Film ${i} (2000)/Film ${i} (2000).mkv`);
}

test('the first run takes everything in, the next one finds nothing to do', async () => {
  await put('Heat (1995)/Heat (1995).mkv');
  await put('Heat (1995)/poster.jpg');
  await put('Ran (1985).mkv');
  expect(await refresh()).toBe('Found 2 files in 1 section: 2 new, 0 changed, 0 missing.');
  expect(await titles()).toEqual(['Heat', 'Ran']);
  expect(await refresh()).toBe('Found 2 files in 1 section: 0 new, 0 changed, 0 missing.');
  expect((await run.library.sections())[0]).toMatchObject({ scannedAt: start });
  expect(run.progress.at(-1)?.subtitle).toBe('Films: 3 files');
});

test('a moved file keeps its part and what was made of it, under its new name', async () => {
  await putMany();
  await put('Heat (1995)/Heat (1995).mkv', 'heat');
  await refresh();
  const [id] = Object.entries(await present()).find(([, path]) => path.startsWith('Heat')) ?? [];
  const artifact = { partId: Number(id), kind: 'indexFile', version: 'v', path: 'p', bytes: 1 } as const;
  await run.library.keepArtifact(artifact, start);

  await mkdir(join(root, 'Ran (1985)'));
  await rename(join(root, 'Heat (1995)/Heat (1995).mkv'), join(root, 'Ran (1985)/Ran (1985).mkv'));
  expect(await refresh()).toBe('Found 13 files in 1 section: 0 new, 0 changed, 1 moved, 0 missing.');
  expect((await present())[Number(id)]).toBe('Ran (1985)/Ran (1985).mkv');
  expect(await run.library.findArtifact(Number(id), 'indexFile')).toEqual(artifact);
  expect(await titles()).toContain('Ran');
  expect(await titles()).not.toContain('Heat');
  expect(run.log).toContain(
    `info: "${root}/Ran (1985)/Ran (1985).mkv" was moved from "${root}/Heat (1995)/Heat (1995).mkv".`,
  );
});

test('all parts of a moved folder keep their ids, also of copies of the same content', async () => {
  for (const name of ['a', 'b', 'c']) await put(`Old/Film ${name} (2000).mkv`, 'the same');
  await refresh();
  const before = await present();
  await rename(join(root, 'Old'), join(root, 'New'));
  await refresh();
  const expected = Object.entries(before).map(([id, path]) => [id, path.replace('Old', 'New')]);
  expect(await present()).toEqual(Object.fromEntries(expected));
});

test('a replaced file is read again as the same part; what was made of the old one is forgotten', async () => {
  await put('Heat (1995).mkv', 'a first copy');
  await refresh();
  const before = await present();
  const partId = Number(Object.keys(before)[0]);
  await run.library.keepArtifact({ partId, kind: 'indexFile', version: 'v', path: 'p', bytes: 1 }, start);
  await put('Heat (1995).mkv', 'a better copy of it');
  expect(await refresh()).toBe('Found 1 file in 1 section: 0 new, 1 changed, 0 missing.');
  expect(await present()).toEqual(before);
  expect((await run.library.findPart(partId))?.contentHash).toBe(
    makeFacts('a better copy of it').contentHash,
  );
  expect(await run.library.findArtifact(partId, 'indexFile')).toBeUndefined();
});

test('a file that cannot be read is not tried again before it changes', async () => {
  await put('Heat (1995).mkv', 'broken');
  expect(await refresh()).toBe('Found 1 file in 1 section: 1 new, 0 changed, 0 missing, 1 unreadable.');
  expect(await task.find(run.context)).toEqual([]);
  await put('Heat (1995).mkv', 'mended at last');
  await refresh();
  expect(await titles()).toEqual(['Heat']);
});

test('a file that could not be read is read again when a person asks for it', async () => {
  await put('Heat (1995).mkv', 'broken');
  await put('Ran (1985).mkv');
  await put('Tron (1982).mkv', 'broken');
  await refresh();
  const { id } = await run.store.db
    .selectFrom('part')
    .select('id')
    .where('name', '=', 'Heat (1995).mkv')
    .executeTakeFirstOrThrow();
  const subjects = [`part:${id}`, ...Object.keys(await present()).map(read => `part:${read}`)];
  await task.readmit?.(run.library, subjects as `part:${number}`[]);
  expect(await task.find(run.context)).toMatchObject([{ subject: `part:${id}` }]);
});

test('results for a file that changed meanwhile are dropped', async () => {
  await put('Heat (1995).mkv', 'first');
  await task.prepare?.(run.context);
  const [unit] = await task.find(run.context);
  if (!unit) throw new Error('There is no unit.');
  await put('Heat (1995).mkv', 'second one');
  await task.prepare?.(run.context);
  await task.publish(run.context, unit, { analyzer: 'facts', value: makeFacts('first') });
  expect(await titles()).toEqual([]);
  expect(await task.find(run.context)).toHaveLength(1);
});

test('a cancelled run ends where it is', async () => {
  await put('Heat (1995).mkv');
  run.abort(new Error('enough'));
  await expect(task.prepare?.(run.context)).rejects.toThrow('enough');
});

describe('missing files', () => {
  beforeEach(async () => {
    await putMany();
    await refresh();
  });

  test('go after two scans and the grace period, and their items with them', async () => {
    await rm(join(root, 'Film 1 (2000)'), { recursive: true });
    const first = 'Found 11 files in 1 section: 0 new, 0 changed, 1 missing.';
    expect(await refresh()).toBe(first);
    expect(Object.values(await present())).toHaveLength(11);
    run.setNow(start + 2 * dayMs);
    expect(await refresh()).toBe(first);
    expect(await titles()).toContain('Film 1');
    run.setNow(start + 3 * dayMs);
    expect(await refresh()).toBe('Found 11 files in 1 section: 0 new, 0 changed, 0 missing.');
    expect(await titles()).not.toContain('Film 1');
    expect(run.log).toContain('info: Films: forgot 1 file that went missing.');
    const left = await run.store.db.selectFrom('folder').select('path').execute();
    expect(left.map(folder => folder.path)).not.toContain('Film 1 (2000)');
  });

  test('stay after one scan, however long ago', async () => {
    await rm(join(root, 'Film 1 (2000)'), { recursive: true });
    await task.prepare?.(run.context);
    run.setNow(start + 30 * dayMs);
    await task.conclude(run.context, { done: 0, failed: 0, bytes: 0 });
    expect(await titles()).toContain('Film 1');
  });

  test('that come back are as they were', async () => {
    const before = await present();
    await rename(join(root, 'Film 1 (2000)'), join(run.temp, 'away'));
    await refresh();
    await rename(join(run.temp, 'away'), join(root, 'Film 1 (2000)'));
    expect(await refresh()).toBe('Found 12 files in 1 section: 0 new, 0 changed, 0 missing.');
    expect(await present()).toEqual(before);
    // The count of scans began anew.
    await rename(join(root, 'Film 1 (2000)'), join(run.temp, 'away'));
    run.setNow(start + 30 * dayMs);
    await refresh();
    expect(await titles()).toContain('Film 1');
  });

  test('that are many wait for a person', async () => {
    for (const n of [1, 2, 3, 4, 5, 6]) await rm(join(root, `Film ${n} (2000)`), { recursive: true });
    await refresh();
    run.setNow(start + 30 * dayMs);
    await refresh();
    await refresh();
    expect(await titles()).toHaveLength(12);
    expect(run.log).toContain(
      'warn: Films: 6 files are missing, too many to be forgotten by themselves. ' +
        'If they are gone for good, switch on "Forget missing files even when they are many".',
    );
    await run.settings.set({ ButlerForgetManyMissingFiles: 'true' });
    await refresh();
    expect(await titles()).toHaveLength(6);
  });
});

describe('a root', () => {
  beforeEach(async () => {
    await putMany();
    await refresh();
  });

  const expectNothingLost = async () => {
    run.setNow(start + 60 * dayMs);
    for (let scan = 0; scan < 3; scan++) {
      expect(await refresh()).toBe('Found 12 files in 1 section: 0 new, 0 changed, 0 missing.');
    }
    expect(await titles()).toHaveLength(12);
    expect(await task.find(run.context)).toEqual([]);
  };

  test('that vanished is offline; nothing is missing, and all is there when it is back', async () => {
    const moved = join(run.temp, 'detached');
    await rename(root, moved);
    await expectNothingLost();
    expect(await offlineBecause()).toContain('does not exist');
    expect(await present()).toEqual({});
    expect(run.log.some(line => line.startsWith('warn: Films is offline in part: The folder'))).toBe(true);
    await rename(moved, root);
    await refresh();
    expect(await offlineBecause()).toBeUndefined();
    expect(Object.keys(await present())).toHaveLength(12);
  });

  test('that is empty, as an unmounted disk leaves it, is offline', async () => {
    await rename(root, join(run.temp, 'detached'));
    await mkdir(root);
    await expectNothingLost();
    expect(await offlineBecause()).toContain('is empty, but was not before');
  });

  test('that another disk is mounted at is offline', async () => {
    await run.store.db.updateTable('root').set({ device: 1 }).execute();
    await rename(root, join(run.temp, 'detached'));
    await put('Something else (2020).mkv');
    await expectNothingLost();
    expect(await offlineBecause()).toContain('on another disk than before');
  });

  test('that is offline keeps no other one from being scanned', async () => {
    const other = join(run.temp, 'more');
    await mkdir(other);
    await writeFile(join(other, 'Ran (1985).mkv'), 'ran');
    await run.library.addSection({ title: 'More', type: 'movie', paths: [other] });
    await rename(root, join(run.temp, 'detached'));
    expect(await refresh()).toBe('Found 13 files in 2 sections: 1 new, 0 changed, 0 missing.');
    expect(await titles()).toContain('Ran');
    expect((await run.library.sections())[0]?.scannedAt).toBe(start);
  });

  test('of a worker that dies over it is offline; other errors end the run', async () => {
    const failing = (error: unknown) => ({
      ...run.context,
      walker: { walk: () => Promise.reject(error) },
    });
    const { ButlerError } = await import('../../domain/errors.ts');
    await task.prepare?.(failing(new ButlerError('worker-lost', { detail: 'no answer' })));
    expect(await offlineBecause()).toContain('no answer');
    const full = new ButlerError('disk-full', { path: '/data' });
    await expect(task.prepare?.(failing(full))).rejects.toBe(full);
  });
});

describe('the log tells', () => {
  test('which names were refused, and of many how many', async () => {
    await put('Film (2000).mkv');
    for (let i = 0; i < 53; i++) await symlink('nowhere', join(root, `link ${i}.mkv`));
    await refresh();
    const lines = run.log.filter(line => line.startsWith('warn: Left out'));
    expect(lines).toHaveLength(51);
    expect(lines).toContain('warn: Left out 3 more names for such reasons.');
    expect(lines.some(line => line.includes('a symbolic link to something that is not there'))).toBe(true);
  });

  test('what was passed over for its name, and what is no media', async () => {
    await put('Film (2000).mkv');
    await put('sample.mkv');
    await put('Film.iso');
    await put('notes.txt');
    await refresh();
    expect(run.log).toContain(
      `debug: Passed over "${root}/sample.mkv": hidden, unfinished, a sample, or a system's own.`,
    );
    expect(run.log.find(line => line.includes('no media'))).toMatch(/\.iso \(1\)/);
  });
});

test('a file overwritten in place is found by the full check, by which the service day comes first', async () => {
  const file = await put('Film (2000).mkv', 'old');
  const old = new Date('2020-01-01');
  await utimes(file, old, old);
  const trusting: Walker = {
    walk: (order, take, signal) =>
      walk(order, take, () => {}, signal, { folderMs: -60_000, fileMs: -60_000 }),
  };
  const on = (serviceDay: string) => ({
    ...run.context,
    walker: trusting,
    run: { ...run.context.run, serviceDay },
  });
  await task.prepare?.(on('2027-03-28'));
  await writeFile(file, 'new content');
  await utimes(file, old, new Date('2020-01-02'));
  await run.library.noteScan(films.id, Date.UTC(2027, 2, 29));
  await task.prepare?.(on('2027-03-30'));
  expect((await task.find(run.context))[0]?.bytes).toBe(3);
  await task.prepare?.(on('2027-04-01'));
  expect((await task.find(run.context))[0]?.bytes).toBe(11);
});

describe('a run about a folder', () => {
  const about = (folder?: string) => {
    const scope = { sectionId: films.id, ...(folder !== undefined && { folder: join(root, folder) }) };
    return refresh({ ...run.context, scope });
  };

  test('takes in what is new there, and nothing else', async () => {
    await refresh();
    await put('Heat (1995)/Heat (1995).mkv');
    await put('Ran (1985)/Ran (1985).mkv');
    expect(await about('Heat (1995)')).toBe(
      `Looked through "${join(root, 'Heat (1995)')}". Found 1 file in Films: 1 new, 0 changed, 0 missing.`,
    );
    expect(await titles()).toEqual(['Heat']);
    expect(await refresh()).toBe('Found 2 files in 1 section: 1 new, 0 changed, 0 missing.');
  });

  test('counts for no scan: what is missing is not removed by it', async () => {
    await putMany();
    await refresh();
    await rm(join(root, 'Film 1 (2000)'), { recursive: true });
    for (let i = 0; i < 4; i++) {
      run.setNow(start + i * 10 * dayMs);
      expect(await about('Film 1 (2000)')).toContain('0 changed, 1 missing.');
    }
    expect((await run.library.sections())[0]).toMatchObject({ scannedAt: start });
    expect(await run.library.countParts(films.id)).toEqual({ present: 11, missing: 1 });
  });

  test('finds a file that was overwritten in place', async () => {
    const file = await put('Heat (1995)/Heat (1995).mkv', 'one');
    await refresh();
    await writeFile(file, 'another');
    expect(await about('Heat (1995)')).toContain('1 changed');
  });

  test('of a section leaves the other sections alone', async () => {
    const other = join(run.temp, 'other');
    await mkdir(other);
    await writeFile(join(other, 'Ran (1985).mkv'), 'x');
    await run.library.addSection({ title: 'Other', type: 'movie', paths: [other] });
    await put('Heat (1995).mkv');
    expect(await about()).toBe('Found 1 file in Films: 1 new, 0 changed, 0 missing.');
    expect(await titles()).toEqual(['Heat']);
    expect((await run.library.sections()).map(({ scannedAt }) => scannedAt)).toEqual([start, undefined]);
  });
});
