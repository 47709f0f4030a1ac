import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { SetAsideFile, SetAsideFiles } from '../domain/set-aside.ts';
import { type PlaceRow, placeColumns, toPlace } from './part-place.ts';
import type { Schema } from './schema.ts';

/** As the index `unit_set_aside` has it. */
const partId = sql`cast(substr(unit.subject, 6) as integer)`;

export class SqliteSetAside implements SetAsideFiles {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async list(...[{ task, sectionId }, { limit, after }]: Parameters<SetAsideFiles['list']>) {
    const conditions: RawBuilder<unknown>[] = [sql`unit.state = 'quarantined'`];
    if (task !== undefined) conditions.push(sql`unit.task = ${task}`);
    if (sectionId !== undefined) conditions.push(sql`part.section_id = ${sectionId}`);
    if (after) conditions.push(sql`(unit.task, ${partId}) > (${after.task}, ${after.partId})`);
    const { rows } = await sql<
      Omit<SetAsideFile, keyof ReturnType<typeof toPlace>> & PlaceRow
    >`select unit.task, part.id as "partId", coalesce(unit.error, '') as error, unit.attempts,
        unit.updated_at as at, ${placeColumns}
      from unit
      join part on part.id = ${partId}
      join folder on folder.id = part.folder_id
      join root on root.id = folder.root_id
      where ${sql.join(conditions, sql` and `)}
      order by unit.task, ${partId} limit ${limit}`.execute(this.#db);
    return rows.map(row => {
      const { task, partId, error, attempts, at } = row;
      return { task, partId, error, attempts, at, ...toPlace(row) };
    });
  }
}
