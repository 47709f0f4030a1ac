import { type Kysely, sql } from 'kysely';
import type { CollectionMaterial, MaterialItem, TrackSound } from '../domain/collections.ts';
import type { ItemType } from '../domain/library.ts';
import type { MusicFacts } from '../domain/music.ts';
import { readTags } from './metadata-reading.ts';
import { collectPages, pageRows } from './pages.ts';
import { locksOf } from './precedence.ts';
import type { Schema } from './schema.ts';

const types: readonly ItemType[] = ['movie', 'show', 'artist', 'album', 'track'];
/** Items whose tags travel in one answer. */
const itemsAtOnce = 500;
/** Tempo and key are told only where the analysis is this sure of them, 0 to 1. */
const leastConfidence = 0.5;

/** See `CollectionStore.material`. */
export async function readMaterial(db: Kysely<Schema>, sectionId: number): Promise<CollectionMaterial> {
  const rows = await collectPages(after =>
    db
      .selectFrom('item')
      .select(['id', 'type', 'title', 'parent_id', 'year', 'originally_available_on', 'sort_key'])
      .where('section_id', '=', sectionId)
      .where('type', 'in', types)
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageRows)
      .execute(),
  );
  const tags = await tagsOf(
    db,
    rows.filter(({ type }) => type !== 'track').map(({ id }) => id),
  );
  const items = rows
    .sort((a, b) => (a.sort_key < b.sort_key ? -1 : a.sort_key > b.sort_key ? 1 : a.id - b.id))
    .map(
      ({ id, type, title, parent_id, year, originally_available_on }): MaterialItem => ({
        id,
        type,
        title,
        ...(parent_id !== null && { parentId: parent_id }),
        ...(year !== null && { year }),
        ...(originally_available_on !== null && { availableOn: originally_available_on }),
        tags: tags.get(id) ?? [],
      }),
    );
  return { items, ...(await readSounds(db, sectionId)) };
}

async function tagsOf(db: Kysely<Schema>, ids: readonly number[]) {
  const tags = new Map<number, MaterialItem['tags']>();
  for (let start = 0; start < ids.length; start += itemsAtOnce) {
    const some = ids.slice(start, start + itemsAtOnce);
    for (const [id, ofItem] of await readTags(db, some, await locksOf(db, some))) tags.set(id, ofItem);
  }
  return tags;
}

/**
 * One file of each track. Fingerprints, which are most of an analysis, stay in the database. Goes through the items by
 * their ids, which SQLite is told to do: any other way it would sort them all for each page.
 */
async function soundRows(db: Kysely<Schema>, sectionId: number, after: number) {
  const { rows } = await sql<{ id: number; artist: number | null; facts: string }>`
    select track.id as id, album.parent_id as artist, json_remove(value, '$.print') as facts
    from item as track
    cross join item as album on album.id = track.parent_id
    cross join media_item on media_item.item_id = track.id
    cross join part on part.media_id = media_item.media_id
    cross join analysis on analysis.part_id = part.id and analysis.kind = 'music'
    where +track.section_id = ${sectionId} and +track.type = 'track' and track.id > ${after}
    group by track.id order by track.id limit ${pageRows}`.execute(db);
  return rows;
}

async function readSounds(
  db: Kysely<Schema>,
  sectionId: number,
): Promise<Pick<CollectionMaterial, 'tracks' | 'artists'>> {
  const tracks = new Map<number, TrackSound>();
  const sums = new Map<number, { vector: number[]; tracks: number }>();
  for (let after = 0; ; ) {
    const rows = await soundRows(db, sectionId, after);
    for (const { id, artist, facts } of rows) {
      const found = JSON.parse(facts) as Omit<MusicFacts, 'print'>;
      tracks.set(id, toSound(found));
      if (artist !== null) addTo(sums, artist, found.vector);
    }
    const last = rows.at(-1);
    if (!last || rows.length < pageRows) break;
    after = last.id;
  }
  const artists = [...sums].map(
    ([id, sum]) => [id, { ...sum, vector: sum.vector.map(value => value / sum.tracks) }] as const,
  );
  return { tracks, artists: new Map(artists) };
}

function toSound({ energy, brightness, tempo, key }: Omit<MusicFacts, 'print'>): TrackSound {
  return {
    energy,
    brightness,
    ...(tempo && tempo.confidence >= leastConfidence && { bpm: tempo.bpm }),
    ...(key && key.confidence >= leastConfidence && { mode: key.mode }),
  };
}

/** Vectors of another length are of another analyzer, and have nothing to do with these. */
function addTo(
  sums: Map<number, { vector: number[]; tracks: number }>,
  artist: number,
  vector: readonly number[],
) {
  const sum = sums.get(artist);
  if (!sum) sums.set(artist, { vector: [...vector], tracks: 1 });
  else if (sum.vector.length === vector.length) {
    for (const [n, value] of vector.entries()) sum.vector[n] = (sum.vector[n] ?? 0) + value;
    sum.tracks++;
  }
}
