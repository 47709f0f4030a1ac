import type { DeleteResult, Kysely } from 'kysely';
import type { SectionStore } from '../domain/section-store.ts';
import { idList } from './id-list.ts';
import { pruneMedia } from './item-prune.ts';
import { forgetMissing } from './removal.ts';
import type { Schema } from './schema.ts';

/** Rows that one transaction removes, without what hangs on them: others write in between. */
const atOnce = 100;

export class SqliteSectionStore implements SectionStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async rename(sectionId: number, title: string): Promise<void> {
    await this.#db.updateTable('section').set({ title }).where('id', '=', sectionId).execute();
  }

  async addRoot(sectionId: number, path: string): Promise<void> {
    await this.#db.insertInto('root').values({ section_id: sectionId, path }).execute();
  }

  async forgetMissing(sectionId: number, at: number): Promise<number> {
    return await forgetMissing(this.#db, sectionId, at);
  }

  async remove(sectionId: number, at: number): Promise<void> {
    await this.#db.updateTable('section').set({ removed_at: at }).where('id', '=', sectionId).execute();
  }

  async forgetRemoved(signal: AbortSignal): Promise<void> {
    const removed = await this.#db
      .selectFrom('section')
      .select('id')
      .where('removed_at', 'is not', null)
      .execute();
    for (const { id } of removed) await this.#forget(id, signal);
  }

  async removeRoot(rootId: number, signal?: AbortSignal): Promise<void> {
    for (;;) {
      signal?.throwIfAborted();
      const parts = await this.#db
        .selectFrom('part')
        .innerJoin('folder', 'folder.id', 'part.folder_id')
        .select(['part.id', 'part.media_id'])
        .where('folder.root_id', '=', rootId)
        .limit(atOnce)
        .execute();
      if (parts.length === 0) break;
      await this.#db.transaction().execute(async trx => {
        await trx
          .deleteFrom('part')
          .where('id', 'in', idList(parts.map(({ id }) => id)))
          .execute();
        await pruneMedia(trx, [...new Set(parts.flatMap(part => part.media_id ?? []))]);
      });
    }
    await inPieces(signal, async () => {
      const some = this.#db.selectFrom('folder').select('id').where('root_id', '=', rootId).limit(atOnce);
      return await this.#db.deleteFrom('folder').where('id', 'in', some).executeTakeFirstOrThrow();
    });
    await this.#db.deleteFrom('root').where('id', '=', rootId).execute();
  }

  /** With all its roots, and what is left of it then: collections, and items without files. */
  async #forget(sectionId: number, signal: AbortSignal): Promise<void> {
    const roots = await this.#db
      .selectFrom('root')
      .select('id')
      .where('section_id', '=', sectionId)
      .execute();
    for (const { id } of roots) await this.removeRoot(id, signal);
    for (const table of ['item', 'media'] as const) {
      await inPieces(signal, async () => {
        const some = this.#db
          .selectFrom(table)
          .select('id')
          .where('section_id', '=', sectionId)
          .limit(atOnce);
        return await this.#db.deleteFrom(table).where('id', 'in', some).executeTakeFirstOrThrow();
      });
    }
    await this.#db.deleteFrom('section').where('id', '=', sectionId).execute();
  }
}

async function inPieces(
  signal: AbortSignal | undefined,
  removeSome: () => Promise<DeleteResult>,
): Promise<void> {
  while ((await removeSome()).numDeletedRows > 0) signal?.throwIfAborted();
}
