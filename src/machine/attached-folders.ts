import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { findProcText } from './kernel-file.ts';
import { isNetwork, parseMounts } from './mounts.ts';

/** File systems on disks, and those of daemons, that hold people's files. */
const fileTypes =
  /^(ext[234]|xfs|btrfs|zfs|f2fs|jfs|bcachefs|ntfs3?|exfat|vfat|msdos|hfsplus|apfs|9p|virtiofs|fuse.*)$/;
/** What a system needs of its own. */
const systemFolders = /^\/(?:$|(?:boot|efi|etc|proc|sys|dev|usr|var|tmp|snap|nix|run(?!\/media\/))(?:\/|$))/;

/**
 * The folders in which attached disks and shares appear, those of the system itself aside.
 * @param root the folder in which `proc` lies
 */
export async function attachedFolders(platform: string, root = '/'): Promise<readonly string[]> {
  if (platform === 'darwin') return await volumes('/Volumes');
  if (platform === 'win32') return await drives();
  const mounts = parseMounts(findProcText(join(root, 'proc/self/mountinfo')) ?? '');
  const folders = mounts
    .filter(mount => isNetwork(mount) || fileTypes.test(mount.type))
    .map(({ folder }) => folder)
    .filter(folder => !systemFolders.test(folder));
  return [...new Set(folders)].sort();
}

async function drives(): Promise<readonly string[]> {
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', letter => `${letter}:\\`);
  const found = await Promise.all(letters.map(drive => stat(drive).catch(() => undefined)));
  return letters.filter((_, index) => found[index] !== undefined);
}

async function volumes(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map(name => join(folder, name));
}
