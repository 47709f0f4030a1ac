import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { GroupCommit } from './group-commit.ts';
import { openStore, type Store } from './open.ts';
import { openStoreForReading } from './open-for-reading.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let store: Store;
let commits: GroupCommit;
/** What was begun, in order: the number of each piece of work, each time that it was done. */
let begun: string[];

beforeEach(async () => {
  folder = await makeTempFolder();
  store = await openStore(folder.path);
  commits = new GroupCommit(store.db);
  begun = [];
});

afterEach(async () => {
  await store.close();
  await folder[Symbol.asyncDispose]();
});

/** Writes one row, unless it has an error of its own. */
function write(id: string, error?: string): Promise<string> {
  return commits.run(async trx => {
    begun.push(id);
    await trx.insertInto('preference').values({ id, value: '' }).execute();
    if (error) throw new Error(error);
    return `wrote ${id}`;
  });
}

test('each piece gets its own result, and is committed when it gets it', async () => {
  const asked = ['a', 'b', 'c'].map(async id => {
    expect(await write(id)).toBe(`wrote ${id}`);
    // Another connection sees what is committed, and nothing else.
    await using reader = await openStoreForReading(folder.path);
    expect(Object.keys((await reader?.preferences.all()) ?? {})).toContain(id);
  });
  await Promise.all(asked);
  expect(begun).toEqual(['a', 'b', 'c']);
});

test('what is asked for while a transaction is on its way is committed together', async () => {
  const first = write('first');
  const together = ['a', 'b', 'c'].map(id => write(id));
  await first;
  // The database answers in order: behind the first transaction, or behind all of the next.
  const { length } = Object.keys(await store.preferences.all());
  expect([1, 4]).toContain(length);
  expect(await Promise.all(together)).toEqual(['wrote a', 'wrote b', 'wrote c']);
});

test('a piece that fails harms no other, and leaves nothing', async () => {
  const first = write('first');
  const together = [write('a'), write('b', 'It broke.'), write('c')];
  await first;
  const outcomes = await Promise.allSettled(together);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  await expect(together[1]).rejects.toThrow('It broke.');
  expect(Object.keys(await store.preferences.all()).sort()).toEqual(['a', 'c', 'first']);
  // Once together, and once more alone.
  expect(begun).toEqual(['first', 'a', 'b', 'a', 'b', 'c']);
});
