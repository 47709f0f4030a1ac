import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type KernelFolder, makeKernelFolder } from '../../test/support/kernel-folder.ts';
import { findStorage } from './disks.ts';

/** The files of whole disks, as by `lsblk`. */
const pci = 'sys/devices/pci0000:00/0000:00:17.0/ata1/block';
const virtual = 'sys/devices/virtual/block';

async function machine(mountinfo: string): Promise<KernelFolder> {
  const disk = (name: string, rotational: number, device: Readonly<Record<string, string>>) => ({
    [`${pci}/${name}/queue/rotational`]: `${rotational}\n`,
    [`${pci}/${name}/${name}1/partition`]: '1\n',
    ...Object.fromEntries(
      Object.entries(device).map(([file, text]) => [`${pci}/${name}/device/${file}`, `${text}\n`]),
    ),
  });
  const wd = { vendor: 'ATA', model: 'WDC WD40EFRX-68N' };
  const kernel = await makeKernelFolder({
    'proc/self/mountinfo': mountinfo,
    ...disk('sda', 1, wd),
    ...disk('sdb', 1, wd),
    ...disk('sdc', 0, { vendor: 'ATA', model: 'Samsung SSD 860' }),
    ...disk('sdd', 1, { vendor: 'VMware', model: 'Virtual disk' }),
    ...disk('sde', 1, { vendor: 'ATA', model: 'QEMU HARDDISK' }),
    ...disk('vda', 1, { vendor: '0x1af4' }),
    // An array of two disks; a volume on it, encrypted; one with an SSD before it.
    [`${virtual}/md0/queue/rotational`]: '1\n',
    [`${virtual}/dm-0/queue/rotational`]: '1\n',
    [`${virtual}/dm-1/queue/rotational`]: '1\n',
    [`${virtual}/dm-2/queue/rotational`]: '1\n',
    'dev/sda1': '',
    'dev/dm-2': '',
  });
  const devices: Record<string, string> = { md0: '9:0', 'dm-0': '253:0', 'dm-1': '253:1', 'dm-2': '253:2' };
  const disks: Record<string, string> = {
    sda: '8:0',
    sdb: '8:16',
    sdc: '8:32',
    sdd: '8:48',
    sde: '8:64',
    vda: '254:0',
  };
  for (const [name, number] of Object.entries(disks)) {
    const [major, minor] = number.split(':').map(Number);
    await kernel.link({
      [`sys/dev/block/${number}`]: `${pci}/${name}`,
      [`sys/dev/block/${major}:${(minor ?? 0) + 1}`]: `${pci}/${name}/${name}1`,
      [`sys/class/block/${name}`]: `${pci}/${name}`,
      [`sys/class/block/${name}1`]: `${pci}/${name}/${name}1`,
    });
  }
  for (const [name, number] of Object.entries(devices)) {
    await kernel.link({
      [`sys/dev/block/${number}`]: `${virtual}/${name}`,
      [`sys/class/block/${name}`]: `${virtual}/${name}`,
    });
  }
  await kernel.link({
    [`${virtual}/md0/slaves/sda1`]: `${pci}/sda/sda1`,
    [`${virtual}/md0/slaves/sdb1`]: `${pci}/sdb/sdb1`,
    [`${virtual}/dm-0/slaves/md0`]: `${virtual}/md0`,
    [`${virtual}/dm-1/slaves/dm-0`]: `${virtual}/dm-0`,
    [`${virtual}/dm-2/slaves/sdc1`]: `${pci}/sdc/sdc1`,
    [`${virtual}/dm-2/slaves/sdb1`]: `${pci}/sdb/sdb1`,
    'sys/dev/block/253:3': `${virtual}/dm-3`,
    [`${virtual}/dm-3/slaves/md0`]: `${virtual}/md0`,
    [`${virtual}/dm-3/slaves/sda1`]: `${pci}/sda/sda1`,
    'dev/mapper/cached': 'dev/dm-2',
    'sys/fs/btrfs/5f1d/devices/sda1': `${pci}/sda/sda1`,
    'sys/fs/btrfs/5f1d/devices/sdb1': `${pci}/sdb/sdb1`,
  });
  return kernel;
}

const unknown = { kind: 'unknown', disks: [] };
const solid = { kind: 'solid', disks: [] };
const spinning = (...disks: string[]) => ({ kind: 'spinning', disks });
const network = (server: string) => ({ kind: 'network', disks: [server] });

describe('a folder', () => {
  test.each([
    ['a partition of a spinning disk', '8:1', 'ext4', '/dev/sda1', spinning('sda')],
    ['a whole spinning disk', '8:16', 'xfs', '/dev/sdb', spinning('sdb')],
    ['a solid one', '8:33', 'ext4', '/dev/sdc1', solid],
    ['an array of disks', '9:0', 'ext4', '/dev/md0', spinning('sda', 'sdb')],
    ['an encrypted volume of an array', '253:1', 'ext4', '/dev/mapper/films', spinning('sda', 'sdb')],
    ['a spinning disk with a solid one before it', '253:2', 'xfs', '/dev/mapper/cached', spinning('sdb')],
    ['a virtual disk that says it spins', '254:0', 'ext4', '/dev/vda', unknown],
    ['one of another maker', '8:49', 'ext4', '/dev/sdd1', unknown],
    ['one that feigns to be a real one', '8:65', 'ext4', '/dev/sde1', unknown],
    ['Btrfs over two disks', '0:40', 'btrfs', '/dev/sda1', spinning('sda', 'sdb')],
    ['Btrfs on a volume that no list has', '0:40', 'btrfs', '/dev/mapper/cached', spinning('sdb')],
    ['Btrfs on a device that is gone', '0:40', 'btrfs', '/dev/sdz', unknown],
    ['ZFS', '0:41', 'zfs', 'tank/films', unknown],
    ['an overlay', '0:42', 'overlay', 'overlay', unknown],
    ['a union of disks', '0:43', 'fuse.mergerfs', '1:2', unknown],
    ['NFS', '0:44', 'nfs4', 'nas:/films', network('nas')],
    ['NFS by address', '0:44', 'nfs', '[fe80::1]:/films', network('[fe80::1]')],
    ['a Windows share', '0:45', 'cifs', '//nas/films', network('nas')],
    ['a folder over SSH', '0:46', 'fuse.sshfs', 'me@nas:/films', network('me@nas')],
    ['WebDAV', '0:47', 'fuse.davfs2', 'https://nas/films', network('nas')],
    ['a cloud', '0:48', 'fuse.rclone', 'drive:films', network('drive:films')],
    [
      'a volume over an array and a part of one of its disks',
      '253:3',
      'ext4',
      '/dev/mapper/all',
      spinning('sda', 'sdb'),
    ],
    ['a disk that nobody knows', '8:99', 'ext4', '/dev/sdq1', unknown],
  ])('on %s', async (_, device, type, source, expected) => {
    await using kernel = await machine(`1 0 0:1 / / rw - rootfs rootfs rw
2 1 ${device} / /media/films rw - ${type} ${source} rw
`);
    expect(await findStorage('/media/films/a/b.mkv', kernel.root)).toEqual(expected);
  });

  test('is unknown where the system does not tell of mounts', async () => {
    await using kernel = await makeKernelFolder();
    expect(await findStorage('/media/films', kernel.root)).toEqual(unknown);
  });

  const missing = existsSync('/proc/self/mountinfo') ? '' : ': it does not tell of mounts';
  test.skipIf(missing)(`of this machine lies on something${missing}`, async () => {
    expect(['spinning', 'solid', 'network', 'unknown']).toContain((await findStorage(process.cwd())).kind);
    expect(await findStorage('/proc/self')).toEqual(unknown);
  });
});
