import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findProcText, findSysNumber, findSysText, sysNames } from './kernel-file.ts';
import { findMount, isNetwork, type Mount, parseMounts } from './mounts.ts';

/** What a file is read from. */
export interface Storage {
  /** `unknown` where the system does not say, as of virtual disks, ZFS, overlays and daemons' file systems. */
  readonly kind: 'spinning' | 'solid' | 'network' | 'unknown';
  /** What a reader occupies: the spinning disks (`sda`), or the server of a share (`nas`). Empty where it does not matter. */
  readonly disks: readonly string[];
}

const unknown: Storage = { kind: 'unknown', disks: [] };

/**
 * What a path lies on, whether or not it exists, by the mounts of this moment. Looks through partitions, LVM,
 * encryption and RAID to the disks below. Never rejects, and never waits for a share.
 * @param root the folder in which `proc`, `sys` and `dev` lie
 */
export async function findStorage(path: string, root = '/'): Promise<Storage> {
  const mounts = parseMounts(findProcText(join(root, 'proc/self/mountinfo')) ?? '');
  const mount = await findMount(path, mounts);
  if (!mount) return unknown;
  if (isNetwork(mount)) return { kind: 'network', disks: [serverOf(mount)] };
  const devices = mount.type === 'btrfs' ? await btrfsDevices(mount, root) : [`dev/block/${mount.device}`];
  const disks = await Promise.all(devices.map(device => wholeDisks(join(root, 'sys', device))));
  return storageOn([...new Set(disks.flat())]);
}

/** `nas` of `nas:/films`, of `//nas/films` and of `https://nas/films`. */
function serverOf({ source }: Mount): string {
  return /^(?:\w+:)?\/\/([^/]+)/.exec(source)?.[1] ?? /^(.+?):\//.exec(source)?.[1] ?? source;
}

/** Btrfs has no device number of its own, but a list of its devices, below the one that was mounted. */
async function btrfsDevices({ source }: Mount, root: string): Promise<readonly string[]> {
  const device = await findRealPath(join(root, source));
  if (device === undefined) return [];
  const name = basename(device);
  const systems = join(root, 'sys/fs/btrfs');
  for (const system of await sysNames(systems)) {
    const names = await sysNames(join(systems, system, 'devices'));
    if (names.includes(name)) return names.map(other => `class/block/${other}`);
  }
  return [`class/block/${name}`];
}

/** Folders, below `/sys/devices`, of the disks that a block device is made of; none where there is no such device. */
async function wholeDisks(device: string): Promise<readonly string[]> {
  const folder = await findRealPath(device);
  if (folder === undefined) return [];
  const isPartition = (await findSysText(join(folder, 'partition'))) !== undefined;
  const whole = isPartition ? dirname(folder) : folder;
  const parts = await sysNames(join(whole, 'slaves'));
  if (parts.length === 0) return [whole];
  return (await Promise.all(parts.map(part => wholeDisks(join(whole, 'slaves', part))))).flat();
}

/** One spinning disk among several makes its own pace that of all. */
async function storageOn(disks: readonly string[]): Promise<Storage> {
  const kinds = await Promise.all(disks.map(kindOf));
  const spinning = disks.filter((_, index) => kinds[index] === 'spinning').map(disk => basename(disk));
  if (spinning.length > 0) return { kind: 'spinning', disks: spinning.sort() };
  return kinds.length > 0 && kinds.every(kind => kind === 'solid') ? { kind: 'solid', disks: [] } : unknown;
}

async function kindOf(disk: string): Promise<Storage['kind']> {
  const rotational = await findSysNumber(join(disk, 'queue/rotational'));
  if (rotational === 0) return 'solid';
  return rotational === 1 && !(await isVirtual(disk)) ? 'spinning' : 'unknown';
}

/** The disks of virtual machines say that they spin, and so may loops and network disks, whatever is below them. */
async function isVirtual(disk: string): Promise<boolean> {
  if (/^(x?vd|loop|nbd|rbd)/.test(basename(disk))) return true;
  const vendor = await findSysText(join(disk, 'device/vendor'));
  const model = await findSysText(join(disk, 'device/model'));
  return /QEMU|VBOX|virtual/i.test(`${vendor} ${model}`);
}

async function findRealPath(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}
