import type { CatalogueItem } from '../../src/domain/catalogue.ts';
import type { TaskProduct } from '../../src/domain/coverage.ts';
import type { ItemFinder, ItemSearch, PartDetails } from '../../src/domain/item-finder.ts';
import { night } from './recorded-butler.ts';

/** A film in one file, and an episode that is missing. */
export const recordedFilm: CatalogueItem = {
  id: 7,
  section: { id: 1, title: 'Films & “more”' },
  type: 'movie',
  title: 'Night Train <to> Meridian',
  sortTitle: 'Night Train to Meridian',
  year: 2022,
  originallyAvailableOn: '2022-09-01',
  addedAt: night,
  updatedAt: night + 60_000,
  childCount: 0,
  leafCount: 0,
  metadata: {
    fields: { summary: 'Two strangers share a compartment.', contentRating: 'PG' },
    tags: [
      { kind: 'genre', name: 'Drama' },
      { kind: 'actor', name: 'Ada Fern', role: 'The Guard' },
    ],
    ids: { imdb: 'tt0111161' },
    artwork: [{ kind: 'poster', blob: '0123456789abcdef0123456789abcdef01234567' }],
    locked: new Set(),
  },
  media: [
    {
      id: 70,
      parts: [
        {
          id: 700,
          path: '/media/films/Night Train to Meridian (2022).mp4',
          size: 4_200_000_000,
          isPresent: true,
          isOnline: true,
          hasIndexFile: true,
          isMusicAnalysed: false,
          isSpeechKnown: false,
          container: 'mov',
          durationMs: 5_400_000.4,
          bitrate: 6_200_000,
          width: 1920,
          height: 800,
          streams: [
            {
              index: 0,
              kind: 'video',
              codec: 'h264',
              isDefault: true,
              isForced: false,
              width: 1920,
              height: 800,
            },
            {
              index: 1,
              kind: 'audio',
              codec: 'aac',
              isDefault: true,
              isForced: false,
              language: 'eng',
              channels: 6,
            },
          ],
          chapters: [
            { startMs: 0, endMs: 60_000, title: 'Departure' },
            { startMs: 60_000, endMs: 5_400_000 },
          ],
          chapterThumbs: {
            made: false,
            chapters: [
              { startMs: 0, endMs: 60_000, atMs: 1_000 },
              { startMs: 60_000, endMs: 5_400_000 },
            ],
          },
          blurHashes: {},
          markers: [{ kind: 'credits', startMs: 5_200_000, endMs: 5_400_000, final: true }],
          loudness: [
            {
              stream: 1,
              integrated: -23.4,
              range: 14.2,
              samplePeak: -1.1,
              curve: Array.from({ length: 1_201 }, (_, second) => (second === 7 ? -12 : -30)),
              heardMs: 1_201_000,
              blocks: { from: -300, counts: [1] },
            },
          ],
          subtitleOffsets: [],
          sidecars: [
            {
              ...{
                kind: 'subtitle',
                file: '/media/films/Night Train to Meridian (2022).de.srt',
                format: 'srt',
              },
              ...{ language: 'de', isForced: false, isDefault: false, isSdh: false },
            },
          ],
        },
      ],
    },
  ],
};

const episode: CatalogueItem = {
  ...{ id: 8, section: { id: 1, title: 'Films & “more”' }, type: 'episode', index: 3 },
  ...{ title: 'A Moon of Glass', sortTitle: 'A Moon of Glass', addedAt: night, updatedAt: night },
  parent: { id: 5, title: 'Season 2', index: 2, metadata: recordedFilm.metadata },
  grandparent: { id: 4, title: 'Small Planets', metadata: recordedFilm.metadata },
  ...{ childCount: 0, leafCount: 0, media: [] },
  metadata: { fields: {}, tags: [], ids: {}, artwork: [], locked: new Set() },
};

const details: PartDetails = {
  state: 'read',
  has: ['video', 'audio', 'film'],
  made: [
    { kind: 'indexFile', version: 'bif1,w320', madeAt: night, bytes: 1_250_000 },
    { kind: 'deep', version: 'deep:1', madeAt: night },
  ],
  failures: [
    { task: 'LoudnessAnalysis', error: 'The file ends too early.', attempts: 3, isSetAside: true, at: night },
  ],
  deep: {
    ...{ durationMs: 3_000, bitsPerSecond: [5_100_000, 7_300_000, 4_000_000], peakBitrate: 7_300_000 },
    ...{ requiredBandwidths: [], streams: [], sound: [] },
  },
};

const ofFilms = { of: 'film' } as const;

export const recordedProducts: readonly TaskProduct[] = [
  {
    task: 'GenerateMediaIndexFiles',
    kind: 'indexFile',
    title: 'index files',
    version: 'bif1,w480',
    ...ofFilms,
  },
  { task: 'GenerateChapterThumbs', kind: 'chapterThumbs', title: 'chapters', version: '1', ...ofFilms },
  { task: 'DeepMediaAnalysis', kind: 'deep', title: 'deep analyses', version: 'deep:1', of: 'video' },
  { task: 'LoudnessAnalysis', kind: 'loudness', title: 'measures of loudness', version: '1', of: 'audio' },
  { task: 'GenerateAutoTags', kind: 'autoTags', title: 'looks at photos', version: '1', of: 'image' },
];

/** Two items in memory; the last search is told. */
export const recordedItems: ItemFinder & { searched?: ItemSearch } = {
  async find(search, { limit, after = 0 }) {
    recordedItems.searched = search;
    const { type, parentId, text, lacking } = search;
    return [recordedFilm, episode]
      .filter(item => item.id > after)
      .filter(item => type === undefined || item.type === type)
      .filter(item => parentId === undefined || item.parent?.id === parentId)
      .filter(({ title }) => text === undefined || title.toLowerCase().includes(text.toLowerCase()))
      .filter(({ id }) => lacking === undefined || id === recordedFilm.id)
      .slice(0, limit);
  },
  parts: async ids => new Map(ids.filter(id => id === 700).map(id => [id, details])),
  partsBelow: async id => (id === recordedFilm.id ? [700] : []),
};

/** Both, by their ids. */
export async function findRecordedItems(ids: readonly number[]): Promise<readonly CatalogueItem[]> {
  return [recordedFilm, episode].filter(({ id }) => ids.includes(id));
}
