import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { GarbageStore } from '../domain/garbage.ts';
import type { Artifact, ArtifactKind, Identity, Part, Section, SectionType } from '../domain/library.ts';
import type { EmbeddedTags, LocalMedia, TaggedPart } from '../domain/local-media.ts';
import type { ChapterFacts, MediaFacts } from '../domain/media.ts';
import type { LibraryStore } from '../domain/ports.ts';
import type { KnownFolders, WalkBatch } from '../domain/walk.ts';
import { readChapters, readPartIds } from './chapter-rows.ts';
import { readEmbeddedTags, readTaggedParts } from './embedded-tags.ts';
import { forgetUnreadable, keepFacts, keepUnreadable } from './facts.ts';
import { SqliteGarbageStore } from './garbage.ts';
import { GroupCommit } from './group-commit.ts';
import { ingest, knownFolders } from './inventory.ts';
import { readLocalItems, readLocalMedia } from './local-media.ts';
import { findMediaAdded } from './media-added.ts';
import { collectPages, pageRows } from './pages.ts';
import { findPart, findParts, partsWithout, unreadParts } from './part-rows.ts';
import { countParts } from './part-sync.ts';
import { removeMissing } from './removal.ts';
import type { Schema } from './schema.ts';

/** The library in SQLite. Each method is one transaction, or one that is safe to repeat. */
export class SqliteLibraryStore implements LibraryStore {
  readonly garbage: GarbageStore;
  readonly #db: Kysely<Schema>;
  readonly #now: () => number;
  /** Small files are read faster than a disk commits. */
  readonly #commits: GroupCommit;

  /** @param now wall clock, in milliseconds since 1970 UTC */
  constructor(db: Kysely<Schema>, now: () => number = Date.now) {
    this.#db = db;
    this.#now = now;
    this.#commits = new GroupCommit(db);
    this.garbage = new SqliteGarbageStore(db);
  }

  async sections(): Promise<readonly Section[]> {
    const sections = await this.#db
      .selectFrom('section')
      .selectAll()
      .where('removed_at', 'is', null)
      .orderBy('id')
      .execute();
    const roots = await this.#db.selectFrom('root').selectAll().orderBy('id').execute();
    return sections.map(section => ({
      id: section.id,
      uuid: section.uuid,
      type: section.type,
      title: section.title,
      createdAt: section.created_at,
      ...(section.scanned_at !== null && { scannedAt: section.scanned_at }),
      roots: roots
        .filter(root => root.section_id === section.id)
        .map(root => ({
          id: root.id,
          sectionId: section.id,
          path: root.path,
          ...(root.device !== null && { device: root.device }),
          ...(root.offline_because !== null && { offlineBecause: root.offline_because }),
        })),
    }));
  }

  async addSection(section: {
    title: string;
    type: SectionType;
    paths: readonly string[];
  }): Promise<Section> {
    const id = await this.#db.transaction().execute(async trx => {
      const { id } = await trx
        .insertInto('section')
        .values({ uuid: randomUUID(), type: section.type, title: section.title, created_at: this.#now() })
        .returning('id')
        .executeTakeFirstOrThrow();
      for (const path of section.paths)
        await trx.insertInto('root').values({ section_id: id, path }).execute();
      return id;
    });
    const added = (await this.sections()).find(candidate => candidate.id === id);
    if (!added) throw new Error(`There is no section ${id}`);
    return added;
  }

  async noteRoot(rootId: number, state: { device?: number; offlineBecause: string | null }): Promise<void> {
    await this.#db
      .updateTable('root')
      .set({
        offline_because: state.offlineBecause,
        ...(state.device !== undefined && { device: state.device }),
      })
      .where('id', '=', rootId)
      .execute();
  }

  async noteScan(sectionId: number, at: number): Promise<void> {
    await this.#db.updateTable('section').set({ scanned_at: at }).where('id', '=', sectionId).execute();
  }

  knownFolders(rootId: number): Promise<KnownFolders> {
    return knownFolders(this.#db, rootId);
  }

  ingest(rootId: number, batch: WalkBatch, at: number): Promise<{ added: number; changed: number }> {
    return ingest(this.#db, rootId, batch, at);
  }

  countParts(sectionId: number): Promise<{ present: number; missing: number }> {
    return countParts(this.#db, sectionId);
  }

  removeMissing(
    sectionId: number,
    at: number,
    graceMs: number,
    evenMany = false,
  ): Promise<{ removed: number; held: number }> {
    return removeMissing(this.#db, sectionId, at, graceMs, evenMany);
  }

  unreadParts(version: string): Promise<readonly Part[]> {
    return unreadParts(this.#db, version);
  }

  findPart(id: number): Promise<Part | undefined> {
    return findPart(this.#db, id);
  }

  findParts(ids: readonly number[]): Promise<ReadonlyMap<number, Part>> {
    return findParts(this.#db, ids);
  }

  partsOfMedia(mediaId: number): Promise<readonly number[]> {
    return readPartIds(this.#db, mediaId);
  }

  chapters(partId: number): Promise<readonly ChapterFacts[]> {
    return readChapters(this.#db, partId);
  }

  keepFacts(
    part: Part,
    version: string,
    facts: MediaFacts,
    identity: Identity,
    at: number,
  ): Promise<{ movedFrom?: string }> {
    return this.#commits.run(trx => keepFacts(trx, part, version, facts, identity, at));
  }

  mediaAddedAt(): Promise<number | undefined> {
    return findMediaAdded(this.#db);
  }

  keepUnreadable(part: Part, version: string, error: string, at: number): Promise<void> {
    return keepUnreadable(this.#db, part, version, error, at);
  }

  forgetUnreadable(partIds: readonly number[]): Promise<void> {
    return forgetUnreadable(this.#db, partIds);
  }

  partsWithout(kind: ArtifactKind, version: string): Promise<readonly Part[]> {
    return partsWithout(this.#db, kind, version);
  }

  async keepArtifact(artifact: Artifact, at: number): Promise<void> {
    const { partId, ...row } = artifact;
    await this.#db
      .insertInto('artifact')
      .values({ part_id: partId, ...row, created_at: at })
      .onConflict(conflict =>
        conflict.columns(['part_id', 'kind']).doUpdateSet(({ ref }) => ({
          version: ref('excluded.version'),
          path: ref('excluded.path'),
          bytes: ref('excluded.bytes'),
          created_at: ref('excluded.created_at'),
        })),
      )
      .execute();
  }

  async findArtifact(partId: number, kind: ArtifactKind): Promise<Artifact | undefined> {
    const row = await this.#db
      .selectFrom('artifact')
      .select(['part_id as partId', 'kind', 'version', 'path', 'bytes'])
      .where('part_id', '=', partId)
      .where('kind', '=', kind)
      .executeTakeFirst();
    return row;
  }

  artifacts(kind: ArtifactKind): Promise<readonly Artifact[]> {
    return collectPages(after =>
      this.#db
        .selectFrom('artifact')
        .select(['part_id as id', 'part_id as partId', 'kind', 'version', 'path', 'bytes'])
        .where('kind', '=', kind)
        .where('part_id', '>', after)
        .orderBy('part_id')
        .limit(pageRows)
        .execute(),
    );
  }

  localMedia(sectionId: number): Promise<LocalMedia> {
    return readLocalMedia(this.#db, sectionId);
  }

  localItems(sectionId: number): Promise<LocalMedia['items']> {
    return readLocalItems(this.#db, sectionId);
  }

  taggedParts(sectionId: number): Promise<readonly TaggedPart[]> {
    return readTaggedParts(this.#db, sectionId);
  }

  embeddedTags(partIds: readonly number[]): Promise<ReadonlyMap<number, EmbeddedTags>> {
    return readEmbeddedTags(this.#db, partIds);
  }

  async contentHashes(): Promise<ReadonlySet<string>> {
    const rows = await collectPages(after =>
      this.#db
        .selectFrom('part')
        .select(['id', 'content_hash'])
        .where('content_hash', 'is not', null)
        .where('id', '>', after)
        .orderBy('id')
        .limit(pageRows)
        .execute(),
    );
    const removed = await this.#db
      .selectFrom('removed_row')
      .select('keeps')
      .where('keeps', 'is not', null)
      .execute();
    return new Set([
      ...rows.flatMap(row => row.content_hash ?? []),
      ...removed.flatMap(row => row.keeps ?? []),
    ]);
  }
}
