import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, realpath, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { requireSpace } from '../../files/free-space.ts';
import { runningRoot } from './installation.ts';
import { BadPackage } from './unpack.ts';

const unreachable = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)\b/;
/** What packages of its own take. */
const mostBytes = 1_300_000_000;
/** Characters of what npm says that are kept. */
const lastWordsLength = 4_000;

/**
 * Gives a version the packages that its `package-lock.json` names: those of the running version, where they are the same
 * ones, and otherwise from the registry, with `npm ci`, which checks each by its checksum. No install script is run.
 * Throws {@link BadPackage}, `disk-full`, or the
 * signal's reason.
 */
export async function installPackages(folder: string, signal: AbortSignal): Promise<void> {
  const wanted = await lockedPackages(folder);
  if (wanted === undefined) throw new BadPackage('it names no packages in a package-lock.json');
  if (wanted === (await lockedPackages(runningRoot))) {
    const there = await realpath(join(runningRoot, 'node_modules'));
    await symlink(there, join(folder, 'node_modules'), 'junction');
    return;
  }
  await requireSpace(folder, mostBytes);
  const npm = process.env['npm_execpath']?.endsWith('.js') ? process.env['npm_execpath'] : undefined;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const child = npm
    ? spawn(process.execPath, [npm, ...args], { cwd: folder, env: environment(), signal })
    : spawn('npm', args, { cwd: folder, env: environment(), signal, shell: process.platform === 'win32' });
  let words = '';
  child.stdout.resume();
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-lastWordsLength);
  });
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    if (code === 0) return;
  } catch (error) {
    signal.throwIfAborted();
    throw new BadPackage(
      `npm, which would install its packages, cannot be started (${(error as Error).message})`,
    );
  }
  const cause = unreachable.exec(words)?.[1];
  throw new BadPackage(
    cause
      ? `its packages cannot be had: the package registry cannot be reached (${cause})`
      : `its packages cannot be installed: ${firstLine(words)}`,
  );
}

/** What is locked, without the version of the program itself; undefined where there is no such file. */
async function lockedPackages(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'package-lock.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { packages } = JSON.parse(text) as { packages: Record<string, object> };
    const { '': root, ...others } = packages;
    return JSON.stringify([{ ...root, name: undefined, version: undefined }, others]);
  } catch {
    throw new BadPackage('its package-lock.json cannot be read');
  }
}

/** Packages get to know none of our secrets. */
function environment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('BUTLER_')));
}

function firstLine(text: string): string {
  const lines = text.split('\n').map(line => line.replace(/^npm (error|ERR!) ?/, '').trim());
  return lines.find(line => line !== '' && !/^code /.test(line)) ?? 'npm does not say why';
}
