import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { formatRestore } from './backups.ts';
import { openButler } from './butler.ts';
import { dataFolders } from './folders.ts';
import { quarantineOf } from './quarantine.ts';
import { asideFolder } from './restore-record.ts';
import { measureStorage } from './storage.ts';

test('what lies in the data folder is told by its kind, and counted anew after a while', async () => {
  await using temp = await makeTempFolder();
  const butler = await openButler(temp.path);
  try {
    await butler.settings.set({ ButlerCacheMegabytes: '5' });
    let now = 1_000;
    const storage = measureStorage(temp.path, butler.store.care, butler.settings, () => now);
    const bytesOf = async (kind: string) => (await storage()).kinds.find(one => one.kind === kind)?.bytes;
    const aside = asideFolder(temp.path, { beganAt: 0 });
    await mkdir(aside);
    await writeFile(join(aside, 'butler.db'), 'x'.repeat(99));
    await writeFile(join(dataFolders(temp.path).blobs, 'picture'), 'x'.repeat(1_234));
    expect(await bytesOf('artwork')).toBe(1_234);
    expect(await bytesOf('replaced')).toBe(99);
    expect(await bytesOf('database')).toBeGreaterThan(10_000);
    await writeFile(join(dataFolders(temp.path).blobs, 'more'), 'x'.repeat(1_000));
    expect(await bytesOf('artwork')).toBe(1_234);
    now += 10 * 60_000;
    expect(await bytesOf('artwork')).toBe(2_234);
    const { kinds, freeBytes, totalBytes } = await storage();
    expect(kinds).toContainEqual({ kind: 'cache', bytes: 0, budgetBytes: 5_000_000 });
    expect(totalBytes).toBeGreaterThan(freeBytes);
  } finally {
    await butler.close();
  }
});

test('rows are put back, and the quarantine emptied, while the store is open', async () => {
  await using temp = await makeTempFolder();
  const butler = await openButler(temp.path);
  try {
    const { db, library } = butler.store;
    const { garbage } = library;
    const quarantine = quarantineOf(temp.path, garbage);
    const collect = async () => {
      await db.insertInto('tag').values({ kind: 'genre', name: 'Unused' }).execute();
      await garbage.collect(['tag'], Date.now(), { task: 'GarbageCollectLibraryMedia', at: 5, what: 'tags' });
    };
    await collect();
    const [found] = await quarantine.list();
    expect(found).toMatchObject({ what: 'tags', rows: 1 });
    expect(await quarantine.putBack(found?.id ?? '')).toBe('tags');
    expect(await db.selectFrom('tag').select('name').execute()).toEqual([{ name: 'Unused' }]);
    expect(await quarantine.list()).toEqual([]);
    await db.deleteFrom('tag').execute();
    await collect();
    expect(await quarantine.empty()).toEqual({ bytes: 0, rows: 1 });
    expect(await quarantine.list()).toEqual([]);
  } finally {
    await butler.close();
  }
});

test('the command that restores a backup can be typed as it is', () => {
  expect(formatRestore('butler-1.db', '/var/lib/butler')).toBe(
    'butler restore butler-1.db --data /var/lib/butler',
  );
  expect(formatRestore('a.db', "/home/me/My Butler's")).toBe(
    `butler restore a.db --data '/home/me/My Butler'\\''s'`,
  );
});
