import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';

/**
 * The text of a file below `/proc`, undefined where there is none or it cannot be read. The kernel answers from
 * memory: waiting for it costs a tenth of what a trip to another thread would.
 */
export function findProcText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** The trimmed text of a file below `/sys`, undefined likewise. A device may have to be asked, which takes its time. */
export async function findSysText(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    return undefined;
  }
}

/** A whole number below `/sys`. */
export async function findSysNumber(path: string): Promise<number | undefined> {
  const text = await findSysText(path);
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/** Names in a folder below `/sys`, in order; none where there is no such folder. */
export async function sysNames(path: string): Promise<readonly string[]> {
  try {
    return (await readdir(path)).sort();
  } catch {
    return [];
  }
}
