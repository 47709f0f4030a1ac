import { mkdir, realpath, rename, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { checkRoot, parseSection, type Surroundings, sectionTypeFor } from './sections.ts';

describe('a section as the command line names it', () => {
  test.each([
    ['Kids=movie:/media/kids', { title: 'Kids', type: 'movie', path: '/media/kids' }],
    [' My Kids = Show:/a b', { title: 'My Kids', type: 'show', path: '/a b' }],
    ['1+1=2=artist:C:\\Music', { title: '1+1=2', type: 'artist', path: 'C:\\Music' }],
    ['A=photo:/x=movie:/y', { title: 'A', type: 'photo', path: '/x=movie:/y' }],
    ['Zwei\nZeilen=movie:./x', { title: 'Zwei\nZeilen', type: 'movie', path: './x' }],
  ])('%j', (text, expected) => expect(parseSection(text)).toEqual(expected));

  test.each([
    '',
    'Kids',
    '/media/kids',
    'movie:/media',
    '=movie:/media',
    'Kids=movie:',
    'Kids=movie',
    'Kids=/media',
  ])('%j is none', text =>
    expect(() => parseSection(text)).toThrow(expect.objectContaining({ code: 'section-syntax' })),
  );

  test('has a type that is known', () => {
    expect(() => parseSection('Kids=film:/media')).toThrow(
      expect.objectContaining({ code: 'section-type-unknown', message: expect.stringContaining('"film"') }),
    );
  });
});

let temp: Awaited<ReturnType<typeof makeTempFolder>>;
let media: string;
let surroundings: Surroundings;

beforeEach(async () => {
  temp = await makeTempFolder();
  media = join(await realpath(temp.path), 'media');
  await mkdir(join(media, 'films/kids'), { recursive: true });
  await mkdir(join(temp.path, 'data'));
  surroundings = {
    data: join(temp.path, 'data'),
    sections: [{ title: 'Films', roots: [{ path: join(media, 'films') }] }],
  };
});
afterEach(() => temp[Symbol.asyncDispose]());

describe('a root', () => {
  const codeOf = (path: string, more: Partial<Surroundings> = {}) =>
    checkRoot(path, { ...surroundings, ...more }).then(
      () => undefined,
      error => error.code,
    );

  test('is normalised, and known by its real path', async () => {
    await mkdir(join(media, 'shows'));
    await symlink(join(media, 'shows'), join(temp.path, 'link'));
    for (const path of ['media/shows', 'media/films/../shows/', 'media//shows/.', 'link']) {
      expect(await checkRoot(`${temp.path}/${path}`, surroundings)).toBe(join(media, 'shows'));
    }
  });

  test('beside another one of the same beginning is fine', async () => {
    await mkdir(join(media, 'films 2'));
    expect(await codeOf(join(media, 'films 2'))).toBeUndefined();
  });

  test('must be there, and a folder', async () => {
    await writeFile(join(media, 'file'), '');
    await symlink('itself', join(media, 'itself'));
    expect(await codeOf(join(media, 'nowhere'))).toBe('root-missing');
    expect(await codeOf(join(media, 'file'))).toBe('root-not-a-folder');
    expect(await codeOf(join(media, 'file/below'))).toBe('root-missing');
    expect(await codeOf(join(media, 'itself'))).toBe('root-unreadable');
  });

  test('must not be, hold or lie in a folder of another section', async () => {
    for (const path of ['films', 'films/kids', '.']) {
      await expect(checkRoot(join(media, path), surroundings)).rejects.toMatchObject({
        code: 'root-overlaps',
        message: expect.stringContaining('section "Films"'),
      });
    }
  });

  test('must not be, hold or lie in the data folder', async () => {
    await mkdir(join(temp.path, 'data/media'));
    for (const path of ['data', 'data/media', '.']) {
      expect(await codeOf(join(temp.path, path), { sections: [] })).toBe('root-in-data-folder');
    }
  });

  test('that is known already may be named again, also while it is away', async () => {
    const root = join(media, 'films');
    await symlink(root, join(temp.path, 'link'));
    const allowed = new Set([root]);
    expect(await checkRoot(root, { ...surroundings, allowed })).toBe(root);
    expect(await checkRoot(join(temp.path, 'link'), { ...surroundings, allowed })).toBe(root);
    await rename(root, join(temp.path, 'detached'));
    expect(await checkRoot(`${root}/`, { ...surroundings, allowed })).toBe(root);
    expect(await codeOf(root)).toBe('root-missing');
  });
});

describe('the type of a folder is recognised', () => {
  async function put(...paths: string[]): Promise<string> {
    const folder = join(media, 'new');
    for (const path of paths) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), '');
    }
    return folder;
  }

  test('from few files', async () => {
    const folder = await put('A/1.mp3', 'A/2.mp3', 'A/cover.jpg');
    expect(await sectionTypeFor(folder)).toBe('artist');
  });

  test('also where there are more folders at the top than entries are looked at', async () => {
    const paths = Array.from({ length: 2_100 }, (_, i) => `Show ${i}/S01E01.mkv`);
    expect(await sectionTypeFor(await put(...paths))).toBe('show');
  });

  test('as films where nothing can be read', async () => {
    expect(await sectionTypeFor(join(media, 'nowhere'))).toBe('movie');
  });
});
