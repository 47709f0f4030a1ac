import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { ButlerError } from '../../domain/errors.ts';
import { fileKinds } from '../../domain/library.ts';
import type { KnownFolders, WalkBatch, WalkOrder, WalkSummary } from '../../domain/walk.ts';
import { walk } from './walk.ts';

let temp: Awaited<ReturnType<typeof makeTempFolder>>;
let root: string;

beforeEach(async () => {
  temp = await makeTempFolder();
  root = join(temp.path, 'root');
  mkdirSync(root);
});
afterEach(() => temp[Symbol.asyncDispose]());

/** Trusts every time at once: nothing in these tests happens behind the walk's back. */
const atOnce = { folderMs: -60_000, fileMs: -60_000 };
const nothing: KnownFolders = { paths: [], modified: new Float64Array(), topFiles: [] };

interface Walked {
  readonly summary: WalkSummary;
  readonly listed: readonly string[];
  readonly files: readonly string[];
  readonly gone: readonly string[];
  readonly known: KnownFolders;
}

async function scan(order: Partial<WalkOrder> = {}, settled = atOnce): Promise<Walked> {
  const batches: WalkBatch[] = [];
  const summary = await walk(
    { root, known: nothing, checkEveryFile: false, ...order },
    async batch => {
      batches.push(batch);
    },
    () => {},
    undefined,
    settled,
  );
  const listings = batches.flatMap(batch => batch.listings);
  return {
    summary,
    listed: listings.map(listing => listing.path),
    files: listings.flatMap(({ path, names }) => names.map(name => join(path, name))).sort(),
    gone: batches.flatMap(batch => batch.gone).sort(),
    known: {
      paths: listings.map(listing => listing.path),
      modified: Float64Array.from(listings, listing => listing.modified),
      topFiles: listings.find(listing => listing.path === '')?.names ?? [],
    },
  };
}

function put(path: string, content = 'x'): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

const because = ({ summary }: Walked) =>
  Object.fromEntries(summary.refused.map(refusal => [refusal.path, refusal.because]));

describe('a first walk', () => {
  test('tells the size, time and kind of each file, and passes over what is ignored by name', async () => {
    const film = put('Heat (1995)/Heat (1995).mkv', 'film');
    utimesSync(film, 1_700_000_000.25, 1_700_000_000.25);
    put('Heat (1995)/poster.jpg');
    put('Heat (1995)/.DS_Store');
    put('Heat (1995)/sample.mkv');
    put('Heat (1995)/notes.xyz');
    put('lost+found/rescued.mkv');
    const batches: WalkBatch[] = [];
    const summary = await walk(
      { root, known: nothing, checkEveryFile: false },
      async batch => {
        batches.push(batch);
      },
      () => {},
    );
    expect(batches).toHaveLength(1);
    const [listing] = batches[0]?.listings ?? [];
    const rows = listing?.names.map((name, i) => ({
      name,
      size: listing.sizes[i],
      modified: listing.fileModified[i],
      kind: fileKinds[listing.kinds[i] as number],
    }));
    expect(rows?.sort((a, b) => (a.name < b.name ? -1 : 1))).toMatchObject([
      { name: 'Heat (1995).mkv', size: 4, modified: 1_700_000_000_250, kind: 'video' },
      { name: 'notes.xyz', kind: 'other' },
      { name: 'poster.jpg', kind: 'image' },
    ]);
    expect(summary).toEqual({
      folders: 2,
      foldersListed: 2,
      files: 3,
      refused: [],
      passedOver: { count: 2, paths: ['lost+found', 'Heat (1995)/sample.mkv'] },
      otherExtensions: { '.xyz': 1 },
      device: statSync(root).dev,
    });
  });

  test('sends a folder after all those below it', async () => {
    put('a/b/c/1.mkv');
    put('a/d/2.mkv');
    const { listed } = await scan();
    for (const [index, path] of listed.entries()) {
      expect(listed.slice(0, index).some(earlier => path.startsWith(`${earlier}/`) || earlier === '')).toBe(
        false,
      );
    }
    expect([...listed].sort()).toEqual(['', 'a', 'a/b', 'a/b/c', 'a/d']);
  });

  test('takes odd names as names', async () => {
    const names = [
      'new\nline.mkv',
      'img%03d.jpg',
      '-y.mp4',
      ' space .mkv',
      'back\\slash.mkv',
      'a"b\'c.mkv',
      '�.mkv',
    ];
    for (const name of names) put(name);
    const walked = await scan();
    expect(walked.files).toEqual([...names].sort());
    expect(walked.summary.refused).toEqual([]);
  });

  test('leaves pipes and sockets out and opens neither', async () => {
    put('film.mkv');
    execFileSync('mkfifo', [join(root, 'pipe.mkv')]);
    const server = createServer().listen(join(root, 'socket.mkv'));
    await once(server, 'listening');
    const walked = await scan();
    server.close();
    expect(walked.files).toEqual(['film.mkv']);
    expect(walked.summary.refused).toEqual([]);
  });

  test('refuses names that are not UTF-8, files and folders, and says which', async () => {
    put('good.mkv');
    writeFileSync(Buffer.concat([Buffer.from(`${root}/Caf`), Buffer.from([0xe9]), Buffer.from('.mkv')]), 'x');
    mkdirSync(Buffer.concat([Buffer.from(`${root}/\n`), Buffer.from([0xff, 0xfe])]));
    const walked = await scan();
    expect(walked.files).toEqual(['good.mkv']);
    expect(because(walked)).toEqual({
      'Caf\\xe9.mkv': 'its name is not UTF-8',
      '\\x0a\\xff\\xfe': 'its name is not UTF-8',
    });
    // What was left out is told again next time, also when nothing changes.
    expect(because(await scan({ known: walked.known }))).toEqual(because(walked));
  });
});

describe('a later walk', () => {
  test('lists only what changed', async () => {
    put('a/1.mkv');
    put('b/c/2.mkv');
    const { known } = await scan();
    const idle = await scan({ known });
    expect(idle.summary).toMatchObject({ folders: 4, foldersListed: 0, files: 0 });
    put('b/c/3.mkv');
    const walked = await scan({ known });
    expect(walked.listed).toEqual(['b/c']);
    expect(walked.files).toEqual(['b/c/2.mkv', 'b/c/3.mkv']);
    expect(walked.gone).toEqual([]);
  });

  test('lists everything when every file is to be checked', async () => {
    put('a/1.mkv');
    const { known } = await scan();
    expect((await scan({ known, checkEveryFile: true })).files).toEqual(['a/1.mkv']);
  });

  test('finds the folders that are gone, with all below them, and those that came', async () => {
    put('a/b/c/1.mkv');
    put('d/2.mkv');
    const { known } = await scan();
    renameSync(join(root, 'a'), join(root, 'z'));
    const walked = await scan({ known });
    expect(walked.gone).toEqual(['a', 'a/b', 'a/b/c']);
    expect(walked.files).toEqual(['z/b/c/1.mkv']);
  });

  test('a folder that became a file is gone', async () => {
    put('a/1.mkv');
    const { known } = await scan();
    rmSync(join(root, 'a'), { recursive: true });
    put('a');
    const walked = await scan({ known });
    expect(walked.gone).toEqual(['a']);
    expect(walked.files).toEqual(['a']);
  });

  test('notices a change behind a modification time that was put back', async () => {
    put('a/1.mkv');
    utimesSync(join(root, 'a'), 1_600_000_000, 1_600_000_000);
    const { known } = await scan();
    put('a/2.mkv');
    utimesSync(join(root, 'a'), 1_600_000_000, 1_600_000_000);
    expect((await scan({ known })).files).toEqual(['a/1.mkv', 'a/2.mkv']);
  });

  test('looks again at folders that changed a moment ago', async () => {
    put('a/1.mkv');
    const { known } = await scan({}, { folderMs: 2_000, fileMs: -60_000 });
    expect([...known.modified]).toEqual([0, 0]);
    expect((await scan({ known })).summary.foldersListed).toBe(2);
  });

  test('looks again at folders with a file that is still being written', async () => {
    put('done/1.mkv');
    utimesSync(join(root, 'done/1.mkv'), 1_600_000_000, 1_600_000_000);
    put('copying/2.mkv');
    const { known } = await scan({}, { folderMs: -60_000, fileMs: 60_000 });
    put('copying/2.mkv', 'more of it');
    const walked = await scan({ known });
    expect(walked.files).toEqual(['copying/2.mkv']);
  });
});

describe('symbolic links', () => {
  test('to files and folders outside are followed', async () => {
    const elsewhere = join(temp.path, 'elsewhere');
    mkdirSync(join(elsewhere, 'sub'), { recursive: true });
    writeFileSync(join(elsewhere, 'sub', '1.mkv'), 'one');
    writeFileSync(join(temp.path, '2.mkv'), 'two');
    symlinkSync(elsewhere, join(root, 'linked'));
    symlinkSync('../2.mkv', join(root, '2.mkv'));
    const walked = await scan();
    expect(walked.files).toEqual(['2.mkv', 'linked/sub/1.mkv']);
    expect(walked.summary.refused).toEqual([]);

    writeFileSync(join(elsewhere, 'sub', '3.mkv'), 'three');
    writeFileSync(join(temp.path, '2.mkv'), 'two and more');
    const later = await scan({ known: walked.known });
    expect(later.files).toEqual(['2.mkv', 'linked/sub/1.mkv', 'linked/sub/3.mkv']);
    expect(later.gone).toEqual([]);
  });

  test('that loop, or lead to nothing, are refused with the reason', async () => {
    put('a/b/1.mkv');
    symlinkSync('..', join(root, 'a/b/up'));
    symlinkSync(root, join(root, 'a/all'));
    symlinkSync(temp.path, join(root, 'above'));
    symlinkSync('itself', join(root, 'itself'));
    symlinkSync('nowhere', join(root, 'broken.mkv'));
    const walked = await scan();
    expect(walked.files).toEqual(['a/b/1.mkv']);
    expect(because(walked)).toEqual({
      'a/b/up': 'it is a symbolic link that loops',
      'a/all': 'it is a symbolic link that loops',
      above: 'it is a symbolic link that loops',
      itself: 'it is a symbolic link that cannot be followed: it leads back to itself',
      'broken.mkv': 'it is a symbolic link to something that is not there',
    });
    const later = await scan({ known: walked.known });
    expect(because(later)).toEqual(because(walked));
    expect(later.gone).toEqual([]);
  });

  test('to each other outside end, and list each folder once', async () => {
    for (const name of ['x', 'y']) {
      mkdirSync(join(temp.path, name));
      writeFileSync(join(temp.path, name, `${name}.mkv`), name);
    }
    symlinkSync('../y', join(temp.path, 'x/to-y'));
    symlinkSync('../x', join(temp.path, 'y/to-x'));
    symlinkSync('../x', join(root, 'x'));
    const walked = await scan();
    expect(walked.files).toEqual(['x/to-y/y.mkv', 'x/x.mkv']);
    expect(because(walked)).toEqual({
      'x/to-y/to-x': expect.stringMatching(/^it is a symbolic link to .*\/x, which is listed already$/),
    });
    expect((await scan({ known: walked.known })).gone).toEqual([]);
  });

  test('to a folder of the same root are refused: it is listed already', async () => {
    put('real/1.mkv');
    symlinkSync('real', join(root, 'a-link'));
    const walked = await scan();
    expect(walked.files).toEqual(['real/1.mkv']);
    expect(Object.keys(because(walked))).toEqual(['a-link']);
  });

  test('to a folder of the same root that is itself left out are followed', async () => {
    put('.store/1.mkv');
    symlinkSync('.store', join(root, 'shown'));
    expect((await scan()).files).toEqual(['shown/1.mkv']);
  });

  test('a folder replaced by a link is noticed', async () => {
    put('a/1.mkv');
    const { known } = await scan();
    renameSync(join(root, 'a'), join(temp.path, 'moved'));
    symlinkSync(join(temp.path, 'moved'), join(root, 'a'));
    const walked = await scan({ known });
    expect(walked.files).toEqual(['a/1.mkv']);
    expect(walked.gone).toEqual([]);
  });
});

describe('what cannot be read', () => {
  const isRoot = process.getuid?.() === 0;

  test.skipIf(isRoot)(
    `a folder without permission is refused and not taken for gone${isRoot ? ': root may read everything' : ''}`,
    async () => {
      put('locked/sub/1.mkv');
      put('open/2.mkv');
      const { known } = await scan();
      chmodSync(join(root, 'locked'), 0o000);
      try {
        const walked = await scan({ known, checkEveryFile: true });
        expect(because(walked)).toEqual({ locked: 'it cannot be read: permission denied' });
        expect(walked.gone).toEqual([]);
      } finally {
        chmodSync(join(root, 'locked'), 0o755);
      }
    },
  );

  test('a folder that the system refuses is told, and not taken for gone', async () => {
    // Two trees of 3,000 letters put together: below the seam, paths are too long for any call.
    const part = Array.from({ length: 15 }, () => 'd'.repeat(200)).join('/');
    put(`${part}/1.mkv`);
    mkdirSync(join(temp.path, 'deep', part), { recursive: true });
    const handle = openSync(join(root, part), 'r');
    renameSync(join(temp.path, 'deep'), `/proc/self/fd/${handle}/deep`);
    closeSync(handle);

    const known = { ...nothing, paths: ['', `${part}/deep`], modified: new Float64Array(2) };
    const walked = await scan();
    expect(walked.files).toEqual([`${part}/1.mkv`]);
    expect(Object.values(because(walked))).toEqual(['it cannot be read: its path is too long']);
    const refused = walked.summary.refused[0]?.path as string;
    const parents = refused.split('/').map((_, i, all) => all.slice(0, i).join('/'));
    const paths = [...parents, refused, `${refused}/below`];
    const later = await scan({ known: { ...known, paths, modified: new Float64Array(paths.length) } });
    expect(later.gone).toEqual([]);
    // Its parent leads there again, so that it is found when it can be read.
    const index = later.known.paths.indexOf(dirname(refused));
    expect(later.known.modified[index]).toBe(0);
    execFileSync('rm', ['-r', root]);
  });
});

describe('the root', () => {
  const rejection = (order: Partial<WalkOrder> = {}) =>
    scan(order).then(
      () => undefined,
      error => (error instanceof ButlerError ? error.code : error),
    );

  test('missing', async () => {
    rmdirSync(root);
    expect(await rejection()).toBe('root-missing');
  });

  test('a file', async () => {
    rmdirSync(root);
    writeFileSync(root, '');
    expect(await rejection()).toBe('root-not-a-folder');
  });

  test('a link to itself cannot be read', async () => {
    rmdirSync(root);
    symlinkSync(root, root);
    expect(await rejection()).toBe('root-unreadable');
  });

  test('emptied where it was not empty before', async () => {
    put('a/1.mkv');
    const { known } = await scan();
    rmSync(join(root, 'a'), { recursive: true });
    mkdirSync(join(root, 'lost+found'));
    expect(await rejection({ known })).toBe('root-emptied');
    expect(await rejection({ known, checkEveryFile: true })).toBe('root-emptied');
  });

  test('emptied of its only file', async () => {
    put('1.mkv');
    const { known } = await scan();
    unlinkSync(join(root, '1.mkv'));
    expect(await rejection({ known })).toBe('root-emptied');
  });

  test('empty from the beginning', async () => {
    const { known } = await scan();
    utimesSync(root, 1, 1);
    expect(await rejection({ known })).toBeUndefined();
  });

  test('on another device with the same content: a file system that was mounted again', async () => {
    put('a/1.mkv');
    put('b/1.mkv');
    const { known, summary } = await scan();
    const walked = await scan({ known, device: summary.device + 1 });
    expect(walked.summary.device).toBe(summary.device);
  });

  test('on another device with other content: another disk', async () => {
    for (const name of ['a', 'b', 'c']) put(`${name}/1.mkv`);
    const { known, summary } = await scan();
    rmSync(join(root, 'a'), { recursive: true });
    rmSync(join(root, 'b'), { recursive: true });
    put('d/1.mkv');
    expect(await rejection({ known, device: summary.device + 1 })).toBe('root-replaced');
    expect(await rejection({ known, device: summary.device })).toBeUndefined();
  });

  test('going away in the middle: nothing is taken for gone', async () => {
    for (let i = 0; i < 1_010; i++) mkdirSync(join(root, `folder ${i}`));
    const { known } = await scan();
    const taken: WalkBatch[] = [];
    const walking = walk(
      { root, known, checkEveryFile: true },
      async batch => {
        if (taken.push(batch) > 1) return;
        renameSync(root, join(temp.path, 'unmounted'));
        mkdirSync(root);
      },
      () => {},
    );
    await expect(walking).rejects.toMatchObject({ code: 'root-replaced' });
    expect(taken.flatMap(batch => batch.gone)).toEqual([]);
  });
});

describe('the other side', () => {
  const makeFolders = (count: number) => {
    for (let i = 0; i < count; i++) mkdirSync(join(root, `folder ${i}`));
  };

  test('fails: the walk fails with its error', async () => {
    makeFolders(1);
    const walking = walk(
      { root, known: nothing, checkEveryFile: false },
      async () => {
        throw new Error('no room');
      },
      () => {},
    );
    await expect(walking).rejects.toThrow('no room');
  });

  test('aborts: the walk ends with the reason, and tells before that it is alive', async () => {
    makeFolders(3_000);
    const abort = new AbortController();
    let alive = 0;
    const walking = walk(
      { root, known: nothing, checkEveryFile: false },
      async () => abort.abort(new ButlerError('cancelled', {})),
      () => alive++,
      abort.signal,
    );
    await expect(walking).rejects.toMatchObject({ code: 'cancelled' });
    expect(alive).toBeGreaterThan(0);
  });
});
