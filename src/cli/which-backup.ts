import type { Butler } from '../../sdk/src/index.ts';
import { ButlerError } from '../domain/errors.ts';

/** The name of the backup of a server that is meant by its name or as `latest`. Throws `backup-unknown`. */
export async function whichBackup(butler: Butler, given: string): Promise<string> {
  if (given !== 'latest') return given;
  const { items } = await butler.safekeeping.backups();
  const newest = items.find(({ sound }) => sound);
  if (newest) return newest.name;
  throw new ButlerError('backup-unknown', { given, folder: 'the backups of the server' });
}

/** Whether a person named a file of this machine, rather than a backup by its name. */
export function isPath(given: string): boolean {
  return /[/\\]/.test(given);
}
