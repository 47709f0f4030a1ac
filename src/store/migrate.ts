import { dirname } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { ButlerError } from '../domain/errors.ts';
import type { Schema } from './schema.ts';

/**
 * Brings the schema of `file` to the newest of `migrations`, all steps in one transaction. `keepCopy` is awaited before
 * an existing schema is changed. Throws `data-folder-newer`, and changes nothing, where a newer Butler was at work.
 */
export async function migrate(
  db: Kysely<Schema>,
  file: string,
  migrations: Readonly<Record<string, Migration>>,
): Promise<void> {
  const applied = await appliedMigrations(db);
  const known = Object.keys(migrations).sort();
  if (applied.some(name => !known.includes(name))) {
    throw new ButlerError('data-folder-newer', {
      folder: dirname(file),
      found: applied.at(-1) ?? 'unknown',
      known: known.at(-1) ?? 'none',
    });
  }
  if (applied.length === known.length) return;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/** Names of the migrations that the database went through, in order. */
async function appliedMigrations(db: Kysely<Schema>): Promise<readonly string[]> {
  const { rows: found } = await sql`select 1 from sqlite_schema where name = 'kysely_migration'`.execute(db);
  if (found.length === 0) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(row => row.name);
}
