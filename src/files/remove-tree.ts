import { rmdir, unlink } from 'node:fs/promises';
import type { SafeFolder } from './safe-folder.ts';

/**
 * Removes an entry of a folder for good, with all that is below it. A link goes as a link, whatever it leads to; another
 * file system mounted below is not entered, and then the removal fails. Returns the bytes of the files.
 */
export async function removeTree(parent: SafeFolder, name: string): Promise<number> {
  const state = await parent.look(name);
  if (!state) return 0;
  if (!state.isDirectory()) {
    await unlink(parent.at(name));
    return state.size;
  }
  let bytes = 0;
  {
    await using folder = await parent.folder(name);
    for (const child of await folder.names()) bytes += await removeTree(folder, child);
  }
  await rmdir(parent.at(name));
  return bytes;
}
