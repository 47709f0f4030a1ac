import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PictureFormat } from '../domain/metadata.ts';
import { publishFile } from './publish.ts';
import { explainWriteError } from './write-error.ts';

const extensions: Readonly<Record<PictureFormat, string>> = {
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
  gif: 'gif',
};

/** What a blob of this content is called: SHA-1, in hexadecimal. */
export function nameBlob(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex');
}

/**
 * Keeps a picture in the blobs folder, as `<first two digits>/<hash>.<extension>`, and returns its hash. One that is
 * there already is left as it is. Throws `disk-full` or `folder-unwritable`.
 */
export async function keepBlob(folder: string, bytes: Uint8Array, format: PictureFormat): Promise<string> {
  const hash = nameBlob(bytes);
  if ((await findBlob(folder, hash)) !== undefined) return hash;
  const target = pathOf(folder, hash, extensions[format]);
  // The same picture may be kept several times at once: the tracks of an album share their cover.
  const staged = `${target}.${randomUUID()}.partial`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(staged, bytes);
    await publishFile(staged, target);
  } catch (error) {
    await rm(staged, { force: true }).catch(() => {});
    throw explainWriteError(error, dirname(target));
  }
  return hash;
}

/** The absolute path of a blob; undefined where it is not there. */
export async function findBlob(folder: string, hash: string): Promise<string | undefined> {
  for (const extension of Object.values(extensions)) {
    const path = pathOf(folder, hash, extension);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() && found.size > 0) return path;
  }
  return undefined;
}

function pathOf(folder: string, hash: string, extension: string): string {
  return join(folder, hash.slice(0, 2), `${hash}.${extension}`);
}
