import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { browseFolder, resolveFolders } from './browse.ts';

let temp: Awaited<ReturnType<typeof makeTempFolder>>;
let allowed: readonly string[];
const at = (...names: string[]) => join(allowed[0] ?? '', '..', ...names);

beforeAll(async () => {
  temp = await makeTempFolder();
  for (const folder of [
    'media/films',
    'media/Music',
    'media/.hidden',
    'media/@eaDir',
    'secret/keys',
    'media2',
  ])
    await mkdir(join(temp.path, folder), { recursive: true });
  await writeFile(join(temp.path, 'media', 'a.mkv'), '');
  await symlink('../secret', join(temp.path, 'media', 'escape'));
  await symlink('films', join(temp.path, 'media', 'more films'));
  await symlink('a.mkv', join(temp.path, 'media', 'no folder'));
  await symlink('nowhere', join(temp.path, 'media', 'broken'));
  await symlink('media', join(temp.path, 'way in'));
  allowed = await resolveFolders([
    join(temp.path, 'way in'),
    join(temp.path, 'gone'),
    join(temp.path, 'media'),
  ]);
});
afterAll(() => temp[Symbol.asyncDispose]());

test('of the allowed folders those are left that are there, each once', () => {
  expect(allowed).toHaveLength(1);
});

test('lists the folders in a folder, and no links that lead out', async () => {
  expect(await browseFolder(at('media'), allowed)).toEqual({
    path: at('media'),
    folders: [at('media', 'Music'), at('media', 'films'), at('media', 'more films')],
    isPartial: false,
  });
  expect(await browseFolder(at('media', 'more films'), allowed)).toEqual({
    path: at('media', 'films'),
    parent: at('media'),
    folders: [],
    isPartial: false,
  });
});

test.each([
  ['secret'],
  ['media2'],
  ['media/escape/keys'],
  ['media/../secret'],
  ['nowhere'],
  ['..'],
  ['media/escape/nothing'],
])('%s is outside', async path => {
  await expect(browseFolder(`${at()}/${path}`, allowed)).rejects.toMatchObject({
    code: expect.stringMatching(/^folder-outside$|^root-missing$/),
  });
});

test('of what lies outside not even that is told whether it is there', async () => {
  for (const path of ['secret', 'nowhere', 'media/escape'])
    await expect(browseFolder(at(...path.split('/')), allowed)).rejects.toMatchObject({
      code: 'folder-outside',
    });
});

test('a file, and what is not there, are no folders', async () => {
  await expect(browseFolder(at('media', 'a.mkv'), allowed)).rejects.toMatchObject({
    code: 'root-not-a-folder',
  });
  await expect(browseFolder(at('media', 'gone'), allowed)).rejects.toMatchObject({ code: 'root-missing' });
});
