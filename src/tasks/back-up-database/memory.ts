import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publishText } from '../../files/publish.ts';

/**
 * What this machine remembers of its backups, in the data folder. It is about its disks: a backup does not hold it, so
 * that a restored Butler starts without.
 */
export interface Memory {
  /** Chosen folders in which backups were made, and the file system (`st_dev`) on which each was. */
  readonly places: Readonly<Record<string, { readonly device: number }>>;
  /** ISO instant of the last trial of an old backup, or of the first backup of all. */
  readonly drilledAt?: string;
}

/** What cannot be read is forgotten. */
export async function recall(data: string): Promise<Memory> {
  try {
    const memory = JSON.parse(await readFile(fileIn(data), 'utf8')) as Partial<Memory>;
    return { ...memory, places: { ...memory.places } };
  } catch {
    return { places: {} };
  }
}

export async function remember(data: string, change: Partial<Memory>): Promise<void> {
  const memory = { ...(await recall(data)), ...change };
  await publishText(`${JSON.stringify(memory, undefined, 2)}\n`, fileIn(data));
}

function fileIn(data: string): string {
  return join(data, 'backups.json');
}
