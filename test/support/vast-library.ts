import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { type Kysely, sql } from 'kysely';
import { productsOf } from '../../src/app/products.ts';
import type { Analysis } from '../../src/domain/analysis.ts';
import type { TaskProduct } from '../../src/domain/coverage.ts';
import {
  type ArtifactKind,
  artifactKinds,
  fileKinds,
  type Identity,
  type Part,
  type SectionType,
} from '../../src/domain/library.ts';
import type { MediaFacts, StreamFacts } from '../../src/domain/media.ts';
import type { SaidOf } from '../../src/domain/metadata.ts';
import type { FolderListing } from '../../src/domain/walk.ts';
import { SqliteAnalysisStore } from '../../src/store/analysis-store.ts';
import { SqliteLibraryStore } from '../../src/store/library-store.ts';
import type { Store } from '../../src/store/open.ts';
import type { Schema } from '../../src/store/schema.ts';
import { tasks } from '../../src/tasks/index.ts';
import { keepFiveYears } from '../browser/five-years.ts';

/** Of a hundred files, in each product: so many are stale, and so many are missing. */
const staleOfHundred = 3;
const missingOfHundred = 5;
/** 2026-03-01T02:00:00Z, when the first of it was added. */
const added = Date.UTC(2026, 2, 1, 2);

const words =
  'Night Train Harbour Clock Lake Winter Signal Garden River Ember Meridian Paper Glass Stone Orchard Tide'.split(
    ' ',
  );
const genres = 'Drama Comedy Thriller Documentary Animation Western Crime Family'.split(' ');

const titles = { movie: 'Films', show: 'Shows', artist: 'Music', photo: 'Photos' } as const;

type Facts = Omit<MediaFacts, 'contentHash'>;
type Entry = readonly [path: string, identity: Identity, facts: Facts];

const stream = { isDefault: true, isForced: false, language: 'eng' } as const;
const picture: StreamFacts = {
  ...stream,
  index: 0,
  kind: 'video',
  codec: 'hevc',
  width: 1920,
  height: 800,
  frameRate: 24,
};
const sound: StreamFacts = {
  ...stream,
  index: 1,
  kind: 'audio',
  codec: 'eac3',
  channels: 6,
  sampleRate: 48_000,
};
const said: StreamFacts = { ...stream, index: 2, kind: 'subtitle', codec: 'subrip' };
const film = (minutes: number): Facts => ({
  ...{ container: 'matroska', durationMs: minutes * 60_000, bitrate: 9_000_000, width: 1920, height: 800 },
  streams: [picture, sound, said],
  chapters: Array.from({ length: 6 }, (_, n) => ({ startMs: n * 600_000, endMs: (n + 1) * 600_000 })),
});
const song: Facts = {
  ...{ container: 'flac', durationMs: 214_000, bitrate: 900_000, chapters: [] },
  streams: [{ ...sound, index: 0, codec: 'flac', channels: 2 }],
  tags: { artist: 'The Ferries', genres: ['Folk'] },
};
const photo: Facts = {
  ...{ container: 'jpeg', width: 6_000, height: 4_000, chapters: [] },
  streams: [{ ...stream, index: 0, kind: 'image', codec: 'mjpeg', width: 6_000, height: 4_000 }],
  photo: { takenOn: '2024-05-01T12:30:00', camera: 'Lumen X1' },
};

/** A title of two words, another one for each number. */
function titleOf(n: number): string {
  const [first, second] = [words[n % words.length], words[Math.floor(n / words.length) % words.length]];
  return `${first} ${second} ${n}`;
}

/** A hundredth of the library, which is taken a hundred times. */
const seed: Readonly<Record<SectionType, readonly Entry[]>> = {
  movie: Array.from({ length: 200 }, (_, n): Entry => {
    const [title, year] = [titleOf(n), 1950 + (n % 75)];
    return [`${title} (${year})/${title}.mkv`, { kind: 'movie', title, year }, film(80 + (n % 70))];
  }),
  show: Array.from({ length: 600 }, (_, n): Entry => {
    const [show, season, episode] = [titleOf(Math.floor(n / 60)), 1 + (Math.floor(n / 10) % 6), 1 + (n % 10)];
    const identity: Identity = { kind: 'episode', show, season, episodes: [episode], title: titleOf(n) };
    return [`${show}/Season ${season}/${show} S0${season}E${episode}.mkv`, identity, film(42)];
  }),
  artist: Array.from({ length: 800 }, (_, n): Entry => {
    const [artist, album, track] = [titleOf(Math.floor(n / 40)), titleOf(Math.floor(n / 10)), 1 + (n % 10)];
    const identity: Identity = {
      ...{ kind: 'track', albumArtist: artist, artist, album },
      ...{ title: titleOf(n), track, disc: 1 },
    };
    return [`${artist}/${album}/${track}.flac`, identity, song];
  }),
  photo: Array.from({ length: 400 }, (_, n): Entry => {
    const album = titleOf(Math.floor(n / 100));
    return [
      `${album}/IMG_${n}.jpg`,
      { kind: 'photo', album, title: `IMG_${n}`, takenOn: '2024-05-01T12:30:00' },
      photo,
    ];
  }),
};
const seedFiles = Object.values(seed).reduce((sum, entries) => sum + entries.length, 0);

/** A library on no disk, but with all that a store knows of one. */
export interface Vast {
  /** Media files, in thousands at least; 200,000 unless told otherwise. */
  readonly files?: number;
  /** The parent of its folders, which need not be there. */
  readonly media?: string;
  /** Pictures that its films and shows have as posters. */
  readonly posters?: readonly string[];
}

/**
 * Fills an empty store with films, episodes, music and photos. The store's own code takes the first of them in, with
 * facts, metadata, artifacts and analyses, of which some are stale, missing or set aside; SQL makes copies of these rows
 * under other names, since 200,000 files one by one take minutes.
 */
export async function fillVastLibrary(
  store: Store,
  { files = 200_000, media = '/media', posters = [] }: Vast = {},
): Promise<void> {
  await takeIn(store, media);
  await sayOf(store, posters);
  await make(store);
  await copyRows(store.db, Math.max(0, Math.round(files / seedFiles) - 1));
}

async function takeIn(store: Store, media: string): Promise<void> {
  const library = new SqliteLibraryStore(store.db);
  for (const [type, entries] of Object.entries(seed) as [SectionType, readonly Entry[]][]) {
    const section = await library.addSection({ title: titles[type], type, paths: [join(media, type)] });
    const folders = Map.groupBy(entries, ([path]) => dirname(path));
    const listings = [...folders].map(([folder, inside]) => listing(folder, type, inside));
    await library.ingest(section.roots[0]?.id ?? 0, { listings, gone: [] }, added);
    await library.noteScan(section.id, Date.now());
  }
  const entries = new Map(Object.values(seed).flatMap(all => all.map(entry => [entry[0], entry])));
  const read = async (part: Part) => {
    const [, identity, facts] = entries.get(part.relativePath) ?? [];
    if (!identity || !facts) throw new Error(`Nothing says what ${part.relativePath} is.`);
    const contentHash = createHash('sha1').update(part.relativePath).digest('hex');
    await library.keepFacts(part, '1', { ...facts, contentHash }, identity, added + part.id * 60_000);
  };
  await Promise.all((await library.unreadParts('1')).map(read));
}

function listing(path: string, type: SectionType, entries: readonly Entry[]): FolderListing {
  const kind = ({ movie: 'video', show: 'video', artist: 'audio', photo: 'image' } as const)[type];
  return {
    ...{ path, modified: added, names: entries.map(([path]) => basename(path)) },
    sizes: Float64Array.from(
      entries,
      ([, , { bitrate = 800, durationMs = 80_000 }]) => (bitrate / 8_000) * durationMs,
    ),
    fileModified: new Float64Array(entries.length).fill(added),
    kinds: new Uint8Array(entries.length).fill(fileKinds.indexOf(kind)),
  };
}

/** What a provider says of films and shows. */
async function sayOf(store: Store, posters: readonly string[]): Promise<void> {
  const items = await store.db
    .selectFrom('item')
    .select(['id', 'title'])
    .where('type', 'in', ['movie', 'show'])
    .execute();
  const posterOf = (id: number) => posters[id % Math.max(1, posters.length)];
  const said = items.map(({ id, title }): SaidOf => {
    const file = posterOf(id);
    return {
      ...{ itemId: id, version: '1', ids: { tmdb: `${id}` } },
      fields: {
        summary: `${title} is about two strangers on a long way.`,
        contentRating: 'PG',
        rating: (id % 90) / 10,
      },
      tags: [
        { kind: 'genre', name: genres[id % genres.length] ?? '' },
        ...[0, 1, 2].map(
          n => ({ kind: 'actor', name: titleOf((id * 7 + n * 31) % 180), role: `Role ${n}` }) as const,
        ),
      ],
      artwork: file === undefined ? [] : [{ kind: 'poster', file }],
    };
  });
  await store.metadata.keep('provider', said, added);
}

/** What tasks make of files: most of it as it is wanted now. */
async function make({ db, items }: Store): Promise<void> {
  const products = productsOf(tasks, { get: ({ default: value }) => value });
  const ids = (await db.selectFrom('part').select('id').execute()).map(({ id }) => id);
  const parts = await items.parts(ids);
  await db.transaction().execute(async trx => {
    const library = new SqliteLibraryStore(trx);
    const analyses = new SqliteAnalysisStore(trx);
    for (const [partId, { has }] of parts) {
      const able = products.filter(({ of }) => has.includes(of));
      for (const [place, { kind, version, task }] of able.entries()) {
        const fate = (partId * 37 + place * 11) % 100;
        if (fate === 0)
          await trx
            .insertInto('unit')
            .values(setAside(task, partId, version))
            .execute();
        if (fate < missingOfHundred) continue;
        const made = {
          partId,
          kind,
          version: fate < missingOfHundred + staleOfHundred ? `${version},old` : version,
        };
        if (isArtifact(made)) {
          await library.keepArtifact({ ...made, path: `1/${partId}.bundle/${kind}`, bytes: 700_000 }, added);
        } else {
          await analyses.keep({ ...made, value: found } as Analysis, added);
        }
      }
    }
  });
}

/** What an analysis found, whichever it is: as much of each as is ever read of many at once. */
const found = {
  ...{ durationMs: 2_520_000, bitsPerSecond: [9_000_000, 7_000_000], peakBitrate: 9_000_000, sound: [] },
  ...{
    requiredBandwidths: [{ bufferMs: 1_000, bitsPerSecond: 9_000_000 }],
    streams: [],
    tracks: [],
    spans: [],
  },
};

function isArtifact<T extends { kind: string }>(made: T): made is T & { kind: ArtifactKind } {
  return artifactKinds.some(kind => kind === made.kind);
}

function setAside(task: TaskProduct['task'], partId: number, version: string) {
  return {
    ...{ task, subject: `part:${partId}`, version, state: 'quarantined' as const, attempts: 3, run_id: null },
    ...{
      error: 'It ends too early.',
      label: titleOf(partId),
      bytes: 700_000,
      priority: 50,
      updated_at: added,
    },
  };
}

/** Columns of whose values a copy has others, in SQL; ids and references move by themselves. */
const renamed: Readonly<Record<string, string>> = {
  'folder.path': "copy.n || '/' || path",
  'item.key': "key || '/' || copy.n",
  'item.title': "title || ' ' || copy.n",
  'item.sort_title': "sort_title || ' ' || copy.n",
  'item.added_at': 'added_at + copy.n * 3600000',
  'part.content_hash': "substr(content_hash, 1, 35) || printf('%05d', copy.n)",
  'unit.subject': "'part:' || (substr(subject, 6) + copy.n * @part)",
  'item_external_id.value': "value || '-' || copy.n",
};
/** Of these there is one for all copies. */
const shared: ReadonlySet<string> = new Set(['section', 'root', 'tag', 'run']);
const copied = [
  ...[
    'folder',
    'file',
    'item',
    'media',
    'media_item',
    'part',
    'stream',
    'chapter',
    'part_tags',
    'artifact',
    'analysis',
  ],
  ...['item_field', 'item_tag', 'item_external_id', 'item_artwork', 'item_refresh', 'unit'],
];

interface Column {
  readonly name: string;
  readonly refers: string | null;
  readonly pk: number;
  readonly type: string;
}

/** Makes `times` copies of all rows of the library, each as far beyond the ids of the one before as these go. */
async function copyRows(db: Kysely<Schema>, times: number): Promise<void> {
  await db.transaction().execute(async trx => {
    await sql`pragma defer_foreign_keys = on`.execute(trx);
    const strides = new Map<string, number>();
    for (const table of ['folder', 'item', 'media', 'part']) {
      const { rows } = await sql<{ most: number }>`select max(id) as most from ${sql.table(table)}`.execute(
        trx,
      );
      strides.set(table, rows[0]?.most ?? 0);
    }
    for (const table of copied) {
      const { rows } = await sql<Column>`select name, "table" as refers, pk, type
        from pragma_table_xinfo(${table}) as of left join pragma_foreign_key_list(${table}) as key on key."from" = of.name
        where hidden = 0`.execute(trx);
      const columns = rows.filter(({ name }) => name !== 'sort_key');
      const values = columns.map(({ name, refers, pk }) => {
        const other = renamed[`${table}.${name}`];
        if (other) return other.replace('@part', `${strides.get('part')}`);
        const of = refers ?? (pk > 0 && name === 'id' ? table : undefined);
        return of === undefined || shared.has(of) ? name : `${name} + copy.n * ${strides.get(of)}`;
      });
      await sql`with recursive copy (n) as (values (1) union all select n + 1 from copy where n < ${times})
        insert into ${sql.table(table)} (${sql.raw(columns.map(({ name }) => `"${name}"`).join())})
        select ${sql.raw(values.join())} from copy cross join ${sql.table(table)}`.execute(trx);
    }
  });
}

/** Five years of nights, of which the last one opened at `opensAt`: what every run went through and logged, and all decisions. */
export async function fillVastHistory(store: Store, opensAt: number): Promise<void> {
  await keepFiveYears(store, opensAt);
  await store.db.transaction().execute(async trx => {
    const runs = sql`from run where id < (select max(id) from run) and started_at is not null`;
    await sql`insert into run_transition (run_id, at, from_state, to_state, reason)
      select id, planned, was, state, reason from (
        select id, created_at as planned, null as was, 'scheduled' as state, 'Placed in the window.' as reason ${runs}
        union all select id, started_at, 'scheduled', 'queued', null ${runs}
        union all select id, started_at, 'queued', 'running', 'Its turn came.' ${runs}
        union all select id, ended_at, 'running', state, outcome ${runs}
      ) order by id, planned`.execute(trx);
    await sql`with recursive line (n) as (values (1) union all select n + 1 from line where n < 20)
      insert into run_log (run_id, at, level, message)
      select run.id, run.started_at + line.n * 1000, 'info', line.n || ': read "Film ' || run.id || '.mkv".'
      from run cross join line where run.id < (select max(id) from run) and started_at is not null`.execute(
      trx,
    );
    await sql`insert into decision (task, at, action, reason, service_day, planned_at, sentence)
      select task, created_at, 'place', 'due', service_day, started_at, 'It is due, and comes at its time.'
      from run order by id`.execute(trx);
  });
}
