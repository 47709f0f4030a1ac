import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Release } from '../domain/updates.ts';
import { download } from '../download/download.ts';
import { requireSpace } from '../files/free-space.ts';
import { makeFolder, publishFile } from '../files/publish.ts';
import { explainWriteError } from '../files/write-error.ts';
import { UntrustedFeed } from './feed.ts';

const packageName = /^butler-[0-9A-Za-z.+-]+\.tgz(\.[0-9a-f-]{36})?$/;

/**
 * Downloads the package of a release into a folder, unless it is there, and returns its path. It has its name only once
 * its size and checksum are those of the feed. Packages of other releases are removed. Throws `disk-full`,
 * `NotDownloaded`, or {@link UntrustedFeed} where it is not what the feed says.
 */
export async function fetchPackage(
  { version, package: { address, bytes, sha512 } }: Release,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  const name = `butler-${version}.tgz`;
  const file = join(folder, name);
  if (!(await isIntact(file, bytes, sha512))) {
    const partial = `${file}.${randomUUID()}`;
    try {
      await requireSpace(folder, bytes);
      await makeFolder(folder);
      await download({ address, file: partial, mostBytes: bytes, signal });
      if (!(await isIntact(partial, bytes, sha512))) {
        throw new UntrustedFeed(`its package ${name} is not what the feed says: size or checksum differ`);
      }
      await publishFile(partial, file);
    } catch (error) {
      throw explainWriteError(error, folder);
    } finally {
      await rm(partial, { force: true });
    }
  }
  await removeOthers(folder, name);
  return file;
}

async function isIntact(file: string, bytes: number, sha512: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile() || found.size !== bytes) return false;
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex') === sha512;
}

async function removeOthers(folder: string, kept: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (packageName.test(name) && name !== kept) await rm(join(folder, name), { force: true });
  }
}
