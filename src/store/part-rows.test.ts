import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeFacts } from '../../test/support/context.ts';
import { listing, rootOf, TestLibrary } from '../../test/support/library.ts';
import type { Identity } from '../domain/library.ts';

let fixture: TestLibrary;
beforeEach(async () => {
  fixture = await TestLibrary.open();
});
afterEach(() => fixture[Symbol.asyncDispose]());

describe('parts', () => {
  test('are made of what the section holds, and of nothing else', async () => {
    const shows = await fixture.add('show');
    const counts = await fixture.take(shows, [
      listing('a', { '1.mkv': 1 }),
      listing('b', { 'poster.jpg': 1 }, 'image'),
      listing('c', { 'theme.mp3': 1 }, 'audio'),
    ]);
    expect(counts).toEqual({ present: 1, missing: 0, added: 1, changed: 0 });
    const [part] = await fixture.library.unreadParts('1');
    expect(part).toEqual({
      id: 1,
      sectionId: shows.id,
      sectionType: 'show',
      path: '/media/show/a/1.mkv',
      relativePath: 'a/1.mkv',
      size: 1,
      modifiedAt: 1.5,
    });
    expect(await fixture.library.findPart(1)).toEqual(part);
    expect(await fixture.library.findPart(2)).toBeUndefined();
  });

  test('are unread again when their file changes, or the reader tells more', async () => {
    const films = await fixture.add('movie');
    await fixture.take(films, [listing('', { '1.mkv': 1, '2.mkv': 1 })]);
    await fixture.read({
      '1.mkv': { kind: 'movie', title: 'One' },
      '2.mkv': { kind: 'movie', title: 'Two' },
    });
    expect(await fixture.library.unreadParts('1')).toEqual([]);
    expect(await fixture.library.unreadParts('2')).toHaveLength(2);
    expect(await fixture.take(films, [listing('', { '1.mkv': 1, '2.mkv': 9 })])).toMatchObject({
      added: 0,
      changed: 1,
    });
    expect((await fixture.library.unreadParts('1')).map(part => part.relativePath)).toEqual(['2.mkv']);
    expect((await fixture.library.partsWithout('indexFile', 'v')).map(part => part.relativePath)).toEqual([
      '1.mkv',
    ]);
  });

  test('that are missing or offline are left alone', async () => {
    const films = await fixture.add('movie');
    await fixture.take(films, [listing('', { '1.mkv': 1, '2.mkv': 1 })]);
    expect(await fixture.take(films, [listing('', { '1.mkv': 1 })])).toEqual({
      present: 1,
      missing: 1,
      added: 0,
      changed: 0,
    });
    expect((await fixture.library.unreadParts('1')).map(part => part.relativePath)).toEqual(['1.mkv']);
    await fixture.library.noteRoot(rootOf(films), { offlineBecause: 'It is gone.' });
    expect(await fixture.library.unreadParts('1')).toEqual([]);
  });

  test('have an index file to be made when they have a picture, a duration and a place', async () => {
    const films = await fixture.add('movie');
    const names = ['film.mkv', 'cover-only.mkv', 'endless.mkv', 'broken.mkv', 'left-out.mkv'];
    await fixture.take(films, [listing('', Object.fromEntries(names.map(name => [name, 1])))]);
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
    for (const part of await fixture.library.unreadParts('1')) {
      const name = part.relativePath as keyof typeof facts;
      if (!(name in facts)) {
        await fixture.library.keepUnreadable(part, '1', 'It is no film.', 3);
        continue;
      }
      const identity: Identity =
        name === 'left-out.mkv' ? { kind: 'ignored', because: 'a sample' } : { kind: 'movie', title: name };
      await fixture.library.keepFacts(part, '1', facts[name], identity, 3);
    }
    expect(await fixture.library.unreadParts('1')).toEqual([]);
    const [part, ...others] = await fixture.library.partsWithout('indexFile', 'v1');
    expect(part).toMatchObject({ relativePath: 'film.mkv', durationMs: 60_000 });
    expect(others).toEqual([]);

    const artifact = {
      partId: part?.id ?? 0,
      kind: 'indexFile',
      version: 'v1',
      path: 'p',
      bytes: 4,
    } as const;
    await fixture.library.keepArtifact(artifact, 4);
    expect(await fixture.library.findArtifact(artifact.partId, 'indexFile')).toEqual(artifact);
    expect(await fixture.library.partsWithout('indexFile', 'v1')).toEqual([]);
    expect(await fixture.library.partsWithout('indexFile', 'v2')).toHaveLength(1);
    await fixture.library.keepArtifact({ ...artifact, version: 'v2', bytes: 5 }, 5);
    expect(await fixture.library.findArtifact(artifact.partId, 'indexFile')).toMatchObject({
      version: 'v2',
      bytes: 5,
    });
    expect(await fixture.library.contentHashes()).toEqual(
      new Set(['film', 'cover', 'endless', 'left out'].map(content => makeFacts(content).contentHash)),
    );
  });

  test('keep streams, chapters and tags as they were read last', async () => {
    const songs = await fixture.add('artist');
    await fixture.take(songs, [listing('', { '1.flac': 1 }, 'audio')]);
    const part = await fixture.getUnread('1');
    const track: Identity = {
      kind: 'track',
      albumArtist: 'Nico',
      artist: 'Nico',
      album: 'Best of',
      title: 'These Days',
      disc: 1,
    };
    const first = makeFacts('song');
    await fixture.library.keepFacts(part, '1', { ...first, chapters: [{ startMs: 0, endMs: 1 }] }, track, 1);
    await fixture.library.keepFacts(
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
    const { db } = fixture.store;
    expect(await db.selectFrom('chapter').selectAll().execute()).toEqual([]);
    expect(await db.selectFrom('stream').selectAll().execute()).toMatchObject([
      { part_id: part.id, idx: 0, codec: 'h264', frame_rate: 23.976, bitrate: 100, is_default: 1 },
    ]);
    expect(await db.selectFrom('part_tags').selectAll().execute()).toEqual([
      { part_id: part.id, music: '{"title":"These Days","year":1967}', photo: '{"camera":"none"}' },
    ]);
    expect(await fixture.library.findPart(part.id)).toMatchObject({
      durationMs: 1235,
      contentHash: first.contentHash,
    });
  });
});
