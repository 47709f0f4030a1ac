import { execFileSync } from 'node:child_process';
import { mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noSmallDisk } from '../../test/support/small-disk.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { removeTree } from './remove-tree.ts';
import { SafeFolder } from './safe-folder.ts';
import { type Found, walkSafely } from './walk-safely.ts';

async function walk(path: string): Promise<Found[]> {
  await using folder = await SafeFolder.open(path);
  return await Array.fromAsync(walkSafely(folder));
}

const paths = (found: readonly Found[]) => found.map(({ path }) => path).sort();

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).filter(isPlain);
const tree = fc.uniqueArray(fc.array(name, { minLength: 1, maxLength: 4 }), {
  maxLength: 40,
  selector: names => names.join('/').normalize('NFKC').toLowerCase(),
});

function isPlain(text: string): boolean {
  return !/[/\0]/.test(text) && text !== '.' && text !== '..' && !/[\uD800-\uDFFF]/.test(text);
}

test('every file and folder is found once, with its size and times, each folder before what is in it', async () => {
  await fc.assert(
    fc.asyncProperty(tree, async files => {
      await using temp = await makeTempFolder();
      const expected = new Set<string>();
      for (const names of files) {
        const path = names.join('/');
        if (expected.has(path)) continue;
        try {
          await mkdir(dirname(join(temp.path, path)), { recursive: true });
          await writeFile(join(temp.path, path), path, { flag: 'wx' });
        } catch {
          continue; // Its name is taken by a folder, or a folder's by a file.
        }
        for (let end = 1; end <= names.length; end++) expected.add(names.slice(0, end).join('/'));
      }
      const found = await walk(temp.path);
      expect(paths(found)).toEqual([...expected].sort());
      for (const [index, { kind, path, bytes }] of found.entries()) {
        expect(bytes).toBe(kind === 'file' ? Buffer.byteLength(path) : 0);
        const parent = dirname(path);
        if (parent !== '.') expect(found.findIndex(other => other.path === parent)).toBeLessThan(index);
      }
    }),
    { numRuns: 25 },
  );
});

test('times are those of the file', async () => {
  await using temp = await makeTempFolder();
  await writeFile(join(temp.path, 'file'), '');
  await utimes(join(temp.path, 'file'), 2_000, 1_000);
  expect(await walk(temp.path)).toMatchObject([{ modifiedAt: 1_000_000, readAt: 2_000_000 }]);
});

test('links, pipes and markers are passed over', async () => {
  await using temp = await makeTempFolder();
  const root = join(temp.path, 'root');
  await mkdir(join(root, 'folder'), { recursive: true });
  await writeFile(join(temp.path, 'outside'), '');
  await symlink('..', join(root, 'folder', 'loop'));
  await symlink(join(temp.path, 'outside'), join(root, 'link'));
  await writeFile(join(root, '.butler-folder.json'), '{}');
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(root, 'pipe')]);
  expect(paths(await walk(root))).toEqual(['folder']);
});

test.skipIf(noSmallDisk)(
  `a disk mounted below is not entered${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`,
  async () => {
    await using temp = await makeTempFolder();
    const mountPoint = join(temp.path, 'disk');
    await mkdir(mountPoint);
    await writeFile(join(temp.path, 'file'), '');
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=65536', 'tmpfs', mountPoint]);
    try {
      await writeFile(join(mountPoint, 'theirs'), '');
      expect(paths(await walk(temp.path))).toEqual(['file']);
      await using folder = await SafeFolder.open(temp.path);
      await expect(folder.folder('disk')).rejects.toMatchObject({ code: 'ENOTDIR' });
      await expect(removeTree(folder, 'disk')).rejects.toThrow();
      expect(paths(await walk(mountPoint))).toEqual(['theirs']);
    } finally {
      execFileSync('umount', [mountPoint]);
    }
  },
);

test('very deep folders end the walk, not the process', async () => {
  await using temp = await makeTempFolder();
  await mkdir(join(temp.path, ...Array<string>(100).fill('d')), { recursive: true });
  expect(await walk(temp.path)).toHaveLength(33);
});

describe('an open folder', () => {
  test.each(['', '.', '..', 'a/b', '../x', 'a\0b'])('takes %j for no name', async bad => {
    await using temp = await makeTempFolder();
    await using folder = await SafeFolder.open(temp.path);
    expect(() => folder.at(bad)).toThrow('EINVAL');
  });

  test('opens no link as a folder', async () => {
    await using temp = await makeTempFolder();
    await mkdir(join(temp.path, 'folder'));
    await symlink('folder', join(temp.path, 'link'));
    await using root = await SafeFolder.open(temp.path);
    await expect(root.folder('link')).rejects.toMatchObject({ code: expect.stringMatching('ENOTDIR|ELOOP') });
    await expect(root.within('link/deeper', async () => undefined, true)).rejects.toThrow();
  });

  test.runIf(process.platform === 'linux')('is what was opened, wherever its path leads by now', async () => {
    await using temp = await makeTempFolder();
    for (const which of ['ours', 'theirs']) {
      await mkdir(join(temp.path, which));
      await writeFile(join(temp.path, which, `of ${which}`), '');
    }
    await using folder = await SafeFolder.open(join(temp.path, 'ours'));
    await rename(join(temp.path, 'ours'), join(temp.path, 'moved'));
    await symlink('theirs', join(temp.path, 'ours'));
    expect(await folder.names()).toEqual(['of ours']);
    expect(await folder.look('of theirs')).toBeUndefined();
  });

  test('that was removed meanwhile is empty', async () => {
    await using temp = await makeTempFolder();
    await mkdir(join(temp.path, 'folder'));
    await using folder = await SafeFolder.open(join(temp.path, 'folder'));
    await rm(join(temp.path, 'folder'), { recursive: true });
    expect(await folder.names()).toEqual([]);
  });
});

test('a removed tree takes its links along, and nothing that they lead to', async () => {
  await using temp = await makeTempFolder();
  const inside = join(temp.path, 'root', 'tree', 'deep');
  await mkdir(inside, { recursive: true });
  await mkdir(join(temp.path, 'outside'));
  await writeFile(join(temp.path, 'outside', 'file'), 'kept');
  await writeFile(join(inside, 'file'), '12345');
  await symlink(join(temp.path, 'outside'), join(inside, 'link'));
  await using root = await SafeFolder.open(join(temp.path, 'root'));
  expect(await removeTree(root, 'tree')).toBeGreaterThanOrEqual(5);
  expect(await removeTree(root, 'tree')).toBe(0);
  expect(paths(await walk(temp.path))).toEqual(['outside', 'outside/file', 'root']);
});
