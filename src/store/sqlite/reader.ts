import { DatabaseSync } from 'node:sqlite';

/** A connection that cannot change the file. Dispose of it to close it. */
export function openReader(file: string): DatabaseSync {
  return new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
}

/** What SQLite's own check says is wrong, in its words; empty when sound. */
export function findDamage(db: DatabaseSync): string[] {
  try {
    const findings = db.prepare('pragma integrity_check').all();
    return findings.map(row => String(row['integrity_check'])).filter(finding => finding !== 'ok');
  } catch (error) {
    // Some damage ends the check itself.
    const { message, errcode = 0 } = error as { message: string; errcode?: number };
    if (isDamage(errcode)) return [message];
    throw error;
  }
}

/** Whether SQLite's result code says that the file's content is at fault: SQLITE_CORRUPT, SQLITE_NOTADB. */
export function isDamage(errcode: number): boolean {
  return [11, 26].includes(errcode & 0xff);
}
