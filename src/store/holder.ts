import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who holds a data folder, as it is written for others to read. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Milliseconds since 1970 UTC. */
  readonly startedAt: number;
  /** Once it listens: `http://127.0.0.1:32500`. */
  readonly address?: string;
}

function noteIn(folder: string): string {
  return join(folder, 'butler.lock.json');
}

export function writeNote(folder: string, holder: Holder): void {
  const unfinished = `${noteIn(folder)}.new`;
  writeFileSync(unfinished, JSON.stringify(holder));
  renameSync(unfinished, noteIn(folder));
}

export function removeNote(folder: string): void {
  rmSync(noteIn(folder), { force: true });
}

/** What stands there, if it can be read: who died left it behind. */
export function findNote(folder: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(noteIn(folder), 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}
