import { readlink } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';

/** A file system at its place, from `/proc/self/mountinfo`. */
export interface Mount {
  /** `8:1`: of the block device, or made up by the kernel (`0:45`) where there is none. */
  readonly device: string;
  /** Absolute path of the folder in which it appears. */
  readonly folder: string;
  /** `ext4`, `nfs4`, `fuse.mergerfs`, … */
  readonly type: string;
  /** `/dev/sda1`, `nas:/films`, … */
  readonly source: string;
}

/** Reads `/proc/self/mountinfo` (`man 5 proc_pid_mountinfo`); lines of another form are passed over. */
export function parseMounts(text: string): readonly Mount[] {
  return text.split('\n').flatMap(line => {
    const [before = '', after = ''] = line.split(' - ');
    const [, , device, , folder] = before.split(' ');
    const [type, source] = after.split(' ');
    if (device === undefined || folder === undefined || type === undefined || source === undefined) return [];
    return { device, folder: unescaped(folder), type, source: unescaped(source) };
  });
}

/**
 * The mount that a path lies on, whether or not it exists. Follows symbolic links on file systems of this machine,
 * but never touches a share or a daemon's file system: those may not answer, ever.
 */
export async function findMount(path: string, mounts: readonly Mount[]): Promise<Mount | undefined> {
  let folder = '/';
  let links = 0;
  const names = namesOf(path);
  for (;;) {
    const name = names.shift();
    if (name === undefined) return mountOf(folder, mounts);
    const next = join(folder, name);
    const mount = mountOf(next, mounts);
    if (!mount || mayNotAnswer(mount)) return mount;
    const target = await readlink(next).catch(() => undefined);
    if (target === undefined) {
      folder = next;
      continue;
    }
    // As many as Linux follows.
    if (++links > 40) return undefined;
    if (isAbsolute(target)) folder = '/';
    names.unshift(...namesOf(target));
  }
}

/** The deepest one at or above a path without links; of several in one place the last hides the others. */
function mountOf(path: string, mounts: readonly Mount[]): Mount | undefined {
  let found: Mount | undefined;
  for (const mount of mounts) {
    const holds = mount.folder === '/' || path === mount.folder || path.startsWith(`${mount.folder}/`);
    if (holds && mount.folder.length >= (found?.folder.length ?? 0)) found = mount;
  }
  return found;
}

/** Network file systems, by the kernel's names and those of daemons. */
const networkTypes =
  /^(nfs4?|cifs|smb3|afs|ceph|lustre|fuse\.(sshfs|rclone|glusterfs|s3fs|davfs2?|ceph|curlftpfs|smbnetfs|juicefs))$/;

export function isNetwork({ type }: Mount): boolean {
  return networkTypes.test(type);
}

/** `autofs` stands where something is yet to be mounted, and mounts it when asked. */
export function mayNotAnswer(mount: Mount): boolean {
  return isNetwork(mount) || mount.type.startsWith('fuse') || mount.type === 'autofs';
}

function namesOf(path: string): string[] {
  return path.split('/').filter(name => name !== '');
}

/** Spaces, tabs, line ends and backslashes are written as `\040`. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
