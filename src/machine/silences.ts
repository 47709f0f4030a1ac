import type { Silences } from '../domain/root-watch.ts';
import { findProcText } from './kernel-file.ts';
import { findMount, isNetwork, type Mount, parseMounts } from './mounts.ts';

/** What is shared with the host of a virtual machine: what the host changes is not told. */
const sharedTypes = /^(9p|virtiofs|vboxsf|prl_fs|vmhgfs)$/;

/**
 * Where the kernel does not tell of changes, by the mounts of this moment: on whatever another machine, the host or a
 * program of its own keeps. What Butler's own machine changes there would be told, but to ask for it may never return.
 * @param procRoot the folder in which `proc` lies
 */
export function readSilences(procRoot = '/'): Silences {
  const mounts = parseMounts(findProcText(`${procRoot}/proc/self/mountinfo`) ?? '');
  return {
    async find(folder) {
      const mount = await findMount(folder, mounts);
      return mount && describeSilence(mount);
    },
    below: folder =>
      new Map(
        mounts.flatMap(mount => {
          const because = mount.folder.startsWith(`${folder}/`) ? describeSilence(mount) : undefined;
          return because === undefined ? [] : [[mount.folder, because] as const];
        }),
      ),
  };
}

function describeSilence(mount: Mount): string | undefined {
  const { type, folder } = mount;
  const kind = isNetwork(mount)
    ? 'a network disk'
    : sharedTypes.test(type)
      ? 'shared by the host'
      : // `fuseblk` is a disk of this machine, as NTFS is mounted.
        type.startsWith('fuse.') || type === 'fuse'
        ? 'kept by a program'
        : type === 'autofs'
          ? 'not mounted yet'
          : undefined;
  return kind && `${folder} is ${kind} (${type}), of which the system tells no changes; scans find them.`;
}
