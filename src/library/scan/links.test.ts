import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeRoot } from '../../../test/support/walked-root.ts';

let root: Awaited<ReturnType<typeof makeRoot>>;
beforeEach(async () => {
  root = await makeRoot();
});
afterEach(() => root[Symbol.asyncDispose]());

describe('symbolic links', () => {
  test('to files and folders outside are followed', async () => {
    const elsewhere = join(root.beside, 'elsewhere');
    mkdirSync(join(elsewhere, 'sub'), { recursive: true });
    writeFileSync(join(elsewhere, 'sub', '1.mkv'), 'one');
    writeFileSync(join(root.beside, '2.mkv'), 'two');
    symlinkSync(elsewhere, join(root.path, 'linked'));
    symlinkSync('../2.mkv', join(root.path, '2.mkv'));
    const walked = await root.scan();
    expect(walked.files).toEqual(['2.mkv', 'linked/sub/1.mkv']);
    expect(walked.summary.refused).toEqual([]);

    writeFileSync(join(elsewhere, 'sub', '3.mkv'), 'three');
    writeFileSync(join(root.beside, '2.mkv'), 'two and more');
    const later = await root.scan({ known: walked.known });
    expect(later.files).toEqual(['2.mkv', 'linked/sub/1.mkv', 'linked/sub/3.mkv']);
    expect(later.gone).toEqual([]);
  });

  test('that loop, or lead to nothing, are refused with the reason', async () => {
    root.put('a/b/1.mkv');
    symlinkSync('..', join(root.path, 'a/b/up'));
    symlinkSync(root.path, join(root.path, 'a/all'));
    symlinkSync(root.beside, join(root.path, 'above'));
    symlinkSync('itself', join(root.path, 'itself'));
    symlinkSync('nowhere', join(root.path, 'broken.mkv'));
    const walked = await root.scan();
    expect(walked.files).toEqual(['a/b/1.mkv']);
    expect(walked.refused).toEqual({
      'a/b/up': 'it is a symbolic link that loops',
      'a/all': 'it is a symbolic link that loops',
      above: 'it is a symbolic link that loops',
      itself: 'it is a symbolic link that cannot be followed: it leads back to itself',
      'broken.mkv': 'it is a symbolic link to something that is not there',
    });
    const later = await root.scan({ known: walked.known });
    expect(later.refused).toEqual(walked.refused);
    expect(later.gone).toEqual([]);
  });

  test('to each other outside end, and list each folder once', async () => {
    for (const name of ['x', 'y']) {
      mkdirSync(join(root.beside, name));
      writeFileSync(join(root.beside, name, `${name}.mkv`), name);
    }
    symlinkSync('../y', join(root.beside, 'x/to-y'));
    symlinkSync('../x', join(root.beside, 'y/to-x'));
    symlinkSync('../x', join(root.path, 'x'));
    const walked = await root.scan();
    expect(walked.files).toEqual(['x/to-y/y.mkv', 'x/x.mkv']);
    expect(walked.refused).toEqual({
      'x/to-y/to-x': expect.stringMatching(/^it is a symbolic link to .*\/x, which is listed already$/),
    });
    expect((await root.scan({ known: walked.known })).gone).toEqual([]);
  });

  test('to a folder of the same root are refused: it is listed already', async () => {
    root.put('real/1.mkv');
    symlinkSync('real', join(root.path, 'a-link'));
    const walked = await root.scan();
    expect(walked.files).toEqual(['real/1.mkv']);
    expect(Object.keys(walked.refused)).toEqual(['a-link']);
  });

  test('to a folder of the same root that is itself left out are followed', async () => {
    root.put('.store/1.mkv');
    symlinkSync('.store', join(root.path, 'shown'));
    expect((await root.scan()).files).toEqual(['shown/1.mkv']);
  });

  test('a folder replaced by a link is noticed', async () => {
    root.put('a/1.mkv');
    const { known } = await root.scan();
    renameSync(join(root.path, 'a'), join(root.beside, 'moved'));
    symlinkSync(join(root.beside, 'moved'), join(root.path, 'a'));
    const walked = await root.scan({ known });
    expect(walked.files).toEqual(['a/1.mkv']);
    expect(walked.gone).toEqual([]);
  });
});
