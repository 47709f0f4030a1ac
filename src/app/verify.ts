import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireSpace } from '../files/free-space.ts';
import { findBackup, rowsIn } from './backups.ts';
import { bringBack } from './bring-back.ts';

/** Left free beside what is restored on trial. */
const reserve = 16_000_000;

/** A backup that was restored on trial. */
export interface Verified {
  readonly name: string;
  readonly bytes: number;
  readonly rows: number;
  /** Whether every row was compared with the manifest, or only the file's integrity checked. */
  readonly compared: boolean;
}

/**
 * Restores a backup into a folder that is removed afterwards, beside whoever is at work. Throws `backup-unknown`,
 * `backup-damaged`, `database-corrupt`, `disk-full` or `cancelled`.
 */
export async function verify(request: {
  readonly backup: string;
  readonly data: string;
  readonly signal: AbortSignal;
}): Promise<Verified> {
  const backup = await findBackup(request.backup, request.data);
  const file = join(backup.folder, backup.name);
  const { size } = await stat(file);
  const scratch = await mkdtemp(join(tmpdir(), 'butler-verify-'));
  try {
    await requireSpace(scratch, size + reserve);
    const { proof } = await bringBack(backup, join(scratch, 'butler.db'), request.signal);
    return {
      name: backup.name,
      bytes: size,
      rows: rowsIn(proof),
      compared: backup.manifest !== undefined,
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
