import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where this version lies: the folder of its `package.json`. */
export const runningRoot = fileURLToPath(new URL('../../..', import.meta.url));

/** A folder that Butler was started from by `scripts/start.mjs`, with the versions that were installed beside. */
export interface Installation {
  readonly root: string;
  /** Of the versions, each in a folder of its own, and of what the starter goes by. */
  readonly versions: string;
}

/**
 * A version that the starter is to try, as `scripts/versions.mjs` reads it. It is that of a Butler with these arguments;
 * no other start touches it.
 */
export interface Trial {
  readonly version: string;
  /** Tells the state of the installation: another one was changed by hand since, and counts more. */
  readonly over: string;
  /** The data folder, and what it was before: a verified copy of its database, and the schema of that. */
  readonly data: string;
  readonly backup: string;
  readonly schema: string;
  readonly args: readonly string[];
  /** In which it must answer. */
  readonly seconds: number;
}

/** A version that did not become healthy. */
export interface Refused {
  readonly version: string;
  readonly because: string;
}

/** The installation of this process, or why nothing can be installed beside it, in a few words. */
export async function findInstallation(
  env: NodeJS.ProcessEnv = process.env,
): Promise<Installation | { readonly because: string }> {
  const root = env['BUTLER_INSTALLATION'];
  if (!root)
    return { because: 'it was not started by npm start or scripts/start.mjs, which would start the new one' };
  const versions = join(root, 'versions');
  try {
    await mkdir(versions, { recursive: true });
    // Also a folder that is there may be of somebody else, or on a disk that is only read.
    const probe = join(versions, `.probe-${process.pid}`);
    await (await open(probe, 'w')).close();
    await rm(probe);
  } catch (error) {
    return { because: `its folder ${root} cannot be written (${(error as NodeJS.ErrnoException).code})` };
  }
  return { root, versions };
}

/** Changes whenever somebody changes the installation by hand. `scripts/versions.mjs` makes the same. */
export async function stateOf({ root }: Installation): Promise<string> {
  const hash = createHash('sha256');
  for (const name of ['package.json', 'package-lock.json']) {
    hash.update(await readFile(join(root, name)).catch(() => ''));
  }
  return hash.digest('hex');
}

export function findTrial({ versions }: Installation): Promise<Trial | undefined> {
  return readJson(join(versions, 'trial.json'));
}

export function findRefused({ versions }: Installation): Promise<Refused | undefined> {
  return readJson(join(versions, 'refused.json'));
}

/** The next start is the trial. */
export async function keepTrial({ versions }: Installation, trial: Trial): Promise<void> {
  const file = join(versions, 'trial.json');
  const unfinished = `${file}.new`;
  await using handle = await open(unfinished, 'w');
  await handle.writeFile(JSON.stringify(trial));
  await handle.sync();
  await rename(unfinished, file);
}

async function readJson<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
