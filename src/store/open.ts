import { randomBytes, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { ButlerError } from '../domain/errors.ts';
import type { PreferenceStore, RunStore } from '../domain/ports.ts';
import { DataFolderLock } from './lock.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { SqlPreferenceStore } from './preference-store.ts';
import { SqlRunStore } from './run-store.ts';
import type { Schema } from './schema.ts';
import { ThreadedSqliteDialect } from './sqlite/dialect.ts';
import { applicationId } from './sqlite/pragmas.ts';

/** Who this installation is, from its first start on. */
export interface Instance {
  readonly uuid: string;
  /** 40 hexadecimal digits, as Plex's `machineIdentifier`. */
  readonly machineIdentifier: string;
  readonly createdAt: number;
}

/** Everything that Butler knows, open and held by this process alone. */
export interface Store {
  readonly db: Kysely<Schema>;
  readonly runs: RunStore;
  readonly preferences: PreferenceStore;
  instance(): Instance;
  /** Tells others that want the data folder where this holder answers. */
  describe(address: string): void;
  close(): Promise<void>;
}

/**
 * Opens the data folder, making it (0700) and its database where there is none. Throws `data-folder-unwritable`,
 * `data-folder-locked`, `data-folder-newer`, `database-corrupt` or `disk-full`, and then leaves everything as it was.
 */
export async function openStore(folder: string): Promise<Store> {
  await prepareFolder(folder);
  const lock = takeLock(folder);
  const file = join(folder, 'butler.db');
  const db = new Kysely<Schema>({ dialect: new ThreadedSqliteDialect(file) });
  const close = async () => {
    await db.destroy();
    lock.release();
  };
  try {
    await assertOurs(file);
    await migrate(db, file, migrations);
    const instance = await keepInstance(db);
    return {
      db,
      runs: new SqlRunStore(db),
      preferences: new SqlPreferenceStore(db),
      instance: () => instance,
      describe: address => lock.describe(address),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function takeLock(folder: string): DataFolderLock {
  try {
    return DataFolderLock.take(folder, Date.now());
  } catch (error) {
    throw error instanceof ButlerError ? error : unwritable(folder, error);
  }
}

function unwritable(folder: string, error: unknown): ButlerError {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return new ButlerError('disk-full', { path: folder }, { cause: error });
  return new ButlerError('data-folder-unwritable', { folder, cause: message }, { cause: error });
}

/**
 * Reads whose file it is from its header (https://sqlite.org/fileformat.html#the_database_header), before SQLite
 * touches it. A missing or empty file will be made ours; the first write of all puts our name on it.
 */
async function assertOurs(file: string): Promise<void> {
  const header = Buffer.alloc(100);
  let length: number;
  try {
    await using handle = await open(file);
    length = (await handle.read(header, 0, header.length, 0)).bytesRead;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    throw new ButlerError('database-inaccessible', { file, cause: message }, { cause: error });
  }
  if (length === 0) return;
  if (length < header.length || header.toString('latin1', 0, 16) !== 'SQLite format 3\0') {
    throw new ButlerError('database-corrupt', { file, detail: 'it is not a SQLite database' });
  }
  if (header.readUInt32BE(68) !== applicationId) {
    throw new ButlerError('database-corrupt', { file, detail: 'it belongs to another program' });
  }
}

async function keepInstance(db: Kysely<Schema>): Promise<Instance> {
  await db
    .insertInto('instance')
    .values({
      id: 1,
      uuid: randomUUID(),
      machine_identifier: randomBytes(20).toString('hex'),
      created_at: Date.now(),
    })
    .onConflict(conflict => conflict.doNothing())
    .execute();
  const row = await db.selectFrom('instance').selectAll().executeTakeFirstOrThrow();
  return { uuid: row.uuid, machineIdentifier: row.machine_identifier, createdAt: row.created_at };
}
