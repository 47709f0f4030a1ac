import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeRoot, nothingKnown } from '../../../test/support/walked-root.ts';
import { ButlerError } from '../../domain/errors.ts';
import { fileKinds } from '../../domain/library.ts';
import type { WalkBatch } from '../../domain/walk.ts';
import { walk } from './walk.ts';

let root: Awaited<ReturnType<typeof makeRoot>>;
beforeEach(async () => {
  root = await makeRoot();
});
afterEach(() => root[Symbol.asyncDispose]());

describe('a first walk', () => {
  test('tells the size, time and kind of each file, and passes over what is ignored by name', async () => {
    const film = root.put('Heat (1995)/Heat (1995).mkv', 'film');
    utimesSync(film, 1_700_000_000.25, 1_700_000_000.25);
    root.put('Heat (1995)/poster.jpg');
    root.put('Heat (1995)/.DS_Store');
    root.put('Heat (1995)/sample.mkv');
    root.put('Heat (1995)/notes.xyz');
    root.put('lost+found/rescued.mkv');
    const batches: WalkBatch[] = [];
    const summary = await walk(
      { root: root.path, known: nothingKnown, checkEveryFile: false },
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
      device: statSync(root.path).dev,
    });
  });

  test('sends a folder after all those below it', async () => {
    root.put('a/b/c/1.mkv');
    root.put('a/d/2.mkv');
    const { listed } = await root.scan();
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
    for (const name of names) root.put(name);
    const walked = await root.scan();
    expect(walked.files).toEqual([...names].sort());
    expect(walked.summary.refused).toEqual([]);
  });

  test('leaves pipes and sockets out and opens neither', async () => {
    root.put('film.mkv');
    execFileSync('mkfifo', [join(root.path, 'pipe.mkv')]);
    const server = createServer().listen(join(root.path, 'socket.mkv'));
    await once(server, 'listening');
    const walked = await root.scan();
    server.close();
    expect(walked.files).toEqual(['film.mkv']);
    expect(walked.summary.refused).toEqual([]);
  });

  test('refuses names that are not UTF-8, files and folders, and says which', async () => {
    root.put('good.mkv');
    writeFileSync(
      Buffer.concat([Buffer.from(`${root.path}/Caf`), Buffer.from([0xe9]), Buffer.from('.mkv')]),
      'x',
    );
    mkdirSync(Buffer.concat([Buffer.from(`${root.path}/\n`), Buffer.from([0xff, 0xfe])]));
    const walked = await root.scan();
    expect(walked.files).toEqual(['good.mkv']);
    expect(walked.refused).toEqual({
      'Caf\\xe9.mkv': 'its name is not UTF-8',
      '\\x0a\\xff\\xfe': 'its name is not UTF-8',
    });
    // What was left out is told again next time, also when nothing changes.
    expect((await root.scan({ known: walked.known })).refused).toEqual(walked.refused);
  });
});

describe('a later walk', () => {
  test('lists only what changed', async () => {
    root.put('a/1.mkv');
    root.put('b/c/2.mkv');
    const { known } = await root.scan();
    const idle = await root.scan({ known });
    expect(idle.summary).toMatchObject({ folders: 4, foldersListed: 0, files: 0 });
    root.put('b/c/3.mkv');
    const walked = await root.scan({ known });
    expect(walked.listed).toEqual(['b/c']);
    expect(walked.files).toEqual(['b/c/2.mkv', 'b/c/3.mkv']);
    expect(walked.gone).toEqual([]);
  });

  test('lists everything when every file is to be checked', async () => {
    root.put('a/1.mkv');
    const { known } = await root.scan();
    expect((await root.scan({ known, checkEveryFile: true })).files).toEqual(['a/1.mkv']);
  });

  test('finds the folders that are gone, with all below them, and those that came', async () => {
    root.put('a/b/c/1.mkv');
    root.put('d/2.mkv');
    const { known } = await root.scan();
    renameSync(join(root.path, 'a'), join(root.path, 'z'));
    const walked = await root.scan({ known });
    expect(walked.gone).toEqual(['a', 'a/b', 'a/b/c']);
    expect(walked.files).toEqual(['z/b/c/1.mkv']);
  });

  test('a folder that became a file is gone', async () => {
    root.put('a/1.mkv');
    const { known } = await root.scan();
    rmSync(join(root.path, 'a'), { recursive: true });
    root.put('a');
    const walked = await root.scan({ known });
    expect(walked.gone).toEqual(['a']);
    expect(walked.files).toEqual(['a']);
  });

  test('notices a change behind a modification time that was put back', async () => {
    root.put('a/1.mkv');
    utimesSync(join(root.path, 'a'), 1_600_000_000, 1_600_000_000);
    const { known } = await root.scan();
    root.put('a/2.mkv');
    utimesSync(join(root.path, 'a'), 1_600_000_000, 1_600_000_000);
    expect((await root.scan({ known })).files).toEqual(['a/1.mkv', 'a/2.mkv']);
  });

  test('looks again at folders that changed a moment ago', async () => {
    root.put('a/1.mkv');
    const { known } = await root.scan({}, { folderMs: 2_000, fileMs: -60_000 });
    expect([...known.modified]).toEqual([0, 0]);
    expect((await root.scan({ known })).summary.foldersListed).toBe(2);
  });

  test('looks again at folders with a file that is still being written', async () => {
    root.put('done/1.mkv');
    utimesSync(join(root.path, 'done/1.mkv'), 1_600_000_000, 1_600_000_000);
    root.put('copying/2.mkv');
    const { known } = await root.scan({}, { folderMs: -60_000, fileMs: 60_000 });
    root.put('copying/2.mkv', 'more of it');
    const walked = await root.scan({ known });
    expect(walked.files).toEqual(['copying/2.mkv']);
  });
});

describe('the other side', () => {
  const makeFolders = (count: number) => {
    for (let i = 0; i < count; i++) mkdirSync(join(root.path, `folder ${i}`));
  };

  test('fails: the walk fails with its error', async () => {
    makeFolders(1);
    const walking = walk(
      { root: root.path, known: nothingKnown, checkEveryFile: false },
      async () => {
        throw new Error('no room');
      },
      () => {},
    );
    await expect(walking).rejects.toThrow('no room');
  });

  test('aborts: the walk ends with the reason that its breath brings', async () => {
    makeFolders(3_000);
    const abort = new AbortController();
    const walking = walk(
      { root: root.path, known: nothingKnown, checkEveryFile: false },
      async () => abort.abort(new ButlerError('cancelled', {})),
      async () => abort.signal.throwIfAborted(),
      abort.signal,
    );
    await expect(walking).rejects.toMatchObject({ code: 'cancelled' });
  });
});
