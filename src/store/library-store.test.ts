import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFacts } from '../../test/support/context.ts';
import { listing, rootOf, TestLibrary } from '../../test/support/library.ts';

let fixture: TestLibrary;
beforeEach(async () => {
  fixture = await TestLibrary.open();
});
afterEach(() => fixture[Symbol.asyncDispose]());

describe('sections', () => {
  test('keep their roots, in order, and what is noted of them', async () => {
    const films = await fixture.library.addSection({ title: 'My movie', type: 'movie', paths: ['/a', '/b'] });
    expect(films).toMatchObject({
      title: 'My movie',
      type: 'movie',
      roots: [{ path: '/a' }, { path: '/b' }],
    });
    expect(films.uuid).toMatch(/^[0-9a-f-]{36}$/);
    await fixture.library.noteRoot(rootOf(films), { device: 2049, offlineBecause: null });
    await fixture.library.noteRoot(rootOf(films), { offlineBecause: 'It is gone.' });
    await fixture.library.noteScan(films.id, 5);
    const [section] = await fixture.library.sections();
    expect(section?.roots[0]).toMatchObject({ device: 2049, offlineBecause: 'It is gone.' });
    expect(section?.scannedAt).toBe(5);
    await fixture.library.noteRoot(rootOf(films), { offlineBecause: null });
    expect((await fixture.library.sections())[0]?.roots[0]).not.toHaveProperty('offlineBecause');
  });

  test('a root belongs to one section', async () => {
    await fixture.library.addSection({ title: 'Films', type: 'movie', paths: ['/a'] });
    await expect(
      fixture.library.addSection({ title: 'Shows', type: 'show', paths: ['/b', '/a'] }),
    ).rejects.toThrow('UNIQUE');
    expect(await fixture.library.sections()).toHaveLength(1);
  });
});

describe('the inventory', () => {
  const files = () =>
    fixture.store.db
      .selectFrom('file')
      .innerJoin('folder', 'folder.id', 'file.folder_id')
      .select(['folder.path', 'file.name', 'file.size', 'file.missing_at as missing'])
      .orderBy('folder.path')
      .orderBy('file.name')
      .execute();

  test('tells the walk what it knows of a root, with times to the fraction', async () => {
    const films = await fixture.add('movie');
    await fixture.take(films, [listing('a', { '1.mkv': 1 }), listing('', { '2.mkv': 1, '3.mkv': 1 })]);
    const known = await fixture.library.knownFolders(rootOf(films));
    expect(known.paths).toEqual(['a', '']);
    expect([...known.modified]).toEqual([7.25, 7.25]);
    expect(known.topFiles).toEqual(['2.mkv', '3.mkv']);
    await fixture.take(films, [listing('', { '3.mkv': 1 })], ['a']);
    expect(await fixture.library.knownFolders(rootOf(films))).toMatchObject({
      paths: [''],
      topFiles: ['3.mkv'],
    });
  });

  test('takes new, changed, unlisted and returned files', async () => {
    const films = await fixture.add('movie');
    await fixture.take(films, [listing('a', { '1.mkv': 1, '2.mkv': 1, '3.mkv': 1 })]);
    await fixture.take(films, [listing('a', { '1.mkv': 1, '2.mkv': 5, '4.mkv': 1 })]);
    expect(await files()).toEqual([
      { path: 'a', name: '1.mkv', size: 1, missing: null },
      { path: 'a', name: '2.mkv', size: 5, missing: null },
      { path: 'a', name: '3.mkv', size: 1, missing: 10 },
      { path: 'a', name: '4.mkv', size: 1, missing: null },
    ]);
    await fixture.take(films, [listing('a', { '3.mkv': 1 })], [], 30);
    expect((await files()).map(file => file.missing)).toEqual([30, 30, null, 30]);
    await fixture.take(films, [listing('a', {})], [], 40);
    expect((await files()).map(file => file.missing)).toEqual([30, 30, 40, 30]);
  });

  test('marks what was in a folder that is gone, and takes it back when the folder is', async () => {
    const films = await fixture.add('movie');
    await fixture.take(films, [listing('a/b', { '1.mkv': 1 }), listing('a', { '2.mkv': 1 })]);
    await fixture.take(films, [], ['a/b', 'a']);
    expect((await files()).map(file => file.missing)).toEqual([10, 10]);
    await fixture.take(films, [listing('a/b', { '1.mkv': 1 }), listing('a', {})], [], 30);
    expect((await files()).map(file => file.missing)).toEqual([10, null]);
    expect((await fixture.library.knownFolders(rootOf(films))).paths).toEqual(['a/b', 'a']);
  });

  test('keeps roots apart', async () => {
    const films = await fixture.library.addSection({ title: 'My movie', type: 'movie', paths: ['/a', '/b'] });
    const [a, b] = films.roots.map(root => root.id) as [number, number];
    await fixture.library.ingest(a, { listings: [listing('x', { '1.mkv': 1 })], gone: [] }, 1);
    await fixture.library.ingest(b, { listings: [listing('x', { '1.mkv': 1 })], gone: [] }, 1);
    await fixture.library.ingest(a, { listings: [], gone: ['x'] }, 2);
    expect((await files()).map(file => file.missing)).toEqual([2, null]);
  });

  test('of a folder with 150,000 files is one batch', async () => {
    const films = await fixture.add('photo');
    const many = Object.fromEntries(Array.from({ length: 150_000 }, (_, i) => [`${i}.jpg`, i]));
    const large = listing('', many, 'image');
    expect(await fixture.take(films, [large])).toMatchObject({ added: 150_000, changed: 0 });
    expect(await fixture.take(films, [large])).toMatchObject({ added: 0, changed: 0, present: 150_000 });
    expect(await fixture.library.unreadParts('1')).toHaveLength(150_000);
  });
});

test('a film may have 10,000 chapters', async () => {
  const films = await fixture.add('movie');
  await fixture.take(films, [listing('', { 'film.mkv': 1 })]);
  const part = await fixture.getUnread('1');
  const chapters = Array.from({ length: 10_000 }, (_, n) => ({ startMs: n, endMs: n + 1, title: `${n}` }));
  const facts = { ...makeFacts('film'), chapters };
  await fixture.library.keepFacts(part, '1', facts, { kind: 'movie', title: 'Film' }, 20);
  expect(await fixture.library.chapters(part.id)).toEqual(chapters);
});

test.each([
  { of: 3, gone: 1, isHeld: false },
  { of: 6, gone: 5, isHeld: false },
  { of: 12, gone: 6, isHeld: true },
  { of: 100, gone: 10, isHeld: false },
  { of: 100, gone: 11, isHeld: true },
  { of: 2, gone: 2, isHeld: true },
])('of a section with $of films the loss of $gone is held: $isHeld', async ({ of, gone, isHeld }) => {
  const films = await fixture.add('movie');
  const all = Array.from({ length: of }, (_, i) => [`${i}.mkv`, 1] as const);
  await fixture.take(films, [listing('', Object.fromEntries(all))]);
  await fixture.take(films, [listing('', Object.fromEntries(all.slice(gone)))]);
  await fixture.library.removeMissing(films.id, 20, 0);
  expect(await fixture.library.removeMissing(films.id, 20, 0)).toEqual(
    isHeld ? { removed: 0, held: gone } : { removed: gone, held: 0 },
  );
});

test('a removal of more than 1,000 files is held, also in a large section', async () => {
  const photos = await fixture.add('photo');
  const many = Object.fromEntries(Array.from({ length: 12_000 }, (_, i) => [`${i}.jpg`, 1]));
  await fixture.take(photos, [listing('', many, 'image')]);
  const left = Object.fromEntries(Object.entries(many).slice(1_001));
  await fixture.take(photos, [listing('', left, 'image')]);
  await fixture.library.removeMissing(photos.id, 20, 0);
  expect(await fixture.library.removeMissing(photos.id, 20, 0)).toEqual({ removed: 0, held: 1_001 });
  expect(await fixture.library.removeMissing(photos.id, 20, 0, true)).toEqual({ removed: 1_001, held: 0 });
  expect(await fixture.library.countParts(photos.id)).toEqual({ present: 10_999, missing: 0 });
});
