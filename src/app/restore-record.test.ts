import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import type { Restore, Restored } from '../domain/restore.ts';
import { openStore } from '../store/open.ts';
import { findRestorable } from './bring-back.ts';
import { beginRestore, finishRestore, prepareRestore } from './restore.ts';
import { asideFolder, concludeRestore, findRestore, keepRestore, restoringFolder } from './restore-record.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let data: string;

beforeEach(async () => {
  folder = await makeTempFolder();
  data = folder.path;
});

afterEach(() => folder[Symbol.asyncDispose]());

const begun: Restore = { backup: 'butler.db-1', state: 'comparing', beganAt: 1_000 };
const restored = { backup: 'butler.db-1', keptAs: '/aside/butler.db' } as Restored;

/** What a crash has left behind: the record, and what lay beside the database by then. */
async function leave(restore: Restore, ...staged: string[]): Promise<void> {
  await keepRestore(data, restore);
  await mkdir(restoringFolder(data));
  for (const name of staged) await writeFile(join(restoringFolder(data), name), `new ${name}`);
  await mkdir(asideFolder(data, restore));
  await writeFile(join(data, 'token'), 'old token');
}

describe('a restore that was cut off', () => {
  test('while it was compared has failed, and leaves nothing', async () => {
    await leave(begun, 'butler.db', 'token');
    const ended = await concludeRestore(data);
    expect(ended).toMatchObject({ state: 'failed', failure: { code: 'restore-cut-off' } });
    expect(ended?.endedAt).toBeGreaterThan(0);
    expect(await findRestore(data)).toEqual(ended);
    expect((await readdir(data)).toSorted()).toEqual(['restore.json', 'token']);
    expect(await readFile(join(data, 'token'), 'utf8')).toBe('old token');
  });

  test('before the backup was moved in place has failed, and keeps the copy of what is there', async () => {
    await leave({ ...begun, state: 'replacing', restored }, 'butler.db', 'token');
    const ended = await concludeRestore(data);
    expect(ended).toMatchObject({ state: 'failed' });
    expect(ended?.restored).toBeUndefined();
    expect(await readdir(data)).toContain('before-restore-1970-01-01T000001.000Z');
    expect(await readdir(data)).not.toContain('restoring');
    expect(await readFile(join(data, 'token'), 'utf8')).toBe('old token');
  });

  test('after that has succeeded, with its token', async () => {
    await leave({ ...begun, state: 'replacing', restored }, 'token');
    expect(await concludeRestore(data)).toMatchObject({ state: 'succeeded', restored });
    expect(await readFile(join(data, 'token'), 'utf8')).toBe('new token');
    expect(await readdir(data)).not.toContain('restoring');
  });
});

test('one that has ended is left alone, and what cannot be read was none', async () => {
  await keepRestore(data, { ...begun, state: 'failed', endedAt: 2_000 });
  expect(await concludeRestore(data)).toBeUndefined();
  expect(await findRestore(data)).toMatchObject({ state: 'failed', endedAt: 2_000 });
  await writeFile(join(data, 'restore.json'), '{');
  expect(await findRestore(data)).toBeUndefined();
  expect(await concludeRestore(data)).toBeUndefined();
});

test('whatever goes wrong in the last step, the database stays, and the record says why', async () => {
  const other = join(data, 'other');
  for (const path of [data, other]) await (await openStore(path)).close();
  const database = await readFile(join(data, 'butler.db'));
  const { signal } = new AbortController();
  const request = { backup: join(other, 'butler.db'), data, signal };
  const prepared = await prepareRestore(await beginRestore(request, await findRestorable(request)));
  expect(await findRestore(data)).toMatchObject({ backup: 'other/butler.db', state: 'comparing' });
  // Nothing can be kept where something is already.
  await mkdir(asideFolder(data, prepared.restore));
  expect(await finishRestore(prepared, signal)).toMatchObject({
    state: 'failed',
    failure: { code: 'internal', message: expect.stringContaining('EEXIST') },
  });
  expect(await readFile(join(data, 'butler.db'))).toEqual(database);
  // Also a stop in the middle of it.
  const again = await prepareRestore(await beginRestore(request, await findRestorable(request)));
  expect(await finishRestore(again, AbortSignal.abort())).toMatchObject({
    state: 'failed',
    failure: { code: 'restore-cut-off' },
  });
  expect(await readdir(data)).not.toContain('restoring');
});
