import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { requireSpace } from '../../files/free-space.ts';
import { explainWriteError } from '../../files/write-error.ts';
import { type Installation, runningRoot } from './installation.ts';
import { installPackages } from './packages.ts';
import { BadPackage, unpack } from './unpack.ts';

/** What a release takes unpacked, its packages aside. */
const mostBytes = 200_000_000;
const unfinished = '.unfinished-';

/**
 * Unpacks a verified package beside the running version and gives it its packages. It has its name, `versions/<version>`,
 * only when it is whole. Throws {@link BadPackage}, `disk-full`, the signal's reason, or what the file system says; then
 * nothing of it stays.
 */
export async function installBeside(
  { versions }: Installation,
  version: string,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const folder = join(versions, `${unfinished}${randomUUID()}`);
  try {
    await requireSpace(versions, mostBytes);
    await mkdir(folder);
    await unpack(file, folder);
    await requireProgram(folder, version);
    signal.throwIfAborted();
    await installPackages(folder, signal);
    await rm(join(versions, version), { recursive: true, force: true });
    await rename(folder, join(versions, version));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw explainWriteError(error, versions);
  }
}

/** Removes the versions that nobody needs any more: all but that which runs, those named, and whose packages they share. */
export async function removeOthers({ versions }: Installation, kept: readonly string[]): Promise<void> {
  const isNeeded = new Set(kept.map(version => join(versions, version)));
  const roots = [runningRoot.replace(/[\\/]$/, ''), ...isNeeded];
  const packages = await Promise.all(
    roots.map(root => realpath(join(root, 'node_modules')).catch(() => root)),
  );
  for (const name of await readdir(versions)) {
    const folder = join(versions, name);
    if (!(await stat(folder)).isDirectory() || isNeeded.has(folder)) continue;
    const there = await realpath(folder);
    if ([...roots, ...packages].some(path => path === there || path.startsWith(there + sep))) continue;
    await rm(folder, { recursive: true, force: true });
  }
}

async function requireProgram(folder: string, version: string): Promise<void> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}');
  const found = parse(text);
  if (found.name !== 'butler' || found.version !== version) {
    throw new BadPackage(
      `it is not Butler ${version}, but ${found.name ?? 'nothing'} ${found.version ?? ''}`.trim(),
    );
  }
  const starter = await stat(join(folder, 'scripts', 'start.mjs')).catch(() => undefined);
  if (!starter?.isFile()) throw new BadPackage('it has no scripts/start.mjs');
}

function parse(text: string): { name?: string; version?: string } {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadPackage('its package.json cannot be read');
  }
}
