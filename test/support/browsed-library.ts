import type { Identity, Section } from '../../src/domain/library.ts';
import type { MediaFacts, StreamFacts } from '../../src/domain/media.ts';
import { listing, TestLibrary } from './library.ts';

/** 2026-03-01T02:00:00Z, when everything in it was added. */
const added = Date.UTC(2026, 2, 1, 2);

const video: StreamFacts = {
  index: 0,
  kind: 'video',
  codec: 'hevc',
  profile: 'Main 10',
  isDefault: true,
  isForced: false,
  bitrate: 8_000_000,
  width: 3840,
  height: 1606,
  frameRate: 24_000 / 1_001,
  bitDepth: 10,
  colorTransfer: 'smpte2084',
};
const sound = { kind: 'audio', isDefault: false, isForced: false, sampleRate: 48_000 } as const;
const words = { kind: 'subtitle', codec: 'subrip', isDefault: false } as const;

const film: Omit<MediaFacts, 'contentHash'> = {
  container: 'matroska',
  durationMs: 5_400_000,
  bitrate: 9_123_456,
  width: 3840,
  height: 1606,
  streams: [
    video,
    { ...sound, index: 1, codec: 'dts', channels: 6, language: 'eng', isDefault: true, title: 'Surround' },
    { ...sound, index: 2, codec: 'aac', profile: 'LC', channels: 2, language: 'ger' },
    { ...words, index: 3, language: 'ger', isForced: true },
    { index: 4, kind: 'image', codec: 'mjpeg', isDefault: false, isForced: false },
  ],
  chapters: [
    { startMs: 0, endMs: 60_000, title: 'Bay & “Dawn”' },
    { startMs: 60_000, endMs: 5_400_000 },
  ],
};
const episode: Omit<MediaFacts, 'contentHash'> = {
  container: 'mov',
  durationMs: 1_500_000,
  bitrate: 2_000_000,
  width: 1280,
  height: 720,
  streams: [{ ...video, codec: 'h264', profile: 'High', width: 1280, height: 720, frameRate: 25 }],
  chapters: [],
};
const track = (disc: number, number: number): Omit<MediaFacts, 'contentHash'> => ({
  container: 'flac',
  durationMs: 200_000 + number,
  bitrate: 900_000,
  streams: [{ ...sound, index: 0, codec: 'flac', channels: 2, isDefault: true }],
  chapters: [],
  tags: { artist: number === 2 ? 'Guest' : 'The Ferries', disc, track: number, genres: ['Folk'] },
});
const photo: Omit<MediaFacts, 'contentHash'> = {
  container: 'jpeg',
  width: 4000,
  height: 3000,
  streams: [],
  chapters: [],
  photo: { takenOn: '2024-05-01T12:30:00', camera: 'Lumen X1' },
};

type Entry = readonly [name: string, identity: Identity, facts: Omit<MediaFacts, 'contentHash'>];

const song = (title: string, disc: number, number: number): Entry => [
  `${disc}-${number}.flac`,
  {
    kind: 'track',
    albumArtist: 'The Ferries',
    artist: 'The Ferries',
    album: 'Slow Harbour',
    title,
    disc,
    track: number,
    year: 2018,
  },
  track(disc, number),
];
const part = (season: number, number: number): Entry => [
  `s${season}e${number}.mp4`,
  {
    kind: 'episode',
    show: 'Small Planets',
    showYear: 2021,
    season,
    episodes: [number],
    title: `World ${number}`,
  },
  episode,
];

const contents = {
  movie: [
    ['clock.mkv', { kind: 'movie', title: 'The Clock', year: 2019, edition: 'Director’s Cut' }, film],
    ['train.mkv', { kind: 'movie', title: 'Night Train <2>', year: 2022 }, { ...film, chapters: [] }],
  ],
  show: [part(1, 1), part(1, 2), part(2, 1)],
  artist: [song('Rope', 1, 1), song('Low Water', 1, 2), song('Squall', 2, 1)],
  photo: [
    ['lake.jpg', { kind: 'photo', album: 'Lakes', title: 'lake', takenOn: '2024-05-01T12:30:00' }, photo],
  ],
} as const satisfies Record<Section['type'], readonly Entry[]>;

/** A library with a little of everything, in which nothing depends on when it is made. */
export async function openBrowsedLibrary(): Promise<TestLibrary> {
  const made = await TestLibrary.open();
  for (const [type, entries] of Object.entries(contents) as [Section['type'], readonly Entry[]][]) {
    const section = await made.add(type);
    const kind = type === 'artist' ? 'audio' : type === 'photo' ? 'image' : 'video';
    const sizes = Object.fromEntries(entries.map(([name], place) => [name, 1_000 + place]));
    await made.take(section, [listing('', sizes, kind)], [], added);
    for (const [name, identity, facts] of entries) {
      const unread = (await made.library.unreadParts('1')).find(part => part.relativePath === name);
      if (!unread) throw new Error(`${name} was not taken in.`);
      const hash = Buffer.from(name).toString('hex').padEnd(40, '0').slice(0, 40);
      await made.library.keepFacts(unread, '1', { ...facts, contentHash: hash }, identity, added);
    }
  }
  await describe(made);
  return made;
}

async function describe({ store, library }: TestLibrary): Promise<void> {
  const { items } = await store.catalogue.page({ type: 'movie', sort: [] }, { start: 0, size: 1 });
  const [clock] = items;
  const partId = clock?.media[0]?.parts[0]?.id ?? 0;
  const said = {
    itemId: clock?.id ?? 0,
    version: '1',
    fields: {
      summary: 'A keeper & a clock.',
      tagline: 'It ticks.',
      contentRating: 'PG-13',
      rating: 7.5,
      studio: 'Bay',
    },
    tags: [
      { kind: 'genre', name: 'Drama' },
      { kind: 'genre', name: 'Sea & Sky' },
      { kind: 'director', name: 'Ada North' },
      ...['A', 'B', 'C', 'D'].map(name => ({
        kind: 'actor' as const,
        name: `Actor ${name}`,
        role: `Role ${name}`,
      })),
    ],
    ids: { imdb: 'tt0111161', tmdb: '278' },
    artwork: [
      { kind: 'poster', file: '/media/movie/poster.jpg' },
      { kind: 'art', file: '/media/movie/fanart.jpg' },
    ],
  } as const;
  await store.metadata.keep('local', [said], added);
  await store.metadata.edit(said.itemId, { fields: { userRating: 9 } }, [], added);
  await store.metadata.keepSidecars(
    new Map([
      [
        partId,
        [
          {
            kind: 'subtitle',
            file: '/media/movie/clock.pt-BR.sdh.srt',
            format: 'srt',
            language: 'pt-BR',
            isForced: false,
            isDefault: false,
            isSdh: true,
          },
        ],
      ],
    ]),
  );
  await library.keepArtifact(
    { partId, kind: 'indexFile', version: '1', path: 'a/b.bundle/index-sd.bif', bytes: 9 },
    added,
  );
  await store.analyses.keepMarkers(partId, 'intro', [{ startMs: 60_000, endMs: 90_000 }]);
  await store.analyses.keepMarkers(partId, 'credits', [
    { startMs: 5_300_000, endMs: 5_400_000, final: true },
  ]);
  const speech = { stream: 1, spans: [] };
  const heard = { integrated: -23.5, range: 14.2, samplePeak: -6 };
  const track = { ...heard, stream: 1, curve: [], heardMs: 1000, blocks: { from: -23.5, counts: [7] } };
  await store.analyses.keep({ partId, kind: 'loudness', version: '1', value: { tracks: [track] } }, added);
  const album = { integrated: -20, range: 9.1, samplePeak: 0 };
  await store.analyses.keep({ partId, kind: 'albumLoudness', version: '1', value: album }, added);
  await store.analyses.keep({ partId, kind: 'speech', version: '1', value: speech }, added);
  const offsets = [{ file: '/media/movie/clock.pt-BR.sdh.srt', offsetMs: -1_200, confidence: 0.8 }];
  await store.analyses.keep({ partId, kind: 'subtitleFit', version: '1', value: { offsets } }, added);
  const tracks = await store.catalogue.page({ type: 'track', sort: [] }, { start: 0, size: 1 });
  const music = { energy: -12, brightness: 1_500, silenceMs: {}, vector: [], print: '' };
  await store.analyses.keep(
    {
      partId: tracks.items[0]?.media[0]?.parts[0]?.id ?? 0,
      kind: 'music',
      version: '1',
      value: music,
    },
    added,
  );
}
