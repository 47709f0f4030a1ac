import { describe, expect, test } from 'vitest';
import type { MediaFacts, MusicTags } from '../../domain/media.ts';
import { identify } from './identify.ts';
import { formatIdentity, parseTable } from './naming-table.ts';

const names = {
  'artist and album': `
    Artist/Album (1999)/01 - Title.flac → Artist / Album (1999) / 1-1 Title
    Artist/1999 - Album/01. Title.mp3 → Artist / Album (1999) / 1-1 Title
    Artist/[1999] Album/01_Title.mp3 → Artist / Album (1999) / 1-1 Title
    Artist/Album [FLAC]/01 Title.flac → Artist / Album / 1-1 Title
    Artist/Album (1999) [FLAC 24-96]/01 Title.flac → Artist / Album (1999) / 1-1 Title
    Artist/1984/01 Title.flac → Artist / 1984 / 1-1 Title
    Artist/2001 - Album - Live/01 Foo.flac → Artist / Album - Live (2001) / 1-1 Foo
    Artist/Artist - Album (1999)/03 Title.mp3 → Artist / Album (1999) / 1-3 Title
    Artist - Album/05 Title.mp3 → Artist / Album / 1-5 Title
    Artist - 2001 - Album/01 Foo.flac → Artist / Album (2001) / 1-1 Foo
    Music/Artist/Album/07 Title.mp3 → Artist / Album / 1-7 Title
    M/Metallica/Load/01 Foo.mp3 → Metallica / Load / 1-1 Foo
    Artist/Albums/Album/03 Title.mp3 → Artist / Album / 1-3 Title
    Artist/Live/03 Title.mp3 → Artist / Live / 1-3 Title
    Radiohead/OK Computer - OKNOTOK 1997 2017/01 Airbag.flac → Radiohead / OK Computer - OKNOTOK 1997 2017 / 1-1 Airbag
    Michael Jackson/Bad (2012 Remaster)/02 Bad.flac → Michael Jackson / Bad (2012 Remaster) / 1-2 Bad
    Metallica/...And Justice for All (1988)/01 Blackened.flac → Metallica / ...And Justice for All (1988) / 1-1 Blackened
    AC_DC/Back in Black/01 Hells Bells.mp3 → AC DC / Back in Black / 1-1 Hells Bells
    Björk/Homogenic/01 Hunter.flac → Björk / Homogenic / 1-1 Hunter
    宇多田ヒカル/First Love/03 First Love.flac → 宇多田ヒカル / First Love / 1-3 First Love
  `,
  discs: `
    Artist - Album/CD2/05 Title.mp3 → Artist / Album / 2-5 Title
    Artist/Album/Disc 2/05 Title.mp3 → Artist / Album / 2-5 Title
    Artist/Album/Disc 01 (Hugo Wolf · 24 Lieder)/01 Foo.flac → Artist / Album / 1-1 Foo
    Artist/Album (Disc 2)/05 Title.mp3 → Artist / Album / 2-5 Title
    Artist/Album CD1/01 Foo.flac → Artist / Album / 1-1 Foo
    Artist/Album/1-05 Title.m4a → Artist / Album / 1-5 Title
    Artist/Album/205 Title.mp3 → Artist / Album / 2-5 Title
  `,
  numbers: `
    Artist/Album/Track 05.mp3 → Artist / Album / 1-5 Track 05
    Artist/Album/[05] Title.mp3 → Artist / Album / 1-5 Title
    Artist/Album/(05) Title.mp3 → Artist / Album / 1-5 Title
    Artist/Album/12.mp3 → Artist / Album / 1-12 12
    Artist/Album/00 - Intro.mp3 → Artist / Album / 1-? Intro
    Ariana Grande/thank u, next/7 Rings.mp3 → Ariana Grande / thank u, next / 1-? 7 Rings
    Nena/Nena/99 Luftballons.mp3 → Nena / Nena / 1-? 99 Luftballons
    Smashing Pumpkins/Mellon Collie/1979.mp3 → Smashing Pumpkins / Mellon Collie / 1-? 1979
  `,
  "names in the file's name": `
    Artist - Title.mp3 → Artist / Unknown Album / 1-? Title
    Artist - Album - 01 - Title.mp3 → Artist / Album / 1-1 Title
    Artist/Album/Artist - 03 - Title.mp3 → Artist / Album / 1-3 Title
    Artist/Album/Artist - Album - 03 - Title.mp3 → Artist / Album / 1-3 Title
    Artist/Album/03 Title - Subtitle.mp3 → Artist / Album / 1-3 Title - Subtitle
    4 Non Blondes - What's Up.mp3 → 4 Non Blondes / Unknown Album / 1-? What's Up
    Artist/Title.mp3 → Artist / Unknown Album / 1-? Title
    Album/01 - Title.mp3 → Unknown Artist / Album / 1-1 Title
    01 Foo.mp3 → Unknown Artist / Unknown Album / 1-1 Foo
  `,
  compilations: `
    Various Artists/Hits 1999/01 - Artist - Title.mp3 → Various Artists / Hits 1999 / 1-1 Title by Artist
    VA - Hits/03 Artist - Title.mp3 → Various Artists / Hits / 1-3 Title by Artist
    Soundtracks/Film/01 Foo.mp3 → Various Artists / Film / 1-1 Foo
  `,
};

describe.each(Object.entries(names))('tracks: %s', (_, table) => {
  test.each(parseTable(table))('%s', (name, expected) => {
    expect(formatIdentity(identify('artist', name))).toBe(expected);
  });
});

function withTags(tags: MusicTags): MediaFacts {
  return { container: 'flac', streams: [], chapters: [], contentHash: '', tags };
}

describe('tags', () => {
  test('say more than the path, field by field', () => {
    const tags = {
      title: 'Tagged Title',
      artist: 'Tagged Artist',
      albumArtist: 'Tagged Album Artist',
      album: 'Tagged Album',
      year: 2001,
      track: 7,
      disc: 3,
    };
    expect(identify('artist', 'Artist/Album (1999)/01 - Title.flac', withTags(tags))).toEqual({
      kind: 'track',
      ...tags,
    });
    expect(identify('artist', 'Artist/Album (1999)/01 - Title.flac', withTags({ title: 'Tagged' }))).toEqual({
      kind: 'track',
      albumArtist: 'Artist',
      artist: 'Artist',
      album: 'Album',
      title: 'Tagged',
      disc: 1,
      track: 1,
      year: 1999,
    });
  });

  test('that are blank say nothing', () => {
    const identity = identify('artist', 'Artist/Album/01 - Title.flac', withTags({ title: '  ', album: '' }));
    expect(identity).toMatchObject({ title: 'Title', album: 'Album' });
  });

  test.each([
    ['Artist/Album/01.flac', 'Artist feat. Guest', 'Artist'],
    ['Artist/Album/01.flac', 'Artist & Guest', 'Artist'],
    ['Album/01.flac', 'Artist (feat. Guest)', 'Artist'],
    ['Folder/Album/01.flac', 'Other Artist', 'Other Artist'],
    ['Various Artists/Hits/01.flac', 'Someone', 'Various Artists'],
    ['VA - Hits/01.flac', 'Someone', 'Various Artists'],
  ])('without an album artist: %s by %s', (path, artist, albumArtist) => {
    expect(identify('artist', path, withTags({ artist }))).toMatchObject({ artist, albumArtist });
  });

  test('name compilations in one way', () => {
    const identity = identify('artist', 'a/b/01.flac', withTags({ artist: 'Someone', albumArtist: 'VA' }));
    expect(identity).toMatchObject({ artist: 'Someone', albumArtist: 'Various Artists' });
  });

  test('may have the disc in the name of the album', () => {
    const identity = identify('artist', 'a/b/01.flac', withTags({ album: 'Album [Disc 2]' }));
    expect(identity).toMatchObject({ album: 'Album', disc: 2 });
  });

  test('are composed as names of files are', () => {
    const identity = identify('artist', 'a/b/01.flac', withTags({ artist: 'Bjo\u0308rk' }));
    expect(identity).toMatchObject({ artist: 'Bj\u00f6rk', albumArtist: 'Bj\u00f6rk' });
  });
});

describe('a video file in a section of music', () => {
  const stream = { index: 0, codec: 'aac', isDefault: true, isForced: false };
  const facts = { container: 'mov', chapters: [], contentHash: '' };

  test('is music when it has no picture', () => {
    const streams = [
      { ...stream, kind: 'audio' as const },
      { ...stream, index: 1, kind: 'image' as const, codec: 'mjpeg' },
    ];
    const identity = identify('artist', 'Artist/Album/01 - Title.mp4', { ...facts, streams });
    expect(identity).toMatchObject({ kind: 'track', title: 'Title' });
  });

  test('is left out otherwise', () => {
    const streams = [{ ...stream, kind: 'video' as const, codec: 'h264' }];
    const path = 'Artist/Album/01 - Title.mp4';
    expect(identify('artist', path, { ...facts, streams })).toMatchObject({ kind: 'ignored' });
    expect(identify('artist', path)).toMatchObject({ kind: 'ignored' });
  });
});
