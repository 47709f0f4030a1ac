import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ButlerError } from '../domain/errors.ts';
import { findNote, type Holder, removeNote, writeNote } from './holder.ts';

const busy = 5; // SQLITE_BUSY
/** Who only looks whether the folder is held lets go of it long before. */
const lookMs = 100;

/**
 * The right to use a data folder, for as long as the process lives: an exclusive transaction on an empty database.
 * The kernel takes the lock back when the process ends, however it ends, so it is never stale. Who holds it stands
 * in a file beside it, for the message only: that file locks nothing.
 *
 * Nothing else may open `butler.lock`: closing any descriptor of it drops the POSIX locks that the process has on it.
 */
export class DataFolderLock {
  readonly #db: DatabaseSync;
  readonly #folder: string;
  #holder: Holder;

  private constructor(db: DatabaseSync, folder: string, now: number) {
    this.#db = db;
    this.#folder = folder;
    this.#holder = { pid: process.pid, host: hostname(), startedAt: now };
    writeNote(folder, this.#holder);
  }

  /** Throws `data-folder-locked`, naming the holder, or what SQLite says where it cannot lock. */
  static take(folder: string, now: number): DataFolderLock {
    const db = new DatabaseSync(join(folder, 'butler.lock'), { timeout: lookMs });
    try {
      db.exec('begin exclusive');
      return new DataFolderLock(db, folder, now);
    } catch (error) {
      db.close();
      if ((error as { errcode?: number }).errcode !== busy) throw error;
      throw new ButlerError(
        'data-folder-locked',
        { folder, holder: describeHolder(folder) },
        { cause: error },
      );
    }
  }

  /** Whether a process holds the folder now. */
  static isHeld(folder: string): boolean {
    const file = join(folder, 'butler.lock');
    if (!existsSync(file)) return false;
    const db = new DatabaseSync(file, { timeout: 0, readOnly: true });
    try {
      db.prepare('select 1 from sqlite_schema').all();
      return false;
    } catch (error) {
      if ((error as { errcode?: number }).errcode !== busy) throw error;
      return true;
    } finally {
      db.close();
    }
  }

  /** Adds the address at which the holder answers, as others will read it. */
  describe(address: string): void {
    this.#holder = { ...this.#holder, address };
    writeNote(this.#folder, this.#holder);
  }

  release(): void {
    removeNote(this.#folder);
    this.#db.close();
  }
}

function describeHolder(folder: string): string {
  const holder = findNote(folder);
  if (!holder) return 'a process that has not written its name';
  const { pid, host, startedAt, address } = holder;
  const since = new Date(startedAt).toISOString();
  return `process ${pid} on ${host}, since ${since}${address ? `, at ${address}` : ''}`;
}
