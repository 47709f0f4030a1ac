import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startRun } from '../../../test/support/context.ts';
import { ButlerError } from '../../domain/errors.ts';
import type { Walker } from '../../domain/walk.ts';
import { walk } from '../../library/scan/walk.ts';
import { refreshLibraries as task } from './index.ts';

async function makeRoots(temp: string): Promise<readonly [slow: string, fast: string, other: string]> {
  const roots = [join(temp, 'slow'), join(temp, 'fast'), join(temp, 'other')] as const;
  for (const root of roots) {
    await mkdir(root);
    await writeFile(join(root, 'Film (2000).mkv'), root);
  }
  return roots;
}

test('a root that lists slowly holds neither the other roots nor the other sections', async () => {
  const finished = new Map<string, PromiseWithResolvers<void>>();
  const walker: Walker = {
    async walk(order, take, signal) {
      // The first folder of the slow root is not listed before all of the others is.
      const others = order.root.endsWith('slow') ? [...finished.values()].map(({ promise }) => promise) : [];
      const summary = await walk(order, take, () => Promise.all(others).then(() => {}), signal);
      finished.get(order.root)?.resolve();
      return summary;
    },
  };
  await using run = await startRun(task, { walker });
  const [slow, fast, other] = await makeRoots(run.temp);
  finished.set(fast, Promise.withResolvers()).set(other, Promise.withResolvers());
  await run.library.addSection({ title: 'Films', type: 'movie', paths: [slow, fast] });
  await run.library.addSection({ title: 'Others', type: 'movie', paths: [other] });
  await task.prepare?.(run.context);
  expect(await task.find(run.context)).toHaveLength(3);
});

test('a root that does not answer is offline, says so, and the others are scanned', async () => {
  const walker: Walker = {
    async walk(order, take, signal) {
      if (!order.root.endsWith('slow')) return await walk(order, take, () => {}, signal);
      throw new ButlerError('worker-lost', { detail: 'no sign of life for 20 s' });
    },
  };
  await using run = await startRun(task, { walker });
  const [slow, fast] = await makeRoots(run.temp);
  await run.library.addSection({ title: 'Films', type: 'movie', paths: [slow, fast] });
  await task.prepare?.(run.context);
  const [section] = await run.library.sections();
  expect(section?.roots.map(root => root.offlineBecause)).toEqual([
    `The folder "${slow}" could not be listed to the end: the process that did it was lost (no sign of life for 20 s). Look whether its disk, or the machine that shares it, still answers.`,
    undefined,
  ]);
  expect(await task.find(run.context)).toHaveLength(1);
});
