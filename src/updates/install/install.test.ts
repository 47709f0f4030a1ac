import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mountSmallDisk, noSmallDisk } from '../../../test/support/small-disk.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { installBeside, removeOthers } from './install.ts';

const never = new AbortController().signal;

test.skipIf(noSmallDisk)(
  `a full disk is told of, and nothing stays on it${noSmallDisk ? `; skipped: ${noSmallDisk}` : ''}`,
  async () => {
    await using disk = await mountSmallDisk(65_536);
    const installation = { root: disk.path, versions: disk.path };
    await expect(installBeside(installation, '9.9.9', 'none.tgz', never)).rejects.toMatchObject({
      code: 'disk-full',
    });
    expect(await readdir(disk.path)).toEqual([]);
  },
);

test('what nobody needs goes; what is kept stays, and whose packages it shares', async () => {
  await using folder = await makeTempFolder();
  const versions = folder.path;
  for (const name of ['1.0.0', '2.0.0', '3.0.0', '.unfinished-1']) await mkdir(join(versions, name));
  await mkdir(join(versions, '1.0.0', 'node_modules'));
  await symlink(join(versions, '1.0.0', 'node_modules'), join(versions, '3.0.0', 'node_modules'));
  await writeFile(join(versions, 'current.json'), '{}');
  await removeOthers({ root: versions, versions }, ['3.0.0']);
  expect((await readdir(versions)).sort()).toEqual(['1.0.0', '3.0.0', 'current.json']);
});
