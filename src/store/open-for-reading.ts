import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { ButlerError } from '../domain/errors.ts';
import type { Removal } from '../domain/garbage.ts';
import type { History, LibraryStore, PreferenceStore, RunStore } from '../domain/ports.ts';
import { SqliteGarbageStore } from './garbage.ts';
import { SqliteHistory } from './history.ts';
import { SqliteLibraryStore } from './library-store.ts';
import { DataFolderLock } from './lock.ts';
import { readSchemaVersion } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { assertOurs, type Instance, readInstance } from './open.ts';
import { SqlitePreferenceStore } from './preference-store.ts';
import { SqliteRunStore } from './run-store.ts';
import type { Schema } from './schema.ts';
import { ThreadedSqliteDialect } from './sqlite/dialect.ts';

/** What a Butler knows, read beside the server that may be at work with it. */
export interface StoreReading extends AsyncDisposable {
  readonly runs: Pick<RunStore, 'taskStates'>;
  readonly history: History;
  readonly library: Pick<LibraryStore, 'mediaAddedAt' | 'sections' | 'knownFolders'>;
  readonly preferences: Pick<PreferenceStore, 'all'>;
  /** What was taken out of the library and can be put back, the newest first. */
  removals(): Promise<readonly Removal[]>;
  /** Whether a server holds the data folder. What is active on record really is only then. */
  readonly isServed: boolean;
  instance(): Instance;
}

/**
 * Opens the database of a data folder without taking its lock, and changes nothing in it; undefined where there is none
 * yet. Throws `data-folder-newer`, `data-folder-older`, `database-corrupt` or `database-inaccessible`.
 */
export async function openStoreForReading(folder: string): Promise<StoreReading | undefined> {
  const file = join(folder, 'butler.db');
  if (!(await hasContent(file))) return undefined;
  const isServed = DataFolderLock.isHeld(folder);
  // A server has made sure of that itself. And it may be this process, whose locks on the file would go with the descriptor.
  if (!isServed) await assertOurs(file);
  const db = new Kysely<Schema>({ dialect: new ThreadedSqliteDialect(file, { readOnly: true }) });
  try {
    const { isNewest } = await readSchemaVersion(db, folder, migrations);
    if (!isNewest) throw new ButlerError('data-folder-older', { folder });
    const instance = await readInstance(db);
    return {
      runs: new SqliteRunStore(db),
      history: new SqliteHistory(db),
      library: new SqliteLibraryStore(db),
      preferences: new SqlitePreferenceStore(db),
      removals: () => new SqliteGarbageStore(db).removals(),
      isServed,
      instance: () => instance,
      [Symbol.asyncDispose]: () => db.destroy(),
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** A first start that was cut off leaves an empty file. */
async function hasContent(file: string): Promise<boolean> {
  try {
    return (await stat(file)).size > 0;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw new ButlerError('database-inaccessible', { file, cause: message }, { cause: error });
  }
}
