import type { Kysely, Transaction } from 'kysely';
import type { Identity, Part } from '../domain/library.ts';
import type { MediaFacts, StreamFacts } from '../domain/media.ts';
import { executeMany } from './batch-query.ts';
import { filePart, unfilePart } from './filing.ts';
import { planFiling } from './item-plan.ts';
import { pruneMedia } from './item-prune.ts';
import type { Schema } from './schema.ts';

/** See `LibraryStore.keepFacts`. What was read of a file that has changed since is dropped: it is read again. */
export async function keepFacts(
  trx: Transaction<Schema>,
  part: Part,
  version: string,
  facts: MediaFacts,
  identity: Identity,
  at: number,
): Promise<{ movedFrom?: string }> {
  const read = await findUnchanged(trx, part);
  if (!read) return {};
  const isNewContent = read.content_hash !== facts.contentHash;
  const moved = isNewContent ? await takeOver(trx, read, facts.contentHash) : undefined;
  const kept = moved?.part ?? read;
  // What was never read has nothing to be forgotten.
  const isFirst = kept.content_hash === null;
  if (isNewContent && !moved && !isFirst) {
    for (const table of ['artifact', 'analysis', 'marker'] as const)
      await trx.deleteFrom(table).where('part_id', '=', kept.id).execute();
  }
  if (!isFirst) await forgetFacts(trx, kept.id);
  await writeFacts(trx, kept.id, version, facts, at);
  const plan = planFiling(part.sectionType, identity);
  if (plan) await filePart(trx, kept, plan, at);
  else await unfilePart(trx, kept);
  return moved ? { movedFrom: moved.from } : {};
}

export async function keepUnreadable(
  db: Kysely<Schema>,
  part: Part,
  version: string,
  error: string,
  at: number,
): Promise<void> {
  await db
    .updateTable('part')
    .set({ facts_version: version, facts_error: error, facts_at: at })
    .where('id', '=', part.id)
    .where('size', '=', part.size)
    .where('modified', '=', part.modifiedAt)
    .execute();
}

export async function forgetUnreadable(db: Kysely<Schema>, partIds: readonly number[]): Promise<void> {
  const parts = partIds.map(id => ({ id }));
  await db
    .transaction()
    .execute(trx =>
      executeMany(trx, parts, of =>
        trx
          .updateTable('part')
          .set({ facts_version: null, facts_error: null })
          .where('id', '=', of('id'))
          .where('facts_error', 'is not', null),
      ),
    );
}

type PartRow = NonNullable<Awaited<ReturnType<typeof findUnchanged>>>;

async function findUnchanged(trx: Transaction<Schema>, part: Part) {
  return trx
    .selectFrom('part')
    .select(['id', 'section_id', 'folder_id', 'name', 'size', 'modified', 'media_id', 'content_hash'])
    .where('id', '=', part.id)
    .where('size', '=', part.size)
    .where('modified', '=', part.modifiedAt)
    .executeTakeFirst();
}

/** Lets a missing part of the same content take the place of the part that was read there. */
async function takeOver(
  trx: Transaction<Schema>,
  read: PartRow,
  contentHash: string,
): Promise<{ part: PartRow; from: string } | undefined> {
  const missing = await trx
    .selectFrom('part')
    .innerJoin('file', join =>
      join.onRef('file.folder_id', '=', 'part.folder_id').onRef('file.name', '=', 'part.name'),
    )
    .innerJoin('folder', 'folder.id', 'part.folder_id')
    .innerJoin('root', 'root.id', 'folder.root_id')
    .select([
      'part.id',
      'part.media_id',
      'part.folder_id',
      'part.name',
      'folder.path as folder',
      'root.path as root',
    ])
    .where('part.content_hash', '=', contentHash)
    .where('part.id', '<>', read.id)
    .where('file.missing_at', 'is not', null)
    // Of several copies that went away, the one of the same name.
    .orderBy(({ eb }) => eb('part.name', '=', read.name), 'desc')
    .orderBy('part.id')
    .limit(1)
    .executeTakeFirst();
  if (!missing) return undefined;

  await trx.deleteFrom('part').where('id', '=', read.id).execute();
  if (read.media_id !== null) await pruneMedia(trx, [read.media_id]);
  const { section_id, folder_id, name, size, modified } = read;
  await trx
    .updateTable('part')
    .set({ section_id, folder_id, name, size, modified })
    .where('id', '=', missing.id)
    .execute();
  await trx
    .deleteFrom('file')
    .where('folder_id', '=', missing.folder_id)
    .where('name', '=', missing.name)
    .execute();
  return {
    part: { ...read, id: missing.id, media_id: missing.media_id, content_hash: contentHash },
    from: [missing.root, missing.folder, missing.name].filter(Boolean).join('/'),
  };
}

/** Of the reading before; what stands in columns of the part is written over. */
async function forgetFacts(trx: Transaction<Schema>, partId: number): Promise<void> {
  for (const table of ['stream', 'chapter', 'part_tags'] as const)
    await trx.deleteFrom(table).where('part_id', '=', partId).execute();
}

async function writeFacts(
  trx: Transaction<Schema>,
  partId: number,
  version: string,
  facts: MediaFacts,
  at: number,
): Promise<void> {
  await trx
    .updateTable('part')
    .set({
      content_hash: facts.contentHash,
      container: facts.container,
      duration_ms: whole(facts.durationMs),
      bitrate: whole(facts.bitrate),
      width: facts.width ?? null,
      height: facts.height ?? null,
      facts_version: version,
      facts_error: null,
      facts_at: at,
    })
    .where('id', '=', partId)
    .execute();
  const streams = facts.streams.map(stream => toStreamRow(partId, stream));
  if (streams.length > 0) await trx.insertInto('stream').values(streams).execute();

  const chapters = facts.chapters.map((chapter, idx) => ({
    part_id: partId,
    idx,
    start_ms: Math.round(chapter.startMs),
    end_ms: Math.round(chapter.endMs),
    title: chapter.title ?? null,
  }));
  // A header may claim more of them than one statement has room for.
  await executeMany(trx, chapters, of =>
    trx.insertInto('chapter').values({
      part_id: of('part_id'),
      idx: of('idx'),
      start_ms: of('start_ms'),
      end_ms: of('end_ms'),
      title: of('title'),
    }),
  );

  if (facts.tags || facts.photo) {
    await trx
      .insertInto('part_tags')
      .values({
        part_id: partId,
        music: facts.tags ? JSON.stringify(facts.tags) : null,
        photo: facts.photo ? JSON.stringify(facts.photo) : null,
      })
      .execute();
  }
}

function toStreamRow(partId: number, stream: StreamFacts) {
  return {
    part_id: partId,
    idx: stream.index,
    kind: stream.kind,
    codec: stream.codec,
    profile: stream.profile ?? null,
    language: stream.language ?? null,
    title: stream.title ?? null,
    is_default: stream.isDefault ? 1 : 0,
    is_forced: stream.isForced ? 1 : 0,
    bitrate: whole(stream.bitrate),
    width: stream.width ?? null,
    height: stream.height ?? null,
    rotation: whole(stream.rotation),
    pixel_aspect: stream.pixelAspect ?? null,
    frame_rate: stream.frameRate ?? null,
    bit_depth: stream.bitDepth ?? null,
    pixel_format: stream.pixelFormat ?? null,
    color_transfer: stream.colorTransfer ?? null,
    channels: stream.channels ?? null,
    channel_layout: stream.channelLayout ?? null,
    sample_rate: stream.sampleRate ?? null,
  } as const;
}

/** The columns are whole numbers; FFmpeg's are not always. */
function whole(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value);
}
