import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { copyFolder } from './publish-folder.ts';
import { syncFolder } from './sync.ts';
import { explainWriteError } from './write-error.ts';

/** What came of a copy: it was written, it was there already, or something stands there that we did not write. */
export interface PlacedCopy {
  readonly outcome: 'written' | 'there' | 'others';
  /** Of the copy. */
  readonly digest: string;
  readonly bytes: number;
}

/**
 * Copies a file or a folder of ours to a place among files of others, in one step. What stands there is replaced only
 * where it is what we wrote before, byte for byte. Throws `disk-full` or `folder-unwritable`; what was there then stays.
 *
 * @param target in a folder that is there
 * @param known the digest of what we wrote there before
 */
export async function placeCopy(source: string, target: string, known?: string): Promise<PlacedCopy> {
  const wanted = await describe(source);
  if (!wanted) throw new Error(`${source} is not there.`);
  try {
    const found = await describe(target);
    if (found?.digest === wanted.digest) return { ...wanted, outcome: 'there' };
    if (found && (found.digest === '' || found.digest !== known)) return { ...wanted, outcome: 'others' };
    if ((await lstat(source)).isDirectory()) await copyFolder(source, target);
    else await copyOver(source, target);
    return { ...wanted, outcome: 'written' };
  } catch (error) {
    throw explainWriteError(error, dirname(target));
  }
}

/** Removes a copy, where what stands there is still what we wrote. */
export async function removeCopy(target: string, digest: string): Promise<void> {
  if ((await describe(target))?.digest === digest) await rm(target, { recursive: true });
}

async function copyOver(source: string, target: string): Promise<void> {
  const copy = join(dirname(target), `.${basename(target)}.new`);
  try {
    await copyFile(source, copy);
    {
      await using file = await open(copy, 'r+');
      await file.sync();
    }
    await rename(copy, target);
    await syncFolder(dirname(target));
  } catch (error) {
    await rm(copy, { force: true }).catch(() => {});
    throw error;
  }
}

/**
 * SHA-1 over a file, or over the names and digests of all that is in a folder, and the bytes of it. Undefined where there
 * is nothing. A link, and whatever else is neither file nor folder, is nothing that we wrote: it has an empty digest.
 */
async function describe(path: string): Promise<{ digest: string; bytes: number } | undefined> {
  const state = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!state) return undefined;
  const hash = createHash('sha1');
  if (state.isFile()) {
    await pipeline(createReadStream(path), hash);
    return { digest: hash.digest('hex'), bytes: state.size };
  }
  if (!state.isDirectory()) return { digest: '', bytes: 0 };
  let bytes = 0;
  for (const name of (await readdir(path)).sort()) {
    const entry = await describe(join(path, name));
    hash.update(`${name}\0${entry?.digest}\n`);
    bytes += entry?.bytes ?? 0;
  }
  return { digest: hash.digest('hex'), bytes };
}
