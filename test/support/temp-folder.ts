import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new empty folder, removed with all that is in it when it goes out of scope (`await using`). */
export async function makeTempFolder(parent = tmpdir()): Promise<{ path: string } & AsyncDisposable> {
  const path = await realpath(await mkdtemp(join(parent, 'butler-')));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
