import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunContext } from '../../domain/run-context.ts';
import { isAddress } from '../../download/address.ts';
import { download } from '../../download/download.ts';
import { describeSystemError, explainWriteError } from '../../files/write-error.ts';
import { NoGuide } from '../../guide/xmltv-reader.ts';

/** As it comes; the largest guides are some 100 MB packed. */
const mostBytes = 1_000_000_000;

/** A guide as a file on this machine; a downloaded one is gone when it goes out of scope. */
interface FetchedGuide extends AsyncDisposable {
  readonly path: string;
  /** Another one when the guide has changed; empty where nothing tells. */
  readonly version: string;
}

/**
 * Brings a guide within reach; undefined where it still has this version. Throws `NoGuide`, `NotDownloaded` or
 * `disk-full`.
 */
export async function fetchSource(
  address: string,
  version: string | undefined,
  { folders, signal }: Pick<RunContext, 'folders' | 'signal'>,
): Promise<FetchedGuide | undefined> {
  if (!isAddress(address)) return await lookAt(address, version);
  const path = join(folders.staging, `guide-${randomUUID()}`);
  const remove = () => rm(path, { force: true });
  try {
    const downloaded = await download({ address, file: path, mostBytes, version, signal });
    if (downloaded.kind === 'unchanged') return undefined;
    return { path, version: downloaded.version, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw explainWriteError(error, folders.staging);
  }
}

async function lookAt(path: string, before: string | undefined): Promise<FetchedGuide | undefined> {
  try {
    const { ino, size, mtimeMs } = await stat(path);
    const version = `${ino} ${size} ${mtimeMs}`;
    return version === before ? undefined : { path, version, [Symbol.asyncDispose]: async () => {} };
  } catch (error) {
    throw new NoGuide(describeSystemError(error));
  }
}
