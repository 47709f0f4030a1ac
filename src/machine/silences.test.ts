import { expect, test } from 'vitest';
import { makeKernelFolder } from '../../test/support/kernel-folder.ts';
import { readSilences } from './silences.ts';

const mount = (folder: string, type: string) => `40 27 8:1 / ${folder} rw - ${type} source rw\n`;

test.each([
  ['nfs4', 'a network disk'],
  ['cifs', 'a network disk'],
  ['fuse.rclone', 'a network disk'],
  ['9p', 'shared by the host'],
  ['virtiofs', 'shared by the host'],
  ['fuse.mergerfs', 'kept by a program'],
  ['autofs', 'not mounted yet'],
])('of changes on %s the system tells nothing', async (type, kind) => {
  await using kernel = await makeKernelFolder({
    'proc/self/mountinfo': mount('/', 'ext4') + mount('/media/films', type),
  });
  const silences = readSilences(kernel.root);
  const because = `/media/films is ${kind} (${type}), of which the system tells no changes; scans find them.`;
  expect(await silences.find('/media/films/Heat')).toBe(because);
  expect(await silences.find('/media')).toBeUndefined();
  expect([...silences.below('/media')]).toEqual([['/media/films', because]]);
  expect([...silences.below('/media/films')]).toEqual([]);
});

test.each(['ext4', 'btrfs', 'zfs', 'overlay', 'fuseblk', 'exfat'])('of changes on %s it does', async type => {
  await using kernel = await makeKernelFolder({ 'proc/self/mountinfo': mount('/media', type) });
  expect(await readSilences(kernel.root).find('/media/films')).toBeUndefined();
});

test('where mounts cannot be read, all is taken to be told', async () => {
  await using kernel = await makeKernelFolder();
  expect(await readSilences(kernel.root).find('/media')).toBeUndefined();
});
