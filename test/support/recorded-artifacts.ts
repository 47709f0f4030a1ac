import type { ArtifactFinder, RecordedArtifact } from '../../src/domain/artifact-finder.ts';
import type { ArtifactServices } from '../../src/http/api/artifacts.ts';
import { night } from './recorded-butler.ts';
import { recordedFilm } from './recorded-items.ts';

const [source = ''] = recordedFilm.media.flatMap(({ parts }) => parts.map(({ path }) => path));
const made = { partId: 7, sectionId: 1, itemId: 7, madeAt: night, source } as const;

/** What there is of the one film, and of one that went missing. */
const artifacts: readonly RecordedArtifact[] = [
  {
    ...{ ...made, kind: 'chapterThumbs', state: 'fresh', version: '1', bytes: 81_000 },
    path: 'a/b.bundle/Contents/Chapters',
  },
  {
    ...{ ...made, kind: 'indexFile', state: 'stale', version: 'bif1,w320', bytes: 1_250_000 },
    path: 'a/b.bundle/Contents/Indexes/index-sd.bif',
  },
  {
    ...{ partId: 71, sectionId: 2, kind: 'indexFileBeside', state: 'orphan', version: 'bif1,w320 77' },
    ...{ madeAt: night, bytes: 1_250_000, path: '/media/gone-320-2.bif', source: '/media/gone.mkv' },
  },
];

const recorded: ArtifactFinder = {
  list: async ({ sectionId, kind, state }, _wanted, { limit, after }) =>
    artifacts
      .filter(one => (sectionId ?? one.sectionId) === one.sectionId)
      .filter(one => (kind ?? one.kind) === one.kind && (state ?? one.state) === one.state)
      .filter(
        one => !after || one.partId > after.partId || (one.partId === after.partId && one.kind > after.kind),
      )
      .slice(0, limit),
  find: async ({ partId, kind }) => artifacts.find(one => one.partId === partId && one.kind === kind),
  findRun: async tasks => (tasks.includes('GenerateMediaIndexFiles') ? 8 : undefined),
};

export const recordedArtifacts: ArtifactServices = {
  artifacts: recorded,
  wantedArtifacts: () =>
    new Map([
      ['indexFile', 'bif1,w480'],
      ['chapterThumbs', '1'],
    ]),
  makersOf: kind => [kind === 'chapterThumbs' ? 'GenerateChapterThumbs' : 'GenerateMediaIndexFiles'],
  artifactPath: ({ path }) => (path.startsWith('/') ? path : `/var/lib/butler/bundles/${path}`),
};
