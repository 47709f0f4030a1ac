import { execFileSync } from 'node:child_process';
import { makeTempFolder } from './temp-folder.ts';

/** A file system of a few kilobytes, in memory. */
export interface SmallDisk extends AsyncDisposable {
  readonly path: string;
  makeReadOnly(): void;
}

/** Why {@link mountSmallDisk} cannot work here; undefined where it can. */
export const noSmallDisk =
  process.platform !== 'linux'
    ? 'tmpfs is a thing of Linux'
    : process.getuid?.() !== 0
      ? 'mounting needs root'
      : await tryMount();

/** Mounts a tmpfs of that many bytes, and of so many files where that is given. Unmounted when it goes out of scope. */
export async function mountSmallDisk(bytes: number, files?: number): Promise<SmallDisk> {
  const folder = await makeTempFolder();
  const options = `size=${bytes}${files === undefined ? '' : `,nr_inodes=${files}`}`;
  mount('-t', 'tmpfs', '-o', options, 'tmpfs', folder.path);
  return {
    path: folder.path,
    makeReadOnly: () => mount('-o', 'remount,ro', folder.path),
    async [Symbol.asyncDispose]() {
      execFileSync('umount', [folder.path]);
      await folder[Symbol.asyncDispose]();
    },
  };
}

function mount(...options: string[]): void {
  execFileSync('mount', options, { stdio: 'pipe' });
}

async function tryMount(): Promise<string | undefined> {
  try {
    await using _ = await mountSmallDisk(65_536);
    return undefined;
  } catch {
    return 'mounting is not allowed here';
  }
}
