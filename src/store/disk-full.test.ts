import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mountSmallDisk, noSmallDisk } from '../../test/support/small-disk.ts';
import { openStore, type Store } from './open.ts';

const mebibyte = 1024 * 1024;
const why = noSmallDisk === undefined ? '' : ` (skipped: ${noSmallDisk})`;

describe.skipIf(noSmallDisk !== undefined)(`a full disk${why}`, () => {
  /** Writes values of 100 kB until there is no room; returns those that were acknowledged. */
  async function writeUntilFull(store: Store): Promise<Record<string, string>> {
    const kept: Record<string, string> = {};
    for (let n = 0; n < 200; n++) {
      const entry = { [`k${n}`]: `${n} `.repeat(100_000).slice(0, 100_000) };
      try {
        await store.preferences.set(entry);
      } catch (error) {
        expect(error).toMatchObject({ code: 'disk-full' });
        return kept;
      }
      Object.assign(kept, entry);
    }
    throw new Error('The disk did not fill up');
  }

  test('refuses writes and answers reads; once there is room again it goes on by itself', async () => {
    await using disk = await mountSmallDisk(8 * mebibyte);
    const filler = join(disk.path, 'filler');
    await using store = await openStore(join(disk.path, 'data'));
    writeFileSync(filler, Buffer.alloc(4 * mebibyte));
    const kept = await writeUntilFull(store);
    expect(await store.preferences.all()).toEqual(kept);
    await expect(store.preferences.set({ more: 'x'.repeat(100_000) })).rejects.toMatchObject({
      code: 'disk-full',
    });
    rmSync(filler);
    await store.preferences.set({ afterwards: 'fits' });
    expect(await store.preferences.all()).toEqual({ ...kept, afterwards: 'fits' });
    expect(await store.care.findDamage()).toEqual([]);
  });

  test('a copy that will not fit is refused before it starts, naming what it needs', async () => {
    await using disk = await mountSmallDisk(8 * mebibyte);
    await using store = await openStore(join(disk.path, 'data'));
    await store.preferences.set({ big: 'x'.repeat(2 * mebibyte) });
    writeFileSync(join(disk.path, 'filler'), Buffer.alloc(4 * mebibyte));
    const copy = join(disk.path, 'copy.db');
    await expect(store.care.copyVerified(copy, () => {}, new AbortController().signal)).rejects.toMatchObject(
      {
        code: 'disk-full',
        message: expect.stringMatching(/MB needed, .* free/),
      },
    );
    expect(readdirSync(disk.path)).not.toContain('copy.db');
  });

  test('refuses a new data folder, for want of room and for want of files', async () => {
    for (const { filler, files } of [
      { filler: mebibyte, files: 100 },
      { filler: 0, files: 3 },
    ]) {
      await using disk = await mountSmallDisk(mebibyte, files);
      writeFileSync(join(disk.path, 'filler'), Buffer.alloc(filler));
      await expect(openStore(join(disk.path, 'data'))).rejects.toMatchObject({ code: 'disk-full' });
    }
  });

  test('that can only be read is told as such', async () => {
    await using disk = await mountSmallDisk(mebibyte);
    disk.makeReadOnly();
    await expect(openStore(join(disk.path, 'data'))).rejects.toMatchObject({
      code: 'data-folder-unwritable',
      message: expect.stringContaining('read-only file system'),
    });
  });
});
