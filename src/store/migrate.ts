import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { ButlerError } from '../domain/errors.ts';
import type { DatabaseCare } from '../domain/ports.ts';
import type { Schema } from './schema.ts';

/**
 * Brings the schema of `file` to the newest of `migrations`, all steps in one transaction. An existing database is
 * first kept as it was, as `butler-<schema version>.db` beside it. Throws `data-folder-newer`, and changes nothing,
 * where a newer Butler was at work.
 */
export async function migrate(
  db: Kysely<Schema>,
  file: string,
  care: DatabaseCare,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const { last, isNewest } = await readSchemaVersion(db, dirname(file), migrations);
  if (isNewest) return;
  if (last !== undefined) await keepCopy(care, join(dirname(file), `butler-${last}.db`));
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/**
 * The last migration that the database went through, if any, and whether it is the newest one known. Throws
 * `data-folder-newer` where it is not known at all.
 */
export async function readSchemaVersion(
  db: Kysely<Schema>,
  folder: string,
  migrations: Readonly<Record<string, Migration>>,
): Promise<{ last: string | undefined; isNewest: boolean }> {
  const applied = await appliedMigrations(db);
  const known = Object.keys(migrations).sort();
  const last = applied.at(-1);
  if (applied.some(name => !known.includes(name))) {
    throw new ButlerError('data-folder-newer', { folder, found: `${last}`, known: `${known.at(-1)}` });
  }
  return { last, isNewest: applied.length === known.length };
}

/** Names of the migrations that the database went through, in order. */
async function appliedMigrations(db: Kysely<Schema>): Promise<readonly string[]> {
  const { rows: found } = await sql`select 1 from sqlite_schema where name = 'kysely_migration'`.execute(db);
  if (found.length === 0) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(row => row.name);
}

async function keepCopy(care: DatabaseCare, copy: string): Promise<void> {
  const partial = `${copy}.partial`;
  await rm(partial, { force: true });
  await care.copyVerified(partial, () => {}, new AbortController().signal);
  await rename(partial, copy);
}
