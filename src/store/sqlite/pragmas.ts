import type { DatabaseSync } from 'node:sqlite';

/** Marks the file as Butler's in its header (bytes 68–71): the letters `Butl`. */
export const applicationId = 0x4275_746c;

/**
 * Settings of every connection that writes. An empty file gets its name and its kind of vacuum in one write, the
 * first of all: `auto_vacuum` cannot be changed once a page is there, and `begin immediate` would write it.
 *
 * - WAL with FULL: a committed row survives a power cut (NORMAL lost 3 % of the acknowledged commits), and
 *   readers never wait for the writer.
 * - What is deleted is overwritten wherever that costs no writes: a secret that was changed does not stay in the file.
 * - No memory mapping: an I/O error would end the process with SIGBUS instead of failing one statement.
 */
export function applyPragmas(db: DatabaseSync): void {
  const empty = db.prepare('pragma page_count').get()?.['page_count'] === 0;
  if (empty) {
    db.exec(`begin; pragma auto_vacuum = incremental; pragma application_id = ${applicationId}; commit`);
  }
  db.exec(`
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma fullfsync = on;
    pragma foreign_keys = on;
    pragma temp_store = memory;
    pragma cache_size = -32768;
    pragma mmap_size = 0;
    pragma secure_delete = fast;
    pragma journal_size_limit = 67108864;
  `);
}
