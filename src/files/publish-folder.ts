import { cp, lstat, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from './publish.ts';
import { syncFolder } from './sync.ts';
import { explainWriteError } from './write-error.ts';

/**
 * Puts a finished folder, whose files are synced, in the place of another one or of none. No name can be given to
 * another folder in one step, so for an instant there is none; the old one comes back where the new one cannot take its
 * place. Throws `disk-full` or `folder-unwritable`; the old one and `staged` then stay.
 */
export async function publishFolder(staged: string, target: string): Promise<void> {
  const place = dirname(target);
  try {
    await makeFolder(place);
    if ((await lstat(staged)).dev === (await lstat(place)).dev) return await moveInto(staged, target);
  } catch (error) {
    throw explainWriteError(error, place);
  }
  await copyFolder(staged, target);
  await rm(staged, { recursive: true, force: true });
}

/** As {@link publishFolder}, but the source stays where it is. The folder in which the target is to be must be there. */
export async function copyFolder(source: string, target: string): Promise<void> {
  const place = dirname(target);
  // Hidden, so that no scan takes it for media.
  const copy = join(place, `.${basename(target)}.new`);
  try {
    await rm(copy, { recursive: true, force: true });
    await cp(source, copy, { recursive: true });
    await moveInto(copy, target);
  } catch (error) {
    await rm(copy, { recursive: true, force: true }).catch(() => {});
    throw explainWriteError(error, place);
  }
}

async function moveInto(folder: string, target: string): Promise<void> {
  const place = dirname(target);
  const former = join(place, `.${basename(target)}.old`);
  await syncFolders(folder);
  await rm(former, { recursive: true, force: true });
  const hadFormer = await moved(target, former);
  try {
    await rename(folder, target);
  } catch (error) {
    if (hadFormer) await rename(former, target);
    throw error;
  }
  await syncFolder(place);
  await rm(former, { recursive: true, force: true });
}

/** False where there is nothing. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function syncFolders(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await syncFolders(join(folder, entry.name));
  }
  await syncFolder(folder);
}
