import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFacts, startRun, type TestRun } from '../../../test/support/context.ts';
import { orderFor } from '../../../test/support/media.ts';
import { ButlerError } from '../../domain/errors.ts';
import type { Section, SectionType } from '../../domain/library.ts';
import type { MediaFacts } from '../../domain/media.ts';
import type { ItemMetadata } from '../../domain/metadata.ts';
import { findBlob } from '../../files/blobs.ts';
import { identify } from '../../library/naming/identify.ts';
import { walk } from '../../library/scan/walk.ts';
import { runPass } from '../../media/pass.ts';
import { makeFilm } from '../../media/sample/film.ts';
import { encodePainting } from '../../media/sample/jpeg.ts';
import { refreshLocalMedia as task } from './index.ts';

const start = Date.UTC(2027, 2, 28, 2);
let run: TestRun;
let section: Section;
let root: string;

async function open(type: SectionType): Promise<void> {
  root = join(run.temp, type);
  await mkdir(root);
  section = await run.library.addSection({ title: `My ${type}`, type, paths: [root] });
}

beforeEach(async () => {
  run = await startRun(task, { now: start });
});
afterEach(() => run[Symbol.asyncDispose]());

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

/** Takes all files into the library, as a scan would; what is embedded in them is told by their name. */
async function scan(embedded: Readonly<Record<string, Partial<MediaFacts>>> = {}): Promise<void> {
  const known = { paths: [], modified: new Float64Array(), topFiles: [] };
  const take = (batch: Parameters<typeof run.library.ingest>[1]) =>
    run.library.ingest(section.roots[0]?.id ?? 0, batch, start).then(() => {});
  await walk({ root, known, checkEveryFile: true }, take, () => {});
  for (const part of await run.library.unreadParts('1')) {
    const facts = { ...makeFacts(part.relativePath), ...embedded[part.relativePath] };
    await run.library.keepFacts(
      part,
      '1',
      facts,
      identify(part.sectionType, part.relativePath, facts),
      start,
    );
  }
}

/** A whole run, as the engine drives it. */
async function refresh(context = run.context): Promise<string> {
  await task.prepare?.(context);
  const counts = { done: 0, failed: 0, bytes: 0 };
  for (const unit of await task.find(context)) {
    const part = await run.library.findPart(Number(unit.subject.slice('part:'.length)));
    for (const request of await task.order(context, unit)) {
      const order = orderFor(part?.path ?? '', { [request.analyzer]: request.settings });
      const { cover } = await runPass(order, () => {});
      if (!cover?.ok) throw new Error(cover?.error);
      await task.publish(context, unit, { analyzer: 'cover', value: cover.value });
      counts.done++;
    }
  }
  return await task.conclude(context, counts);
}

async function idOf(type: string, index?: number): Promise<number> {
  const rows = await run.store.db
    .selectFrom('item')
    .select(['id', 'idx'])
    .where('type', '=', type as 'movie')
    .execute();
  const row = rows.find(({ idx }) => index === undefined || idx === index);
  if (!row) throw new Error(`There is no ${type}.`);
  return row.id;
}

async function known(type: string, index?: number): Promise<ItemMetadata> {
  const id = await idOf(type, index);
  const item = (await run.context.metadata.metadataOf([id])).get(id);
  if (!item) throw new Error(`There is no ${type}.`);
  return item;
}

/** Below the root, by kind, in order. */
async function artwork(type: string, index?: number): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const picture of (await known(type, index)).artwork) {
    const file = 'file' in picture ? picture.file.slice(root.length + 1) : picture.blob;
    found[picture.kind] = [...(found[picture.kind] ?? []), file];
  }
  return found;
}

const title = (type: string) =>
  run.store.db
    .selectFrom('item')
    .select(['title', 'year'])
    .where('type', '=', type as 'movie')
    .execute();

const movieNfo = (title: string) =>
  `<movie><title>${title}</title><year>1995</year><genre>Crime</genre></movie>`;

describe('films', () => {
  beforeEach(() => open('movie'));

  test('get what lies beside them', async () => {
    await put({
      'Heat (1994)/Heat (1994).mkv': '',
      'Heat (1994)/Heat (1994).nfo': movieNfo('Heat'),
      'Heat (1994)/poster.jpg': 'p',
      'Heat (1994)/poster-2.jpg': 'p',
      'Heat (1994)/Heat (1994)-poster.png': 'p',
      'Heat (1994)/Fanart.JPG': 'f',
      'Heat (1994)/clearlogo.png': 'l',
      'Heat (1994)/theme.mp3': 't',
      'Heat (1994)/Heat (1994).de.forced.srt': '1',
      'Heat (1994)/Heat (1994).idx': '1',
      'Heat (1994)/Heat (1994).sub': '1',
      'Heat (1994)/Subs/2_English.srt': '1',
      'Heat (1994)/Heat (1994)-trailer.mkv': '',
    });
    await scan();
    expect(await refresh()).toBe(
      'Refreshed 1 item of 2 items: 1 description, 6 pictures, 3 subtitle and lyrics files, 0 items with embedded tags.',
    );
    expect(await title('movie')).toEqual([{ title: 'Heat', year: 1995 }]);
    expect(await known('movie')).toMatchObject({ tags: [{ kind: 'genre', name: 'Crime' }] });
    expect(await artwork('movie')).toEqual({
      poster: ['Heat (1994)/Heat (1994)-poster.png', 'Heat (1994)/poster.jpg', 'Heat (1994)/poster-2.jpg'],
      art: ['Heat (1994)/Fanart.JPG'],
      clearLogo: ['Heat (1994)/clearlogo.png'],
      theme: ['Heat (1994)/theme.mp3'],
    });
    const sidecars = [...(await run.context.metadata.sidecarsOf([1, 2, 3])).values()].flat();
    expect(sidecars.map(({ format, language, isForced }) => [format, language, isForced])).toEqual([
      ['srt', 'de', true],
      ['vobsub', undefined, false],
      ['srt', 'en', false],
    ]);
    expect((await known('clip')).fields).toEqual({ subtype: 'trailer' });
  });

  test('are refreshed again only where something changed', async () => {
    await put({
      'Heat (1995)/Heat.mkv': '',
      'Heat (1995)/movie.nfo': movieNfo('Heat'),
      'Ran (1985)/Ran.mkv': '',
      'Ran (1985)/movie.nfo': movieNfo('Ran'),
    });
    await scan();
    await refresh();
    expect(await refresh()).toBe('Nothing in or beside the media of 2 items has changed.');
    await put({ 'Heat (1995)/movie.nfo': movieNfo('Heat again'), 'Ran (1985)/folder.jpg': '' });
    await scan();
    expect(await refresh()).toMatch(/^Refreshed 2 items of 2 items: 2 descriptions, 1 picture,/);
    expect(await title('movie')).toEqual([
      { title: 'Heat again', year: 1995 },
      { title: 'Ran', year: 1995 },
    ]);
  });

  test('lose what is no longer there', async () => {
    await put({
      'Heat (1994)/Heat.mkv': '',
      'Heat (1994)/movie.nfo': movieNfo('HEAT'),
      'Heat (1994)/poster.jpg': '',
    });
    await put({ 'Heat (1994)/Heat.en.srt': '' });
    await scan();
    await refresh();
    for (const name of ['movie.nfo', 'poster.jpg', 'Heat.en.srt']) await rm(join(root, 'Heat (1994)', name));
    await scan();
    await refresh();
    expect(await title('movie')).toEqual([{ title: 'Heat', year: 1994 }]);
    expect(await known('movie')).toMatchObject({ fields: {}, tags: [], artwork: [] });
    expect(await run.context.metadata.sidecarsOf([1])).toEqual(new Map());
    expect(await refresh()).toContain('Nothing');
  });

  test('that share a folder take only what bears their name', async () => {
    await put({
      'All/Heat (1995).mkv': '',
      'All/Heat (1995).jpg': '',
      'All/Heat (1995) 2.mkv': '',
      'All/Ran (1985).mkv': '',
      'All/Ran (1985).en.srt': '',
      'All/poster.jpg': '',
      'All/movie.nfo': movieNfo('Neither'),
      'poster.jpg': '',
      'Tron (1982).mkv': '',
    });
    await scan();
    await refresh();
    expect(await artwork('movie')).toEqual({ poster: ['All/Heat (1995).jpg'] });
    expect((await title('movie')).map(item => item.title)).not.toContain('Neither');
    const pictures = await run.store.db.selectFrom('item_artwork').selectAll().execute();
    expect(pictures).toHaveLength(1);
  });

  test('in several files, or as a disc, have one folder of their own', async () => {
    await put({
      'Heat (1995)/VIDEO_TS/VTS_01_1.VOB': '',
      'Heat (1995)/poster.jpg': '',
      'Heat (1995)/Heat (1995).nfo': movieNfo('HEAT'),
    });
    await scan();
    await refresh();
    expect(await artwork('movie')).toEqual({ poster: ['Heat (1995)/poster.jpg'] });
    expect(await title('movie')).toEqual([{ title: 'HEAT', year: 1995 }]);
  });

  test('keep the ids that their names give', async () => {
    await put({ 'Heat (1995) {imdb-tt0113277}.mkv': '' });
    await scan();
    expect((await known('movie')).ids).toEqual({ imdb: 'tt0113277' });
  });

  test('with bad NFO files are told of, and stop no other one', async () => {
    const good = {
      'Heat (1995)/Heat.mkv': '',
      'Heat (1995)/movie.nfo': movieNfo('HEAT'),
      'Heat (1995)/poster.jpg': '',
    };
    await put({ ...good, 'Ran (1985)/Ran.mkv': '', 'Ran (1985)/movie.nfo': movieNfo('RAN') });
    await scan();
    await refresh();
    await put({
      'Heat (1995)/movie.nfo': '<!DOCTYPE m [<!ENTITY a "aa">]><movie><title>&a;</title></movie>',
      'Heat (1995)/fanart.jpg': '',
      'Ran (1985)/movie.nfo': '<tvshow><title>No film</title></tvshow>',
      'Tron (1982)/Tron.mkv': '',
      'Tron (1982)/movie.nfo':
        '<movie><title>TRON</title><uniqueid type="tmdb">1</uniqueid><uniqueid type="tmdb">2</uniqueid></movie>',
    });
    await scan();
    expect(await refresh()).toContain('3 problems with NFO files; the log names them.');
    expect((await title('movie')).map(item => item.title)).toEqual(['HEAT', 'RAN', 'TRON']);
    expect(await artwork('movie')).toEqual({
      poster: ['Heat (1995)/poster.jpg'],
      art: ['Heat (1995)/fanart.jpg'],
    });
    const lines = run.log.filter(line => line.startsWith('warn'));
    expect(lines).toEqual([
      expect.stringMatching(/Heat .*it has a DOCTYPE.*What it said before stays/),
      expect.stringContaining('it describes something else, as <tvshow> does'),
      expect.stringContaining('it gives two ids of tmdb, 1 and 2; neither is taken'),
    ]);
    const refreshed = await run.context.metadata.refreshed('local', section.id);
    expect(refreshed.get(await idOf('movie'))?.error).toContain('DOCTYPE');
    expect(await refresh()).toContain('Nothing');
  });

  test('with an NFO file that changed behind the scan wait for the next one', async () => {
    await put({ 'Heat (1995)/Heat.mkv': '', 'Heat (1995)/movie.nfo': movieNfo('HEAT') });
    await scan();
    await put({ 'Heat (1995)/movie.nfo': movieNfo('HEAT, longer') });
    await refresh();
    expect(await title('movie')).toEqual([{ title: 'Heat', year: 1995 }]);
    expect(run.log.join()).toContain('it changed since the last scan');
    await scan();
    await refresh();
    expect(await title('movie')).toEqual([{ title: 'HEAT, longer', year: 1995 }]);
  });

  test('on a disk that is not attached stay as they are', async () => {
    await put({ 'Heat (1995)/Heat.mkv': '', 'Heat (1995)/movie.nfo': movieNfo('HEAT') });
    await scan();
    await refresh();
    await rename(root, join(run.temp, 'detached'));
    await run.library.noteRoot(section.roots[0]?.id ?? 0, { offlineBecause: 'It is gone.' });
    expect(await refresh()).toContain('Nothing');
    expect(await title('movie')).toEqual([{ title: 'HEAT', year: 1995 }]);
  });

  test('on a disk that hangs wait, and other sections do not', async () => {
    await put({ 'Heat (1995)/Heat.mkv': '', 'Heat (1995)/movie.nfo': movieNfo('HEAT') });
    await scan();
    const hung = {
      readNfos: () => Promise.reject(new ButlerError('worker-lost', { detail: 'no sign of life' })),
    };
    expect(await refresh({ ...run.context, nfoReader: hung })).toContain('0 descriptions');
    expect(run.log.join()).toMatch(/My movie: The worker process .* waits for the next run/);
    expect(await refresh()).toContain('1 description');
  });

  test('end where they are when the run is to end', async () => {
    await put({ 'Heat (1995)/Heat.mkv': '', 'Heat (1995)/movie.nfo': movieNfo('HEAT') });
    await scan();
    run.abort(new Error('enough'));
    await expect(refresh()).rejects.toThrow('enough');
  });
});

describe('shows', () => {
  beforeEach(() => open('show'));
  const episode = (n: number) =>
    `<episodedetails><title>Part ${n}</title><season>1</season><episode>${n}</episode></episodedetails>`;

  test('get descriptions and pictures at every level', async () => {
    await put({
      'Lost/tvshow.nfo': '<tvshow><title>LOST</title><plot>A crash.</plot></tvshow>',
      'Lost/poster.jpg': '',
      'Lost/season01-poster.jpg': '',
      'Lost/season02.jpg': '',
      'Lost/season-specials-banner.jpg': '',
      'Lost/theme.mp3': '',
      'Lost/Season 1/Lost S01E01.mkv': '',
      'Lost/Season 1/Lost S01E01.nfo': episode(1),
      'Lost/Season 1/Lost S01E01-thumb.jpg': '',
      'Lost/Season 1/Lost S01E02-E03.mkv': '',
      'Lost/Season 1/Lost S01E02-E03.nfo': episode(2) + episode(3),
      'Lost/Season 1/season.nfo': '<season><title>The Crash</title></season>',
      'Lost/Season 1/folder.jpg': '',
      'Lost/Season 2/Lost S02E01.mkv': '',
      'Lost/Season 2/Subs/Lost S02E01/3_German.srt': '',
      'Lost/Specials/Lost S00E01.mkv': '',
    });
    await scan();
    await refresh();
    expect(await title('show')).toMatchObject([{ title: 'LOST' }]);
    expect((await title('season')).map(item => item.title).sort()).toEqual([
      'Season 2',
      'Specials',
      'The Crash',
    ]);
    expect((await title('episode')).map(item => item.title)).toEqual(
      expect.arrayContaining(['Part 1', 'Part 2', 'Part 3']),
    );
    expect(await artwork('show')).toEqual({ poster: ['Lost/poster.jpg'], theme: ['Lost/theme.mp3'] });
    expect(await artwork('season', 1)).toEqual({
      poster: ['Lost/season01-poster.jpg', 'Lost/Season 1/folder.jpg'],
    });
    expect(await artwork('season', 2)).toEqual({ poster: ['Lost/season02.jpg'] });
    expect(await artwork('season', 0)).toEqual({ banner: ['Lost/season-specials-banner.jpg'] });
    expect(await artwork('episode', 1)).toEqual({ thumb: ['Lost/Season 1/Lost S01E01-thumb.jpg'] });
    const sidecars = [...(await run.context.metadata.sidecarsOf([1, 2, 3, 4, 5])).values()].flat();
    expect(sidecars).toMatchObject([{ language: 'de', format: 'srt' }]);
  });

  test('with one description for two episodes in a file give it to the one that it names', async () => {
    await put({ 'Lost/Lost S01E02-E03.mkv': '', 'Lost/Lost S01E02-E03.nfo': episode(3) });
    await scan();
    await refresh();
    expect((await known('episode', 2)).fields).toEqual({});
    expect((await known('episode', 3)).fields).toEqual({ title: 'Part 3' });
  });
});

test('music gets covers, lyrics, and the genres of its tags', async () => {
  await open('artist');
  await put({
    'Nina/artist.jpg': '',
    'Nina/artist.nfo': '<artist><name>Nina Simone</name></artist>',
    'Nina/Pastel (1965)/cover.jpg': '',
    'Nina/Pastel (1965)/CD1/01 One.flac': '',
    'Nina/Pastel (1965)/CD1/01 One.lrc': '',
    'Nina/Pastel (1965)/CD2/01 Two.flac': '',
    'Nina/Pastel (1965)/CD2/cover.jpg': '',
  });
  const tags = { artist: 'Nina', albumArtist: 'Nina', album: 'Pastel', genres: ['Soul', 'Jazz'] };
  await scan({
    'Nina/Pastel (1965)/CD1/01 One.flac': { tags: { ...tags, title: 'One' } },
    'Nina/Pastel (1965)/CD2/01 Two.flac': {
      tags: { ...tags, title: 'Two', artist: 'Guest', genres: ['Jazz'] },
    },
  });
  await refresh();
  expect(await title('artist')).toMatchObject([{ title: 'Nina Simone' }]);
  expect(await artwork('artist')).toEqual({ poster: ['Nina/artist.jpg'] });
  expect(await artwork('album')).toEqual({ poster: ['Nina/Pastel (1965)/cover.jpg'] });
  expect((await known('album')).tags.map(tag => tag.name)).toEqual(['Jazz', 'Soul']);
  expect((await known('artist')).tags.map(tag => tag.name)).toEqual(['Jazz', 'Soul']);
  const tracks = await run.store.db.selectFrom('item').select('id').where('type', '=', 'track').execute();
  const fields = [...(await run.context.metadata.metadataOf(tracks.map(({ id }) => id))).values()];
  expect(fields.map(track => track.fields.originalTitle)).toEqual([undefined, 'Guest']);
  const sidecars = [...(await run.context.metadata.sidecarsOf([1, 2])).values()].flat();
  expect(sidecars).toMatchObject([{ kind: 'lyrics', format: 'lrc' }]);
  expect(await refresh()).toContain('Nothing');
});

test('tags that are taken out of a file are taken back', async () => {
  await open('movie');
  await put({ 'Heat (1995).mp4': '' });
  await scan({ 'Heat (1995).mp4': { tags: { genres: ['Crime'] } } });
  await refresh();
  expect((await known('movie')).tags).toEqual([{ kind: 'genre', name: 'Crime' }]);
  await put({ 'Heat (1995).mp4': 'without' });
  await scan();
  expect(await refresh()).toContain('1 item with embedded tags');
  expect((await known('movie')).tags).toEqual([]);
  expect(await refresh()).toContain('Nothing');
});

test('photos get their date and camera', async () => {
  await open('photo');
  await put({ 'Rome/IMG_1.jpg': '' });
  await scan({ 'Rome/IMG_1.jpg': { photo: { takenOn: '2024-05-01T12:30:00', camera: 'Fuji X100' } } });
  await refresh();
  expect(await known('photo')).toMatchObject({
    fields: { originallyAvailableAt: '2024-05-01', year: 2024 },
    tags: [{ kind: 'camera', name: 'Fuji X100' }],
  });
  expect((await stat(join(root, 'Rome/IMG_1.jpg'))).size).toBe(0);
});

test('an embedded cover is taken out once, and is what the album shows', async () => {
  await open('artist');
  const path = 'Nina/Pastel (1965)/01 One.m4a';
  await put({ [path]: '' });
  const painting = { width: 40, height: 40, paint: () => {} };
  makeFilm({ path: join(root, path), seconds: 1, picture: false, cover: await encodePainting(painting) });
  const image = { index: 1, kind: 'image', codec: 'mjpeg', isDefault: false, isForced: false } as const;
  await scan({ [path]: { streams: [image], tags: { album: 'Pastel', artist: 'Nina' } } });
  expect(await refresh()).toContain('3 items with embedded tags');
  const [cover] = (await known('album')).artwork;
  expect(cover).toMatchObject({ kind: 'poster', blob: expect.stringMatching(/^[0-9a-f]{40}$/) });
  const blob = cover && 'blob' in cover ? cover.blob : '';
  expect(await findBlob(run.context.folders.blobs, blob)).toMatch(/\.jpg$/);
  expect((await known('artist')).artwork).toEqual([]);
  expect((await known('track')).artwork).toEqual([{ kind: 'thumb', blob }]);
  expect(await task.find(run.context)).toEqual([]);
  expect(await refresh()).toContain('Nothing');

  // What lies beside the music counts for more.
  await put({ 'Nina/Pastel (1965)/cover.jpg': '' });
  await scan();
  await refresh();
  expect((await known('album')).artwork[0]).toEqual({
    kind: 'poster',
    file: join(root, 'Nina/Pastel (1965)/cover.jpg'),
  });
});
