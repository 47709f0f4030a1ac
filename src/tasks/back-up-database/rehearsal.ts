import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RestoreOrder } from '../../domain/ports.ts';
import type { RunContext } from '../../domain/run-context.ts';

/**
 * Restores a backup into a file that nobody uses, compares it with its proof, and removes that file. Returns the
 * SHA-256 of the backup's database. Throws `backup-damaged`.
 */
export async function rehearse(
  { database, folders, run, signal }: RunContext,
  backup: RestoreOrder,
  onProgress: (fraction: number) => void,
): Promise<string> {
  const scratch = join(folders.staging, `restored-on-trial-${run.id}.db`);
  try {
    await rm(scratch, { force: true });
    return await database.restoreVerified(backup, scratch, onProgress, signal);
  } finally {
    await rm(scratch, { force: true });
  }
}
