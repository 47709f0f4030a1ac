import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeRoot } from '../../../test/support/walked-root.ts';
import { ButlerError } from '../../domain/errors.ts';
import type { WalkBatch, WalkOrder } from '../../domain/walk.ts';
import { walk } from './walk.ts';

let root: Awaited<ReturnType<typeof makeRoot>>;
beforeEach(async () => {
  root = await makeRoot();
});
afterEach(() => root[Symbol.asyncDispose]());

describe('the root', () => {
  const rejection = (order: Partial<WalkOrder> = {}) =>
    root.scan(order).then(
      () => undefined,
      error => (error instanceof ButlerError ? error.code : error),
    );

  test('missing', async () => {
    rmdirSync(root.path);
    expect(await rejection()).toBe('root-missing');
  });

  test('a file', async () => {
    rmdirSync(root.path);
    writeFileSync(root.path, '');
    expect(await rejection()).toBe('root-not-a-folder');
  });

  test('a link to itself cannot be read', async () => {
    rmdirSync(root.path);
    symlinkSync(root.path, root.path);
    expect(await rejection()).toBe('root-unreadable');
  });

  test('emptied where it was not empty before', async () => {
    root.put('a/1.mkv');
    const { known } = await root.scan();
    rmSync(join(root.path, 'a'), { recursive: true });
    mkdirSync(join(root.path, 'lost+found'));
    expect(await rejection({ known })).toBe('root-emptied');
    expect(await rejection({ known, checkEveryFile: true })).toBe('root-emptied');
  });

  test('emptied of its only file', async () => {
    root.put('1.mkv');
    const { known } = await root.scan();
    unlinkSync(join(root.path, '1.mkv'));
    expect(await rejection({ known })).toBe('root-emptied');
  });

  test('empty from the beginning', async () => {
    const { known } = await root.scan();
    utimesSync(root.path, 1, 1);
    expect(await rejection({ known })).toBeUndefined();
  });

  test('on another device with the same content: a file system that was mounted again', async () => {
    root.put('a/1.mkv');
    root.put('b/1.mkv');
    const { known, summary } = await root.scan();
    const walked = await root.scan({ known, device: summary.device + 1 });
    expect(walked.summary.device).toBe(summary.device);
  });

  test('on another device with other content: another disk', async () => {
    for (const name of ['a', 'b', 'c']) root.put(`${name}/1.mkv`);
    const { known, summary } = await root.scan();
    rmSync(join(root.path, 'a'), { recursive: true });
    rmSync(join(root.path, 'b'), { recursive: true });
    root.put('d/1.mkv');
    expect(await rejection({ known, device: summary.device + 1 })).toBe('root-replaced');
    expect(await rejection({ known, device: summary.device })).toBeUndefined();
  });

  test('going away in the middle: nothing is taken for gone', async () => {
    for (let i = 0; i < 1_010; i++) mkdirSync(join(root.path, `folder ${i}`));
    const { known } = await root.scan();
    const taken: WalkBatch[] = [];
    const walking = walk(
      { root: root.path, known, checkEveryFile: true },
      async batch => {
        if (taken.push(batch) > 1) return;
        renameSync(root.path, join(root.beside, 'unmounted'));
        mkdirSync(root.path);
      },
      () => {},
    );
    await expect(walking).rejects.toMatchObject({ code: 'root-replaced' });
    expect(taken.flatMap(batch => batch.gone)).toEqual([]);
  });
});

describe('what cannot be read', () => {
  const isRoot = process.getuid?.() === 0;

  test.skipIf(isRoot)(
    `a folder without permission is refused and not taken for gone${isRoot ? ': root may read everything' : ''}`,
    async () => {
      root.put('locked/sub/1.mkv');
      root.put('open/2.mkv');
      const { known } = await root.scan();
      chmodSync(join(root.path, 'locked'), 0o000);
      try {
        const walked = await root.scan({ known, checkEveryFile: true });
        expect(walked.refused).toEqual({ locked: 'it cannot be read: permission denied' });
        expect(walked.gone).toEqual([]);
      } finally {
        chmodSync(join(root.path, 'locked'), 0o755);
      }
    },
  );

  const hasProc = process.platform === 'linux';

  test.skipIf(!hasProc)(
    `a folder that the system refuses is told, and not taken for gone${hasProc ? '' : ': made by way of /proc'}`,
    async () => {
      // Two trees with paths of 3,000 letters, one hung into the other: together they are too long for any call.
      const upper = Array.from({ length: 15 }, () => 'd'.repeat(200)).join('/');
      root.put(`${upper}/1.mkv`);
      mkdirSync(join(root.beside, 'deep', upper), { recursive: true });
      const handle = openSync(join(root.path, upper), 'r');
      renameSync(join(root.beside, 'deep'), `/proc/self/fd/${handle}/deep`);
      closeSync(handle);
      try {
        const walked = await root.scan();
        expect(walked.files).toEqual([`${upper}/1.mkv`]);
        expect(Object.values(walked.refused)).toEqual(['it cannot be read: its path is too long']);

        const [refused = ''] = Object.keys(walked.refused);
        const paths = [...walked.known.paths, refused, `${refused}/below`];
        const modified = new Float64Array(paths.length);
        const later = await root.scan({ known: { paths, modified, topFiles: [] } });
        expect(later.gone).toEqual([]);
        // Its parent leads there again, so that it is found when it can be read.
        expect(later.known.modified[later.known.paths.indexOf(dirname(refused))]).toBe(0);
      } finally {
        execFileSync('rm', ['-r', root.path]);
      }
    },
  );
});
