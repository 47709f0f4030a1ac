import { expect, test } from 'vitest';
import { makeKernelFolder } from '../../test/support/kernel-folder.ts';
import { attachedFolders } from './attached-folders.ts';

const mount = (folder: string, type: string) => `41 27 0:45 / ${folder} rw - ${type} source rw\n`;

test('disks and shares are found, and what the system needs is left out', async () => {
  const mounts = [
    ...[mount('/', 'ext4'), mount('/boot/efi', 'vfat'), mount('/proc', 'proc'), mount('/run', 'tmpfs')],
    ...[mount('/var/lib/docker', 'ext4'), mount('/etc/hosts', 'ext4'), mount('/dev/shm', 'tmpfs')],
    ...[mount('/srv/nas', 'nfs4'), mount('/media/films', 'xfs'), mount('/run/media/me/USB', 'exfat')],
    ...[mount('/mnt/pool', 'fuse.mergerfs'), mount('/mnt/pool', 'fuse.mergerfs'), mount('/variety', 'ext4')],
  ];
  await using kernel = await makeKernelFolder({ 'proc/self/mountinfo': mounts.join('') });
  expect(await attachedFolders('linux', kernel.root)).toEqual([
    ...['/media/films', '/mnt/pool', '/run/media/me/USB', '/srv/nas', '/variety'],
  ]);
});

test('where nothing is told, nothing is found', async () => {
  await using kernel = await makeKernelFolder();
  expect(await attachedFolders('linux', kernel.root)).toEqual([]);
});
