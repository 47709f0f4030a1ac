import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { formatBytes } from '../../domain/amounts.ts';
import { SqliteCare } from '../../store/database-care.ts';
import { fail, ok, type Verdict } from './finding.ts';
import type { Subject } from './subject.ts';

/** Reads all of the database beside whoever works with it, and changes nothing. */
export async function checkDatabase({ configuration: { dataFolder } }: Subject): Promise<Verdict> {
  const file = join(dataFolder, 'butler.db');
  const size = (await stat(file).catch(() => undefined))?.size ?? 0;
  if (size === 0) return ok('There is none yet.');
  const damage = await new SqliteCare(file).findDamage();
  const [first] = damage;
  if (first === undefined) return ok(`Sound, ${formatBytes(size)}.`);
  return fail(
    `It is damaged: ${first}${damage.length > 1 ? `, and ${damage.length - 1} more` : ''}.`,
    'Stop Butler, and put a backup back: butler backups lists them, butler restore latest takes the newest.',
  );
}
