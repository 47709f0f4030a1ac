import { rmdir, unlink } from 'node:fs/promises';
import { ignoreGone, type SafeFolder } from './safe-folder.ts';

/**
 * Removes an entry of a folder for good, with all that is below it. A link goes as a link, whatever it leads to; another
 * file system mounted below is not entered, and then the removal fails. What somebody else removes meanwhile is as
 * good as removed. Returns the bytes of the files.
 */
export async function removeTree(parent: SafeFolder, name: string): Promise<number> {
  const state = await parent.look(name);
  if (!state) return 0;
  if (!state.isDirectory()) {
    await unlink(parent.at(name)).catch(ignoreGone);
    return state.size;
  }
  const bytes = await emptyFolder(parent, name);
  await rmdir(parent.at(name)).catch(ignoreGone);
  return bytes;
}

async function emptyFolder(parent: SafeFolder, name: string): Promise<number> {
  await using folder = await parent.folder(name).catch(ignoreGone);
  let bytes = 0;
  if (folder) for (const child of await folder.names()) bytes += await removeTree(folder, child);
  return bytes;
}
