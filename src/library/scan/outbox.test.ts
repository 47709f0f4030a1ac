import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { FolderListing, WalkBatch } from '../../domain/walk.ts';
import { Outbox } from './outbox.ts';

function listing(path: string, files: number): FolderListing {
  return {
    path,
    modified: 1,
    names: Array.from({ length: files }, (_, i) => `${i}.mkv`),
    sizes: new Float64Array(files),
    fileModified: new Float64Array(files),
    kinds: new Uint8Array(files),
  };
}

test('gathers small folders, and sends what is left at the end', async () => {
  const batches: WalkBatch[] = [];
  const outbox = new Outbox(async batch => {
    batches.push(batch);
  });
  await outbox.add(listing('a', 1_999));
  await outbox.add(listing('b', 1));
  await outbox.add(listing('c', 1));
  await outbox.addGone('d');
  await outbox.finish();
  expect(batches.map(({ listings, gone }) => [...listings.map(({ path }) => path), ...gone])).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

test('lets three batches be on their way, and waits with the next', async () => {
  const open: PromiseWithResolvers<void>[] = [];
  const outbox = new Outbox(() => {
    const taken = Promise.withResolvers<void>();
    open.push(taken);
    return taken.promise;
  });
  for (const path of ['a', 'b', 'c']) await outbox.add(listing(path, 2_000));
  let isSent = false;
  const fourth = outbox.add(listing('d', 2_000))?.then(() => {
    isSent = true;
  });
  await nextTurn();
  expect([open.length, isSent]).toEqual([3, false]);
  open[1]?.resolve();
  await fourth;
  expect([open.length, isSent]).toEqual([4, true]);

  const finished = outbox.finish();
  for (const taken of open) taken.resolve();
  await finished;
});

test('passes on the first error, and sends nothing after it', async () => {
  let sent = 0;
  const outbox = new Outbox(async () => {
    throw new Error(`no room ${++sent}`);
  });
  await outbox.add(listing('a', 2_000));
  await nextTurn();
  await expect(outbox.add(listing('b', 2_000))).rejects.toThrow('no room 1');
  await expect(outbox.finish()).rejects.toThrow('no room 1');
  expect(sent).toBe(1);
});
