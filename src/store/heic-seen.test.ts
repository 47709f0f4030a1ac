import { expect, test } from 'vitest';
import { listing, TestLibrary } from '../../test/support/library.ts';
import { heicSeen } from './migrations/0020-heic-seen.ts';

test('HEIC photos that could not be seen are looked at again, and no others', async () => {
  await using library = await TestLibrary.open();
  const { db, analyses } = library.store;
  const photos = await library.add('photo');
  await library.take(photos, [listing('', { 'a.heic': 10, 'b.avif': 11 }, 'image')]);
  const stream = { index: 0, kind: 'image', codec: 'any', isDefault: true, isForced: false } as const;
  for (const part of await library.library.unreadParts('1')) {
    const container = part.relativePath.endsWith('heic') ? 'heif' : 'avif';
    const facts = { container, streams: [stream], chapters: [], contentHash: 'a'.repeat(40) };
    await library.library.keepFacts(part, '1', facts, { kind: 'photo', album: 'A', title: container }, 1);
    const { id: partId } = part;
    const seen = { objects: [], people: 0, colours: [] };
    await analyses.keep({ partId, kind: 'autoTags', version: '1', value: seen }, 1);
    await analyses.keep({ partId, kind: 'blurHashes', version: '1', value: {} }, 1);
  }
  await heicSeen.up(db);
  const left = await db
    .selectFrom('analysis')
    .innerJoin('part', 'part.id', 'part_id')
    .select(['name', 'kind'])
    .execute();
  expect(left).toEqual([
    { name: 'b.avif', kind: 'autoTags' },
    { name: 'b.avif', kind: 'blurHashes' },
  ]);
  const missing = await analyses.partsToAnalyse('autoTags', '1', 'image');
  expect(missing.map(({ relativePath }) => relativePath)).toEqual(['a.heic']);
});
