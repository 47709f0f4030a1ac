import type { Kysely, Selectable } from 'kysely';
import type { CatalogueMedia, CataloguePart } from '../domain/catalogue.ts';
import type { ChapterFacts, StreamFacts } from '../domain/media.ts';
import { SqliteAnalysisStore } from './analysis-store.ts';
import { idList } from './id-list.ts';
import type { Schema } from './schema.ts';
import { readSidecars } from './sidecar-rows.ts';

type Details = Pick<
  CataloguePart,
  | 'chapters'
  | 'chapterThumbs'
  | 'blurHashes'
  | 'markers'
  | 'loudness'
  | 'albumLoudness'
  | 'subtitleOffsets'
  | 'sidecars'
>;

/** The media of items with their parts, by item: one query for each kind of thing, however many the items are. */
export async function readMedia(
  db: Kysely<Schema>,
  itemIds: readonly number[],
  isDetailed: boolean,
): Promise<Map<number, CatalogueMedia[]>> {
  const rows = await partRows(db, itemIds);
  const partIds = [...new Set(rows.map(row => row.id))];
  const streams = await readStreams(db, partIds);
  const details = isDetailed ? await readDetails(db, partIds) : undefined;
  const items = new Map<number, CatalogueMedia[]>();
  for (const [itemId, ofItem] of Map.groupBy(rows, row => row.item_id)) {
    const media = [...Map.groupBy(ofItem, row => row.media_id)].map(([id, parts]) => ({
      id,
      ...(parts[0]?.edition != null && { edition: parts[0].edition }),
      parts: parts.map(row => toPart(row, streams.get(row.id) ?? [], details?.(row.id) ?? noDetails)),
    }));
    items.set(itemId, media);
  }
  return items;
}

const noDetails: Details = {
  chapters: [],
  blurHashes: {},
  markers: [],
  loudness: [],
  subtitleOffsets: [],
  sidecars: [],
};

function partRows(db: Kysely<Schema>, itemIds: readonly number[]) {
  return db
    .selectFrom('media_item')
    .innerJoin('media', 'media.id', 'media_item.media_id')
    .innerJoin('part', 'part.media_id', 'media.id')
    .innerJoin('folder', 'folder.id', 'part.folder_id')
    .innerJoin('root', 'root.id', 'folder.root_id')
    .innerJoin('file', join =>
      join.onRef('file.folder_id', '=', 'part.folder_id').onRef('file.name', '=', 'part.name'),
    )
    .leftJoin('part_tags', 'part_tags.part_id', 'part.id')
    .leftJoin('artifact', join =>
      join.onRef('artifact.part_id', '=', 'part.id').on('artifact.kind', '=', 'indexFile'),
    )
    .leftJoin('analysis as music', join =>
      join.onRef('music.part_id', '=', 'part.id').on('music.kind', '=', 'music'),
    )
    .leftJoin('analysis as speech', join =>
      join.onRef('speech.part_id', '=', 'part.id').on('speech.kind', '=', 'speech'),
    )
    .select([
      'media_item.item_id',
      'media_item.media_id',
      'media.edition',
      'part.id',
      'root.path as root',
      'root.offline_because',
      'folder.path as folder',
      'part.name',
      'part.size',
      'part.container',
      'part.duration_ms',
      'part.bitrate',
      'part.width',
      'part.height',
      'file.missing_at',
      'part_tags.music',
      'part_tags.photo',
      'artifact.version as index_file',
      'music.version as music_analysis',
      'speech.version as speech_analysis',
    ])
    .where('media_item.item_id', 'in', idList(itemIds))
    .orderBy('media_item.media_id')
    .orderBy('part.idx')
    .orderBy('part.id')
    .execute();
}

type PartRow = Awaited<ReturnType<typeof partRows>>[number];

function toPart(row: PartRow, streams: readonly StreamFacts[], details: Details): CataloguePart {
  return {
    id: row.id,
    path: [row.root, row.folder, row.name].filter(Boolean).join('/'),
    size: row.size,
    isPresent: row.missing_at === null,
    isOnline: row.offline_because === null,
    hasIndexFile: row.index_file !== null,
    isMusicAnalysed: row.music_analysis !== null,
    isSpeechKnown: row.speech_analysis !== null,
    ...(row.container !== null && { container: row.container }),
    ...(row.duration_ms !== null && { durationMs: row.duration_ms }),
    ...(row.bitrate !== null && { bitrate: row.bitrate }),
    ...(row.width !== null && { width: row.width }),
    ...(row.height !== null && { height: row.height }),
    streams,
    ...(row.music !== null && { tags: JSON.parse(row.music) }),
    ...(row.photo !== null && { photo: JSON.parse(row.photo) }),
    ...details,
  };
}

async function readDetails(db: Kysely<Schema>, partIds: readonly number[]): Promise<(id: number) => Details> {
  const analyses = new SqliteAnalysisStore(db);
  const chapters = await readChapters(db, partIds);
  const markers = await analyses.markers(partIds);
  const loudness = new Map(
    (await analyses.findAll(partIds, 'loudness')).map(({ partId, value }) => [partId, value.tracks]),
  );
  const valuesOf = async <K extends 'albumLoudness' | 'chapterThumbs' | 'blurHashes' | 'subtitleFit'>(
    kind: K,
  ) => new Map((await analyses.findAll(partIds, kind)).map(({ partId, value }) => [partId, value]));
  const albums = await valuesOf('albumLoudness');
  const thumbs = await valuesOf('chapterThumbs');
  const blurHashes = await valuesOf('blurHashes');
  const fits = await valuesOf('subtitleFit');
  const sidecars = await readSidecars(db, partIds);
  return id => {
    const chapterThumbs = thumbs.get(id);
    const album = albums.get(id);
    return {
      chapters: chapters.get(id) ?? [],
      ...(chapterThumbs && { chapterThumbs }),
      blurHashes: blurHashes.get(id) ?? {},
      markers: markers.get(id) ?? [],
      loudness: loudness.get(id) ?? [],
      ...(album && { albumLoudness: album }),
      subtitleOffsets: fits.get(id)?.offsets ?? [],
      sidecars: sidecars.get(id) ?? [],
    };
  };
}

async function readChapters(
  db: Kysely<Schema>,
  partIds: readonly number[],
): Promise<Map<number, ChapterFacts[]>> {
  const rows = await db
    .selectFrom('chapter')
    .selectAll()
    .where('part_id', 'in', idList(partIds))
    .orderBy('part_id')
    .orderBy('idx')
    .execute();
  return grouped(rows, ({ start_ms, end_ms, title }) => ({
    startMs: start_ms,
    endMs: end_ms,
    ...(title !== null && { title }),
  }));
}

async function readStreams(
  db: Kysely<Schema>,
  partIds: readonly number[],
): Promise<Map<number, StreamFacts[]>> {
  const rows = await db
    .selectFrom('stream')
    .selectAll()
    .where('part_id', 'in', idList(partIds))
    .orderBy('part_id')
    .orderBy('idx')
    .execute();
  return grouped(rows, toStream);
}

function toStream(row: Selectable<Schema['stream']>): StreamFacts {
  return {
    index: row.idx,
    kind: row.kind,
    codec: row.codec,
    isDefault: row.is_default === 1,
    isForced: row.is_forced === 1,
    ...(row.profile !== null && { profile: row.profile }),
    ...(row.language !== null && { language: row.language }),
    ...(row.title !== null && { title: row.title }),
    ...(row.bitrate !== null && { bitrate: row.bitrate }),
    ...(row.width !== null && { width: row.width }),
    ...(row.height !== null && { height: row.height }),
    ...(row.rotation !== null && { rotation: row.rotation }),
    ...(row.pixel_aspect !== null && { pixelAspect: row.pixel_aspect }),
    ...(row.frame_rate !== null && { frameRate: row.frame_rate }),
    ...(row.bit_depth !== null && { bitDepth: row.bit_depth }),
    ...(row.pixel_format !== null && { pixelFormat: row.pixel_format }),
    ...(row.color_transfer !== null && { colorTransfer: row.color_transfer }),
    ...(row.channels !== null && { channels: row.channels }),
    ...(row.channel_layout !== null && { channelLayout: row.channel_layout }),
    ...(row.sample_rate !== null && { sampleRate: row.sample_rate }),
  };
}

function grouped<Row extends { readonly part_id: number }, T>(
  rows: readonly Row[],
  make: (row: Row) => T,
): Map<number, T[]> {
  return new Map([...Map.groupBy(rows, row => row.part_id)].map(([id, ofPart]) => [id, ofPart.map(make)]));
}
