import { expect, test } from 'vitest';
import { describeChange, type LibraryCounts, type TaskProduct } from '../domain/coverage.ts';
import { coverageOf } from './coverage.ts';

const indexFiles: TaskProduct = {
  task: 'GenerateMediaIndexFiles',
  kind: 'indexFile',
  title: 'index files',
  of: 'film',
  version: 'bif1,w480,q2',
};
const photos: TaskProduct = { ...indexFiles, kind: 'autoTags', of: 'image', in: ['photo'] };

const film = { sectionId: 1, has: ['video', 'film'] as const };
const index = { ...film, kind: 'indexFile' as const, bytes: 0 };
const counts: LibraryCounts = {
  countedAt: 5,
  items: [
    { sectionId: 1, type: 'movie', count: 1_310 },
    { sectionId: 2, type: 'movie', count: 7 },
  ],
  parts: [
    { ...film, state: 'read', count: 1_310, bytes: 2_000 },
    { sectionId: 1, has: [], state: 'missing', count: 4, bytes: 9_000 },
    { ...film, sectionId: 2, state: 'read', count: 7, bytes: 7 },
  ],
  made: [
    { ...index, version: 'bif1,w480,q2', count: 1_204, bytes: 50 },
    { ...index, version: 'bif1,w320,q2', count: 30, bytes: 3 },
    { ...index, version: 'bif0,w320,q2', count: 2, bytes: 2 },
    { ...index, sectionId: 2, version: 'bif1,w480,q2', count: 7, bytes: 7 },
  ],
  setAside: [{ sectionId: 1, task: 'GenerateMediaIndexFiles', count: 3 }],
};

test('a section is told what it has of all that is to be made of its files', () => {
  expect(coverageOf({ id: 1, type: 'movie' }, counts, [indexFiles, photos])).toEqual({
    countedAt: 5,
    items: { movie: 1_310 },
    files: { missing: 4, offline: 0, unread: 0, unreadable: 0, read: 1_310 },
    bytes: 2_000,
    products: [
      {
        task: 'GenerateMediaIndexFiles',
        kind: 'indexFile',
        title: 'index files',
        of: 1_310,
        fresh: 1_204,
        stale: 32,
        missing: 74,
        setAside: 3,
        bytes: 55,
        staleBecause: '30 files were made with w320, not w480, others in other ways.',
      },
    ],
  });
});

test('what is fresh throughout is not explained', () => {
  const [product] = coverageOf({ id: 2, type: 'movie' }, counts, [indexFiles]).products;
  expect(product).toMatchObject({ of: 7, fresh: 7, stale: 0, missing: 0, setAside: 0 });
  expect(product).not.toHaveProperty('staleBecause');
});

test('of two versions only what differs is told', () => {
  expect(describeChange('loudness:1,truePeak=false', 'loudness:1,truePeak=true')).toEqual({
    before: 'truePeak=false',
    after: 'truePeak=true',
  });
  expect(describeChange('a,b', 'a,b,c')).toEqual({ before: 'a,b', after: 'c' });
});
