import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { makeTempFolder } from './temp-folder.ts';

/** A folder in which `proc` and `sys` look as on a machine of the test's making. */
export interface KernelFolder extends AsyncDisposable {
  readonly root: string;
  /** Writes files, by their paths in the folder. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
  /** Makes symbolic links, from their paths to those that they lead to, both in the folder. */
  link(links: Readonly<Record<string, string>>): Promise<void>;
  remove(path: string): Promise<void>;
}

export async function makeKernelFolder(files: Readonly<Record<string, string>> = {}): Promise<KernelFolder> {
  const temp = await makeTempFolder();
  const inside = async (path: string) => {
    const whole = join(temp.path, path);
    await mkdir(dirname(whole), { recursive: true });
    return whole;
  };
  const folder: KernelFolder = {
    root: temp.path,
    async write(more) {
      for (const [path, text] of Object.entries(more)) await writeFile(await inside(path), text);
    },
    async link(links) {
      for (const [path, target] of Object.entries(links)) {
        const from = await inside(path);
        await symlink(relative(dirname(from), join(temp.path, target)), from);
      }
    },
    remove: path => rm(join(temp.path, path), { recursive: true, force: true }),
    [Symbol.asyncDispose]: () => temp[Symbol.asyncDispose](),
  };
  await folder.write(files);
  return folder;
}
