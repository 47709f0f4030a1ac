import { execFileSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeRoot } from '../../../test/support/walked-root.ts';
import type { Silences } from '../../domain/root-watch.ts';
import type { KnownFolders } from '../../domain/walk.ts';
import { FolderWatch } from './folder-watch.ts';

const allTold: Silences = { find: async () => undefined, below: () => new Map() };

let root: Awaited<ReturnType<typeof makeRoot>>;
let watch: FolderWatch;
/** Folders below the root of which changes were told, in their order; each once until it is looked at. */
let told: Set<string>;
const tells = new EventEmitter();

beforeEach(async () => {
  root = await makeRoot();
  begin();
});
afterEach(async () => {
  await watch.close();
  await root[Symbol.asyncDispose]();
});

function begin(isTree?: boolean): void {
  told = new Set();
  const take = (folder: string) => {
    told.add(folder.slice(root.path.length + 1));
    tells.emit('change');
  };
  watch = new FolderWatch(root.path, take, isTree);
}

/**
 * Resolves when a change of the folder was told, with all that was told until then. One change may be told several times,
 * so a test waits for each folder once.
 */
async function changed(folder: string): Promise<readonly string[]> {
  while (!told.has(folder)) await once(tells, 'change');
  const all = [...told];
  told.clear();
  return all;
}

/** What the library knows after a scan of now. */
const known = async (): Promise<KnownFolders> => (await root.scan()).known;

test('tells in which known folder something came, changed or went', async () => {
  root.put('Heat/Heat.mkv');
  root.put('Fargo/Season 1/1.mkv');
  const gone = root.put('Ran/Ran.mkv');
  expect(await watch.cover(await known(), allTold)).toEqual({ folders: 5 });
  expect([...told]).toEqual([]);
  root.put('Heat/poster.jpg');
  await changed('Heat');
  root.put('Fargo/Season 1/1.mkv', 'more of it');
  await changed('Fargo/Season 1');
  rmSync(gone);
  await changed('Ran');
  root.put('Alien.mkv');
  await changed('');
});

test('of a folder that comes it tells alone, not of the one that it is in', async () => {
  root.put('a/1.mkv');
  await watch.cover(await known(), allTold);
  mkdirSync(join(root.path, 'b'));
  expect(await changed('b')).toEqual(['b']);
});

test('says nothing of names that no scan takes in', async () => {
  root.put('a/1.mkv');
  root.put('b/1.mkv');
  await watch.cover(await known(), allTold);
  root.put('a/2.mkv.part');
  root.put('a/.hidden/3.mkv');
  root.put('b/2.mkv');
  expect(await changed('b')).toEqual(['b']);
});

test('tells at once of what changed between the scan and the watch', async () => {
  root.put('a/1.mkv');
  root.put('b/1.mkv');
  const before = await known();
  root.put('a/2.mkv');
  await watch.cover(before, allTold);
  expect([...told]).toEqual(['a']);
});

test('watches the folder that has come to stand in the place of another', async () => {
  root.put('a/b/1.mkv');
  root.put('new/b/1.mkv');
  await watch.cover(await known(), allTold);
  renameSync(join(root.path, 'a'), join(root.path, 'z'));
  renameSync(join(root.path, 'new'), join(root.path, 'a'));
  expect(await changed('new')).toEqual(['a', 'z', 'new']);
  // The old ones, wherever they are now, are of no interest until they are known there.
  expect(await watch.cover(await known(), allTold)).toEqual({ folders: 5 });
  told.clear();
  root.put('a/b/2.mkv');
  await changed('a/b');
  root.put('z/b/2.mkv');
  await changed('z/b');
});

test('a folder that goes is told of itself, and no longer watched', async () => {
  root.put('a/b/1.mkv');
  await watch.cover(await known(), allTold);
  rmSync(join(root.path, 'a'), { recursive: true });
  await changed('a');
  expect(await watch.cover(await known(), allTold)).toEqual({ folders: 1 });
});

test('a folder that is known but not there is passed over', async () => {
  root.put('a/1.mkv');
  const before = await known();
  rmSync(join(root.path, 'a'), { recursive: true });
  expect(await watch.cover(before, allTold)).toEqual({ folders: 1 });
});

test('a root that is not there says so, and is watched when it is back', async () => {
  root.put('1.mkv');
  const before = await known();
  renameSync(root.path, `${root.path}-away`);
  expect(await watch.cover(before, allTold)).toEqual({
    folders: 0,
    because: `1 folder not watched: The folder "${root.path}" cannot be watched: it does not exist. Until it can, scans find what changes there.`,
  });
  renameSync(`${root.path}-away`, root.path);
  expect(await watch.cover(before, allTold)).toEqual({ folders: 1 });
});

describe('where the system tells nothing', () => {
  test('of a root, none of it is watched', async () => {
    root.put('a/1.mkv');
    await watch.cover(await known(), allTold);
    const because = 'It is a network disk.';
    expect(await watch.cover(await known(), { ...allTold, find: async () => because })).toEqual({
      folders: 0,
      because,
    });
  });

  test('of a place in it, or behind a link, what lies there is left alone', async () => {
    root.put('a/1.mkv');
    root.put('nas/b/1.mkv');
    mkdirSync(join(root.beside, 'share/c'), { recursive: true });
    mkdirSync(join(root.beside, 'disk'));
    symlinkSync('../share', join(root.path, 'linked'));
    symlinkSync('../disk', join(root.path, 'also linked'));
    const silences: Silences = {
      find: async folder => (folder === join(root.path, 'linked') ? 'Silent.' : undefined),
      below: () => new Map([[join(root.path, 'nas'), 'Silent.']]),
    };
    const before = await known();
    expect(before.paths.toSorted()).toEqual(['', 'a', 'also linked', 'linked', 'linked/c', 'nas', 'nas/b']);
    expect(await watch.cover(before, silences)).toEqual({
      folders: 3,
      because: '4 folders not watched: Silent.',
    });
    told.clear();
    root.put('also linked/1.mkv');
    await changed('also linked');
  });
});

test('where one watch sees the whole tree, it tells of all of it', async () => {
  begin(true);
  root.put('a/b/1.mkv');
  expect(await watch.cover(await known(), allTold)).toEqual({ folders: 1 });
  root.put('a/b/2.mkv');
  expect(await changed('a/b')).toContain('a/b');
});

const limited = ['--user', '--map-root-user', 'sh', '-c'];
const noLimit = canLimit() ? '' : ' (skipped: this system lets nobody limit the watches of a program)';

test.skipIf(noLimit)(`stops at the limit of the system, and says what to do${noLimit}`, () => {
  for (const name of ['a', 'b', 'c', 'd']) mkdirSync(join(root.path, name));
  const script = fileURLToPath(new URL('../../../test/support/watch-root.ts', import.meta.url));
  const command = 'echo 3 > /proc/sys/user/max_inotify_watches; exec "$0" "$@"';
  const printed = execFileSync('unshare', [...limited, command, process.execPath, script, root.path]);
  expect(JSON.parse(printed.toString())).toEqual({
    folders: 3,
    because: `2 folders not watched: The system lets this user watch no more folders than it does already ("${root.path}"). Raise fs.inotify.max_user_watches, as with "sysctl -w fs.inotify.max_user_watches=524288"; until then scans find the changes.`,
  });
});

function canLimit(): boolean {
  try {
    execFileSync('unshare', [...limited, 'echo 3 > /proc/sys/user/max_inotify_watches'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
