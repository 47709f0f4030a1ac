import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { SetAsideFile, SetAsideFiles } from '../domain/set-aside.ts';
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
      Omit<SetAsideFile, 'itemId' | 'path'> & {
        itemId: number | null;
        root: string;
        folder: string;
        name: string;
      }
    >`select unit.task, part.id as "partId", part.section_id as "sectionId", coalesce(unit.error, '') as error,
        unit.attempts, unit.updated_at as at, root.path as root, folder.path as folder, part.name,
        (select min(item_id) from media_item where media_item.media_id = part.media_id) as "itemId"
      from unit
      join part on part.id = ${partId}
      join folder on folder.id = part.folder_id
      join root on root.id = folder.root_id
      where ${sql.join(conditions, sql` and `)}
      order by unit.task, ${partId} limit ${limit}`.execute(this.#db);
    return rows.map(({ root, folder, name, itemId, ...row }) => ({
      ...row,
      path: [root, folder, name].filter(Boolean).join('/'),
      ...(itemId !== null && { itemId }),
    }));
  }
}
