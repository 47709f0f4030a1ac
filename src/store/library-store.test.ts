import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFacts } from '../../test/support/context.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { fileKinds, type Identity, type Section, type SectionType } from '../domain/library.ts';
import type { FolderListing } from '../domain/walk.ts';
import { SqliteLibraryStore } from './library-store.ts';
import { openStore, type Store } from './open.ts';

let temp: Awaited<ReturnType<typeof makeTempFolder>>;
let store: Store;
let library: SqliteLibraryStore;

beforeEach(async () => {
  temp = await makeTempFolder();
  store = await openStore(temp.path);
  library = new SqliteLibraryStore(store.db);
});
afterEach(async () => {
  await store.close();
  await rm(temp.path, { recursive: true });
});

const add = (type: SectionType, ...paths: string[]) =>
  library.addSection({ title: `My ${type}`, type, paths: paths.length > 0 ? paths : [`/media/${type}`] });

const rootOf = (section: Section) => section.roots[0]?.id ?? 0;

/** `name: size`; every file was modified at 1.5 ms. */
function listing(path: string, files: Record<string, number>, kind = 'video'): FolderListing {
  const names = Object.keys(files);
  return {
    path,
    modified: 7.25,
    names,
    sizes: Float64Array.from(Object.values(files)),
    fileModified: new Float64Array(names.length).fill(1.5),
    kinds: Uint8Array.from(names, () => fileKinds.indexOf(kind as 'video')),
  };
}

async function take(section: Section, listings: FolderListing[], gone: string[] = [], at = 10) {
  const taken = await library.ingest(rootOf(section), { listings, gone }, at);
  return { ...taken, ...(await library.countParts(section.id)) };
}

/** Reads every part that is not read yet, as what its name says; its content is its name. */
async function read(identities: Record<string, Identity>, at = 20) {
  for (const part of await library.unreadParts('1')) {
    const name = part.relativePath.split('/').at(-1) ?? '';
    const identity = identities[name];
    if (!identity) throw new Error(`Nothing says what ${name} is.`);
    await library.keepFacts(part, '1', makeFacts(name), identity, at);
  }
}

const items = () =>
  store.db
    .selectFrom('item')
    .leftJoin('item as parent', 'parent.id', 'item.parent_id')
    .select(['item.type', 'item.title', 'parent.title as of'])
    .orderBy('item.type')
    .orderBy('item.title')
    .execute();

/** Each media as its parts, in order, and the items that it is of. */
async function media() {
  const parts = await store.db.selectFrom('part').selectAll().orderBy('idx').execute();
  const links = await store.db
    .selectFrom('media_item')
    .innerJoin('item', 'item.id', 'media_item.item_id')
    .select(['media_id', 'title'])
    .orderBy('title')
    .execute();
  const all = await store.db.selectFrom('media').selectAll().orderBy('id').execute();
  return all.map(({ id, edition }) => ({
    edition,
    parts: parts.filter(part => part.media_id === id).map(part => part.name),
    of: links.filter(link => link.media_id === id).map(link => link.title),
  }));
}

describe('sections', () => {
  test('keep their roots, in order, and what is noted of them', async () => {
    const films = await add('movie', '/a', '/b');
    expect(films).toMatchObject({
      title: 'My movie',
      type: 'movie',
      roots: [{ path: '/a' }, { path: '/b' }],
    });
    expect(films.uuid).toMatch(/^[0-9a-f-]{36}$/);
    await library.noteRoot(rootOf(films), { device: 2049, offlineBecause: null });
    await library.noteRoot(rootOf(films), { offlineBecause: 'It is gone.' });
    await library.noteScan(films.id, 5);
    const [section] = await library.sections();
    expect(section?.roots[0]).toMatchObject({ device: 2049, offlineBecause: 'It is gone.' });
    expect(section?.scannedAt).toBe(5);
    await library.noteRoot(rootOf(films), { offlineBecause: null });
    expect((await library.sections())[0]?.roots[0]).not.toHaveProperty('offlineBecause');
  });

  test('a root belongs to one section', async () => {
    await add('movie', '/a');
    await expect(add('show', '/b', '/a')).rejects.toThrow('UNIQUE');
    expect(await library.sections()).toHaveLength(1);
  });
});

describe('the inventory', () => {
  const files = () =>
    store.db
      .selectFrom('file')
      .innerJoin('folder', 'folder.id', 'file.folder_id')
      .select(['folder.path', 'file.name', 'file.size', 'file.missing_at as missing'])
      .orderBy('folder.path')
      .orderBy('file.name')
      .execute();

  test('tells the walk what it knows of a root, with times to the fraction', async () => {
    const films = await add('movie');
    await take(films, [listing('a', { '1.mkv': 1 }), listing('', { '2.mkv': 1, '3.mkv': 1 })]);
    const known = await library.knownFolders(rootOf(films));
    expect(known.paths).toEqual(['a', '']);
    expect([...known.modified]).toEqual([7.25, 7.25]);
    expect(known.topFiles).toEqual(['2.mkv', '3.mkv']);
    await take(films, [listing('', { '3.mkv': 1 })], ['a']);
    expect(await library.knownFolders(rootOf(films))).toMatchObject({ paths: [''], topFiles: ['3.mkv'] });
  });

  test('takes new, changed, unlisted and returned files', async () => {
    const films = await add('movie');
    await take(films, [listing('a', { '1.mkv': 1, '2.mkv': 1, '3.mkv': 1 })]);
    await take(films, [listing('a', { '1.mkv': 1, '2.mkv': 5, '4.mkv': 1 })]);
    expect(await files()).toEqual([
      { path: 'a', name: '1.mkv', size: 1, missing: null },
      { path: 'a', name: '2.mkv', size: 5, missing: null },
      { path: 'a', name: '3.mkv', size: 1, missing: 10 },
      { path: 'a', name: '4.mkv', size: 1, missing: null },
    ]);
    await take(films, [listing('a', { '3.mkv': 1 })], [], 30);
    expect((await files()).map(file => file.missing)).toEqual([30, 30, null, 30]);
    await take(films, [listing('a', {})], [], 40);
    expect((await files()).map(file => file.missing)).toEqual([30, 30, 40, 30]);
  });

  test('marks what was in a folder that is gone, and takes it back when the folder is', async () => {
    const films = await add('movie');
    await take(films, [listing('a/b', { '1.mkv': 1 }), listing('a', { '2.mkv': 1 })]);
    await take(films, [], ['a/b', 'a']);
    expect((await files()).map(file => file.missing)).toEqual([10, 10]);
    await take(films, [listing('a/b', { '1.mkv': 1 }), listing('a', {})], [], 30);
    expect((await files()).map(file => file.missing)).toEqual([10, null]);
    expect((await library.knownFolders(rootOf(films))).paths).toEqual(['a/b', 'a']);
  });

  test('keeps roots apart', async () => {
    const films = await add('movie', '/a', '/b');
    const [a, b] = films.roots.map(root => root.id) as [number, number];
    await library.ingest(a, { listings: [listing('x', { '1.mkv': 1 })], gone: [] }, 1);
    await library.ingest(b, { listings: [listing('x', { '1.mkv': 1 })], gone: [] }, 1);
    await library.ingest(a, { listings: [], gone: ['x'] }, 2);
    expect((await files()).map(file => file.missing)).toEqual([2, null]);
  });

  test('of a folder with 150,000 files is one batch', async () => {
    const films = await add('photo');
    const many = Object.fromEntries(Array.from({ length: 150_000 }, (_, i) => [`${i}.jpg`, i]));
    const large = listing('', many, 'image');
    expect(await take(films, [large])).toMatchObject({ added: 150_000, changed: 0 });
    expect(await take(films, [large])).toMatchObject({ added: 0, changed: 0, present: 150_000 });
    expect(await library.unreadParts('1')).toHaveLength(150_000);
  });
});

describe('parts', () => {
  test('are made of what the section holds, and of nothing else', async () => {
    const shows = await add('show');
    const counts = await take(shows, [
      listing('a', { '1.mkv': 1 }),
      listing('b', { 'poster.jpg': 1 }, 'image'),
      listing('c', { 'theme.mp3': 1 }, 'audio'),
    ]);
    expect(counts).toEqual({ present: 1, missing: 0, added: 1, changed: 0 });
    const [part] = await library.unreadParts('1');
    expect(part).toEqual({
      id: 1,
      sectionId: shows.id,
      sectionType: 'show',
      path: '/media/show/a/1.mkv',
      relativePath: 'a/1.mkv',
      size: 1,
      modifiedAt: 1.5,
    });
    expect(await library.findPart(1)).toEqual(part);
    expect(await library.findPart(2)).toBeUndefined();
  });

  test('are unread again when their file changes, or the reader tells more', async () => {
    const films = await add('movie');
    await take(films, [listing('', { '1.mkv': 1, '2.mkv': 1 })]);
    await read({ '1.mkv': { kind: 'movie', title: 'One' }, '2.mkv': { kind: 'movie', title: 'Two' } });
    expect(await library.unreadParts('1')).toEqual([]);
    expect(await library.unreadParts('2')).toHaveLength(2);
    expect(await take(films, [listing('', { '1.mkv': 1, '2.mkv': 9 })])).toMatchObject({
      added: 0,
      changed: 1,
    });
    expect((await library.unreadParts('1')).map(part => part.relativePath)).toEqual(['2.mkv']);
    expect((await library.partsWithout('indexFile', 'v')).map(part => part.relativePath)).toEqual(['1.mkv']);
  });

  test('that are missing or offline are left alone', async () => {
    const films = await add('movie');
    await take(films, [listing('', { '1.mkv': 1, '2.mkv': 1 })]);
    expect(await take(films, [listing('', { '1.mkv': 1 })])).toEqual({
      present: 1,
      missing: 1,
      added: 0,
      changed: 0,
    });
    expect((await library.unreadParts('1')).map(part => part.relativePath)).toEqual(['1.mkv']);
    await library.noteRoot(rootOf(films), { offlineBecause: 'It is gone.' });
    expect(await library.unreadParts('1')).toEqual([]);
  });

  test('have an index file to be made when they have a picture, a duration and a place', async () => {
    const films = await add('movie');
    const names = ['film.mkv', 'cover-only.mkv', 'endless.mkv', 'broken.mkv', 'left-out.mkv'];
    await take(films, [listing('', Object.fromEntries(names.map(name => [name, 1])))]);
    const { durationMs: _, ...endless } = makeFacts('endless');
    const facts = {
      'film.mkv': makeFacts('film'),
      'cover-only.mkv': {
        ...makeFacts('cover'),
        streams: makeFacts('').streams.map(stream => ({ ...stream, kind: 'image' as const })),
      },
      'endless.mkv': endless,
      'left-out.mkv': makeFacts('left out'),
    };
    for (const part of await library.unreadParts('1')) {
      const name = part.relativePath as keyof typeof facts;
      if (!(name in facts)) {
        await library.keepUnreadable(part, '1', 'It is no film.', 3);
        continue;
      }
      const identity: Identity =
        name === 'left-out.mkv' ? { kind: 'ignored', because: 'a sample' } : { kind: 'movie', title: name };
      await library.keepFacts(part, '1', facts[name], identity, 3);
    }
    expect(await library.unreadParts('1')).toEqual([]);
    const [part, ...others] = await library.partsWithout('indexFile', 'v1');
    expect(part).toMatchObject({ relativePath: 'film.mkv', durationMs: 60_000 });
    expect(others).toEqual([]);

    const artifact = {
      partId: part?.id ?? 0,
      kind: 'indexFile',
      version: 'v1',
      path: 'p',
      bytes: 4,
    } as const;
    await library.keepArtifact(artifact, 4);
    expect(await library.findArtifact(artifact.partId, 'indexFile')).toEqual(artifact);
    expect(await library.partsWithout('indexFile', 'v1')).toEqual([]);
    expect(await library.partsWithout('indexFile', 'v2')).toHaveLength(1);
    await library.keepArtifact({ ...artifact, version: 'v2', bytes: 5 }, 5);
    expect(await library.findArtifact(artifact.partId, 'indexFile')).toMatchObject({
      version: 'v2',
      bytes: 5,
    });
    expect(await library.contentHashes()).toEqual(
      new Set(['film', 'cover', 'endless', 'left out'].map(content => makeFacts(content).contentHash)),
    );
  });

  test('keep streams, chapters and tags as they were read last', async () => {
    const songs = await add('artist');
    await take(songs, [listing('', { '1.flac': 1 }, 'audio')]);
    const [part] = await library.unreadParts('1');
    if (!part) throw new Error('There is no part.');
    const track: Identity = {
      kind: 'track',
      albumArtist: 'Nico',
      artist: 'Nico',
      album: 'Best of',
      title: 'These Days',
      disc: 1,
    };
    const first = makeFacts('song');
    await library.keepFacts(part, '1', { ...first, chapters: [{ startMs: 0, endMs: 1 }] }, track, 1);
    await library.keepFacts(
      part,
      '2',
      {
        ...first,
        durationMs: 1234.5,
        streams: first.streams.map(stream => ({ ...stream, frameRate: 23.976, bitrate: 99.5 })),
        tags: { title: 'These Days', year: 1967 },
        photo: { camera: 'none' },
      },
      track,
      2,
    );
    const { db } = store;
    expect(await db.selectFrom('chapter').selectAll().execute()).toEqual([]);
    expect(await db.selectFrom('stream').selectAll().execute()).toMatchObject([
      { part_id: part.id, idx: 0, codec: 'h264', frame_rate: 23.976, bitrate: 100, is_default: 1 },
    ]);
    expect(await db.selectFrom('part_tags').selectAll().execute()).toEqual([
      { part_id: part.id, music: '{"title":"These Days","year":1967}', photo: '{"camera":"none"}' },
    ]);
    expect(await library.findPart(part.id)).toMatchObject({
      durationMs: 1235,
      contentHash: first.contentHash,
    });
  });
});

describe('filing', () => {
  test('versions and editions of a film are media of one item', async () => {
    const films = await add('movie');
    await take(films, [listing('Heat', { '720p.mkv': 1, '4k.mkv': 1, 'cut.mkv': 1 })]);
    const heat: Identity = { kind: 'movie', title: 'Heat', year: 1995 };
    await read({ '720p.mkv': heat, '4k.mkv': heat, 'cut.mkv': { ...heat, edition: "Director's Cut" } });
    expect(await items()).toEqual([{ type: 'movie', title: 'Heat', of: null }]);
    expect(await media()).toEqual([
      { edition: null, parts: ['4k.mkv'], of: ['Heat'] },
      { edition: null, parts: ['720p.mkv'], of: ['Heat'] },
      { edition: "Director's Cut", parts: ['cut.mkv'], of: ['Heat'] },
    ]);
  });

  test('the files of a stack are one media, in order, whichever is read first', async () => {
    const films = await add('movie');
    const names = ['heat cd2.mkv', 'heat cd10.mkv', 'heat cd1.mkv', 'heat 4k cd1.mkv', 'heat 4k cd2.mkv'];
    await take(films, [listing('Heat', Object.fromEntries(names.map(name => [name, 1])))]);
    const heat = (partIndex: number): Identity => ({ kind: 'movie', title: 'Heat', partIndex });
    await read({
      'heat cd2.mkv': heat(2),
      'heat cd10.mkv': heat(10),
      'heat cd1.mkv': heat(1),
      'heat 4k cd1.mkv': heat(1),
      'heat 4k cd2.mkv': heat(2),
    });
    expect((await media()).map(({ parts }) => parts)).toEqual([
      ['heat 4k cd1.mkv', 'heat 4k cd2.mkv'],
      ['heat cd1.mkv', 'heat cd2.mkv', 'heat cd10.mkv'],
    ]);
  });

  test('a file of two episodes is media of both, and replaces no title by a stand-in', async () => {
    const shows = await add('show');
    await take(shows, [listing('The Wire/Season 1', { 'e1e2.mkv': 1, 'e2.mkv': 1 })]);
    const wire = { kind: 'episode', show: 'The Wire', season: 1 } as const;
    await read({
      'e1e2.mkv': { ...wire, episodes: [1, 2] },
      'e2.mkv': { ...wire, episodes: [2], title: 'The Detail' },
    });
    const expected = [
      { type: 'episode', title: 'Episode 1', of: 'Season 1' },
      { type: 'episode', title: 'The Detail', of: 'Season 1' },
      { type: 'season', title: 'Season 1', of: 'The Wire' },
      { type: 'show', title: 'The Wire', of: null },
    ];
    expect(await items()).toEqual(expected);
    expect((await media()).map(({ of }) => of)).toEqual([['Episode 1', 'The Detail'], ['The Detail']]);
    const [pair] = await library.unreadParts('2');
    if (!pair) throw new Error('There is no part.');
    await library.keepFacts(pair, '2', makeFacts('e1e2.mkv'), { ...wire, episodes: [1, 2] }, 30);
    expect(await items()).toEqual(expected);
    const show = await store.db.selectFrom('item').selectAll().where('type', '=', 'show').executeTakeFirst();
    expect(show).toMatchObject({ sort_title: 'Wire', added_at: 20, updated_at: 20 });
  });

  test('a file under another name leaves nothing behind', async () => {
    const shows = await add('show');
    await take(shows, [listing('', { 'a.mkv': 1, 'b.mkv': 1 })]);
    const wire = { kind: 'episode', show: 'The Wire', season: 1 } as const;
    await read({ 'a.mkv': { ...wire, episodes: [1] }, 'b.mkv': { ...wire, season: 2, episodes: [1] } });
    for (const part of await library.unreadParts('2')) {
      const identity: Identity =
        part.relativePath === 'a.mkv'
          ? { kind: 'ignored', because: 'a sample' }
          : { ...wire, show: 'Treme', episodes: [1] };
      await library.keepFacts(part, '2', makeFacts(part.relativePath), identity, 30);
    }
    expect((await items()).map(item => item.title)).toEqual(['Episode 1', 'Season 1', 'Treme']);
    expect(await media()).toEqual([{ edition: null, parts: ['b.mkv'], of: ['Episode 1'] }]);
  });

  test('clips join their film whichever comes first, and outlive it', async () => {
    const films = await add('movie');
    const clip = (title: string): Identity => ({
      kind: 'extra',
      extraType: 'trailer',
      title,
      of: { title: 'Heat', year: 1995 },
    });
    await take(films, [listing('Heat', { 'a-trailer.mkv': 1, 'heat.mkv': 1, 'z-trailer.mkv': 1 })]);
    await read({
      'a-trailer.mkv': clip('First'),
      'heat.mkv': { kind: 'movie', title: 'Heat', year: 1995, externalIds: { tmdb: '949' } },
      'z-trailer.mkv': clip('Second'),
    });
    expect(await items()).toEqual([
      { type: 'clip', title: 'First', of: 'Heat' },
      { type: 'clip', title: 'Second', of: 'Heat' },
      { type: 'movie', title: 'Heat', of: null },
    ]);
    const film = (await library.unreadParts('2')).find(part => part.relativePath === 'Heat/heat.mkv');
    if (!film) throw new Error('There is no film.');
    await library.keepFacts(film, '2', makeFacts('heat.mkv'), { kind: 'ignored', because: '' }, 30);
    expect(await items()).toEqual([
      { type: 'clip', title: 'First', of: null },
      { type: 'clip', title: 'Second', of: null },
    ]);
  });

  test('a part that moved to another section is filed there', async () => {
    const films = await add('movie');
    const shows = await add('show');
    await take(films, [listing('', { 'pilot.mkv': 1, 'other.mkv': 1 })]);
    const film = (title: string): Identity => ({ kind: 'movie', title });
    await read({ 'pilot.mkv': film('Pilot'), 'other.mkv': film('Other') });
    await take(films, [listing('', { 'other.mkv': 1 })]);
    await take(shows, [listing('Wire', { 'pilot.mkv': 1 })]);
    const [part] = await library.unreadParts('1');
    if (!part) throw new Error('There is no part.');
    const episode: Identity = { kind: 'episode', show: 'Wire', season: 1, episodes: [1] };
    const moved = await library.keepFacts(part, '1', makeFacts('pilot.mkv'), episode, 30);
    expect(moved).toEqual({ movedFrom: '/media/movie/pilot.mkv' });
    expect(await library.findPart(2)).toMatchObject({
      sectionId: shows.id,
      path: '/media/show/Wire/pilot.mkv',
    });
    expect((await items()).map(item => item.title)).toEqual(['Episode 1', 'Other', 'Season 1', 'Wire']);
    // Repeating it, with the part that is no more, does no harm.
    expect(await library.keepFacts(part, '1', makeFacts('pilot.mkv'), episode, 40)).toEqual({});
    expect((await media()).map(({ parts }) => parts)).toEqual([['other.mkv'], ['pilot.mkv']]);
  });

  test('reading a copy again takes nothing from a missing twin', async () => {
    const films = await add('movie');
    await take(films, [listing('a', { '1.mkv': 1 }), listing('b', { '1.mkv': 1 })]);
    await read({ '1.mkv': { kind: 'movie', title: 'One' } });
    await take(films, [], ['a']);
    const [copy] = await library.unreadParts('2');
    if (!copy) throw new Error('There is no copy.');
    expect(copy.relativePath).toBe('b/1.mkv');
    const facts = makeFacts('1.mkv');
    expect(await library.keepFacts(copy, '2', facts, { kind: 'movie', title: 'One' }, 30)).toEqual({});
    expect(await library.findPart(copy.id)).toMatchObject({ relativePath: 'b/1.mkv' });
  });
});

test('a removal of more than 1,000 files is held, also in a large section', async () => {
  const photos = await add('photo');
  const many = Object.fromEntries(Array.from({ length: 12_000 }, (_, i) => [`${i}.jpg`, 1]));
  await take(photos, [listing('', many, 'image')]);
  const left = Object.fromEntries(Object.entries(many).slice(1_001));
  await take(photos, [listing('', left, 'image')]);
  await library.removeMissing(photos.id, 20, 0);
  expect(await library.removeMissing(photos.id, 20, 0)).toEqual({ removed: 0, held: 1_001 });
  expect(await library.removeMissing(photos.id, 20, 0, true)).toEqual({ removed: 1_001, held: 0 });
  expect(await library.countParts(photos.id)).toEqual({ present: 10_999, missing: 0 });
});
