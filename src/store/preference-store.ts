import type { Kysely } from 'kysely';
import type { PreferenceStore } from '../domain/ports.ts';
import { executeMany } from './batch-query.ts';
import type { Schema } from './schema.ts';

/** Values that differ from the default, as text. */
export class SqlitePreferenceStore implements PreferenceStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async all(): Promise<Readonly<Record<string, string>>> {
    const rows = await this.#db.selectFrom('preference').selectAll().execute();
    return Object.fromEntries(rows.map(row => [row.id, row.value]));
  }

  async set(values: Readonly<Record<string, string | null>>): Promise<void> {
    const changed: { id: string; value: string }[] = [];
    const cleared: { id: string }[] = [];
    for (const [id, value] of Object.entries(values)) {
      if (value === null) cleared.push({ id });
      else changed.push({ id, value });
    }
    await this.#db.transaction().execute(async trx => {
      await executeMany(trx, cleared, of => trx.deleteFrom('preference').where('id', '=', of('id')));
      await executeMany(trx, changed, of =>
        trx
          .insertInto('preference')
          .values({ id: of('id'), value: of('value') })
          .onConflict(conflict => conflict.column('id').doUpdateSet({ value: of('value') })),
      );
    });
  }
}
