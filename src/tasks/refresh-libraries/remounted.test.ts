import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFacts, startRun, type TestRun } from '../../../test/support/context.ts';
import { mountSmallDisk, noSmallDisk } from '../../../test/support/small-disk.ts';
import type { Walker } from '../../domain/walk.ts';
import { walk } from '../../library/scan/walk.ts';
import { refreshLibraries as task } from './index.ts';

const walker: Walker = { walk: (order, take, signal) => walk(order, take, () => {}, signal) };
const dayMs = 86_400_000;
const start = Date.UTC(2027, 2, 28, 2);

async function refresh(run: TestRun): Promise<string> {
  const { context, library } = run;
  await task.prepare?.(context);
  let done = 0;
  for (const unit of await task.find(context)) {
    await task.order(context, unit);
    const part = await library.findPart(Number(unit.subject.slice('part:'.length)));
    const value = makeFacts(await readFile(part?.path ?? '', 'utf8'));
    await task.publish(context, unit, { analyzer: 'facts', value });
    done++;
  }
  return task.conclude(context, { done, failed: 0, bytes: 0 });
}

/** All that the library holds, by id: whatever is lost or made anew shows. */
async function holdings({ store }: TestRun): Promise<unknown> {
  const parts = await store.db
    .selectFrom('part')
    .select(['id', 'name', 'media_id', 'content_hash', 'facts_at'])
    .orderBy('id')
    .execute();
  const items = await store.db
    .selectFrom('item')
    .select(['id', 'title', 'added_at', 'updated_at'])
    .orderBy('id')
    .execute();
  const artifacts = await store.db.selectFrom('artifact').selectAll().execute();
  return { parts, items, artifacts };
}

test.skipIf(noSmallDisk)(
  `a disk that is detached for months, and comes back under another number, has lost nothing${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`,
  async () => {
    await using run = await startRun(task, { walker, now: start });
    const copy = join(run.temp, 'copy');
    for (let i = 1; i <= 12; i++) {
      const name = `Film ${i} (2000)`;
      await mkdir(join(copy, name), { recursive: true });
      await writeFile(join(copy, name, `${name}.mkv`), name);
    }
    const attach = async () => {
      const disk = await mountSmallDisk(4_000_000);
      await cp(copy, disk.path, { recursive: true, preserveTimestamps: true });
      return disk;
    };
    // Each mount has a folder of its own here, so the library finds its root by a link: what it leads to changes.
    const root = join(run.temp, 'films');
    const first = await attach();
    await symlink(first.path, root);
    await run.library.addSection({ title: 'Films', type: 'movie', paths: [root] });
    expect(await refresh(run)).toBe('Found 12 files in 1 section: 12 new, 0 changed, 0 missing.');
    const [part] = await run.library.partsWithout('indexFile', '1');
    const artifact = { partId: part?.id ?? 0, kind: 'indexFile', version: '1', path: 'a', bytes: 1 } as const;
    await run.library.keepArtifact(artifact, start);
    const before = await holdings(run);

    await first[Symbol.asyncDispose]();
    await rm(root);
    const stay = async (day: number) => {
      for (let scan = 0; scan < 3; scan++) {
        run.setNow(start + (day + scan) * dayMs);
        expect(await refresh(run)).toBe('Found 12 files in 1 section: 0 new, 0 changed, 0 missing.');
      }
    };
    await stay(30);
    await mkdir(root);
    await stay(90);
    await rm(root, { recursive: true });
    expect(await holdings(run)).toEqual(before);

    await using second = await attach();
    await symlink(second.path, root);
    expect((await readdir(root)).length).toBe(12);
    expect(await refresh(run)).toBe('Found 12 files in 1 section: 0 new, 0 changed, 0 missing.');
    expect(await holdings(run)).toEqual(before);
    expect((await run.library.sections())[0]?.roots[0]).not.toHaveProperty('offlineBecause');
    expect(await run.library.garbage.removals()).toEqual([]);
  },
);
