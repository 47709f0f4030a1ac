import { access, constants, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { formatBytes } from '../../domain/amounts.ts';
import { quote } from '../../domain/errors.ts';
import { freeBytes } from '../../files/free-space.ts';
import { fail, ok, type Verdict, warn } from './finding.ts';
import type { Subject } from './subject.ts';

/** Whether the data folder is there, or can be made, and belongs to this user alone. */
export async function checkDataFolder({ configuration: { dataFolder } }: Subject): Promise<Verdict> {
  const found = await stat(dataFolder).catch(() => undefined);
  if (!found) {
    const parent = await nearestFolder(dataFolder);
    if (await isWritable(parent)) return ok(`${dataFolder} is made by the first start.`);
    return fail(
      `${quote(dataFolder)} is not there, and cannot be made in ${quote(parent)}.`,
      'Give this user the right to write there, or choose another folder with --data.',
    );
  }
  if (!found.isDirectory())
    return fail(`${quote(dataFolder)} is a file.`, 'Choose another folder with --data.');
  if (!(await isWritable(dataFolder))) {
    return fail(
      `${quote(dataFolder)} cannot be written by this user.`,
      'Mend its permissions, or choose another folder with --data.',
    );
  }
  const isOpen = process.platform !== 'win32' && (found.mode & 0o077) !== 0;
  if (!isOpen) return ok(dataFolder);
  const mode = (found.mode & 0o777).toString(8);
  return warn(
    `${quote(dataFolder)} can be read by others of this machine (${mode}).`,
    `Run chmod 700 ${quote(dataFolder)}: the token and the secrets of providers are in it.`,
  );
}

/** Below this much nothing can be backed up or made any more, and below that it soon cannot. */
const [little, tooLittle] = [5_000_000_000, 500_000_000];

export async function checkSpace({ configuration: { dataFolder } }: Subject): Promise<Verdict> {
  const free = await freeBytes(dataFolder);
  const message = `${formatBytes(free)} free at ${dataFolder}.`;
  const remedy = 'Free some space, or move the data folder to a larger disk and name it with --data.';
  if (free < tooLittle) return fail(message, remedy);
  return free < little ? warn(message, remedy) : ok(message);
}

async function nearestFolder(path: string): Promise<string> {
  const parent = dirname(path);
  if (parent === path || (await stat(parent).catch(() => undefined))) return parent;
  return await nearestFolder(parent);
}

async function isWritable(folder: string): Promise<boolean> {
  return await access(folder, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
}
