import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SectionType, sectionTypes } from '../../domain/library.ts';
import { identify } from './identify.ts';
import { isIgnoredFolder, isIgnoredName } from './ignored.ts';
import { sectionTypeOf } from './section-type.ts';

const extensionOf: Readonly<Record<SectionType, string>> = {
  movie: '.mkv',
  show: '.mkv',
  artist: '.mp3',
  photo: '.jpg',
};

/** What names are made of, so that a random one comes near to meaning something. */
const fragment = fc.oneof(
  fc.constantFrom(
    ...[
      'Film',
      'Show',
      ' ',
      '.',
      '_',
      '-',
      ' - ',
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      '/',
      '1999',
      '(1999)',
      '1080p',
    ],
    ...[
      'S01E02',
      'E03',
      '1x02',
      '-',
      '02',
      '012',
      'cd1',
      'part 2',
      'Season 1',
      'Specials',
      'Extras',
      '-trailer',
    ],
    ...['{edition-', '{imdb-tt1234567}', '[Group]', '2014-05-06', '06.05.2014', 'Disc 2', 'feat. ', 'sample'],
    ...[
      '第12話',
      'é',
      'e\u0301',
      '\u200f',
      'عربى',
      '𝒳',
      '\ud800',
      '\0',
      '\n',
      'İ',
      'ß',
      'x264',
      '5.1',
      'web-dl',
    ],
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const path = fc.array(fragment, { maxLength: 14 }).map(fragments => fragments.join(''));
const type = fc.constantFrom(...sectionTypes);

describe('for any path', () => {
  test('says something that has a name', () => {
    fc.assert(
      fc.property(type, path, (type, path) => {
        const identity = identify(type, `${path}x${extensionOf[type]}`);
        switch (identity.kind) {
          case 'movie':
          case 'photo':
          case 'track':
            expect(identity.title).not.toBe('');
            break;
          case 'episode':
            expect(identity.show).not.toBe('');
            break;
          case 'extra':
            expect(identity.title).not.toBe('');
            expect(identity.of.title).not.toBe('');
            break;
          case 'ignored':
            expect(identity.because).not.toBe('');
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('says the same however its accents are stored', () => {
    fc.assert(
      fc.property(type, path, (type, path) => {
        const name = path + extensionOf[type];
        expect(identify(type, name.normalize('NFD'))).toEqual(identify(type, name.normalize('NFC')));
      }),
      { numRuns: 1_000 },
    );
  });

  test('says the same whatever the case of its extension', () => {
    fc.assert(
      fc.property(type, path, (type, path) => {
        const extension = extensionOf[type];
        expect(identify(type, path + extension.toUpperCase())).toEqual(identify(type, path + extension));
      }),
      { numRuns: 1_000 },
    );
  });

  test('says the same when asked again after others', () => {
    fc.assert(
      fc.property(type, path, path, (type, path, other) => {
        const name = path + extensionOf[type];
        const before = identify(type, name);
        identify(type, other + extensionOf[type]);
        expect(identify(type, name)).toEqual(before);
      }),
    );
  });

  test('gives whole numbers in their ranges, and dates that exist', () => {
    fc.assert(
      fc.property(path, path => {
        const identity = identify('show', `${path}.mkv`);
        if (identity.kind !== 'episode') return;
        const { season = 0, episodes, airedOn, partIndex = 1 } = identity;
        for (const number of [season, ...episodes]) expect(Number.isSafeInteger(number)).toBe(true);
        expect([...episodes].sort((a, b) => a - b)).toEqual(episodes);
        expect(new Set(episodes).size).toBe(episodes.length);
        expect(partIndex).toBeGreaterThan(0);
        if (airedOn !== undefined) expect(Temporal.PlainDate.from(airedOn).toString()).toBe(airedOn);
      }),
      { numRuns: 1_000 },
    );
  });
});

/**
 * Pieces that make slow work for patterns that search again and again. A name of this length takes some
 * milliseconds; in quadratic time it would take minutes, and run into the limit.
 */
const pieces = [
  ...[
    'a',
    '1',
    ' ',
    '.',
    '-',
    '_',
    '[',
    '(',
    '{',
    ']',
    ' - ',
    '/',
    'a/',
    'é',
    'e\u0301',
    '\u3000',
    '𝒳',
    '\u200f',
  ],
  ...[
    'S01E',
    'S01E01',
    '1x',
    'E02',
    'x02',
    '-E02',
    '(1999)',
    '1999 ',
    '2014-05-',
    '20140506',
    'Season 1 ',
    's1 ',
  ],
  ...[
    '1080p ',
    '1080p a ',
    'web ',
    'h.',
    'german - ',
    'a - german ',
    'extended cut ',
    'part 1 ',
    '1 of ',
    'cd1 ',
  ],
  ...[
    '{edition-a',
    '[tmdb-1',
    'tt1234567',
    '-trailer',
    'sample',
    'Season 1/',
    'extras/',
    'CD1/',
    ' feat. ',
    'A.',
  ],
  ...['01-02 ', '- 01 ', '[flac', '(16 ', ', the', '第', 'cap.', 'Episode ', '- - 01 ', 'Disc 1 '],
];

describe('long names take no longer than their length', () => {
  test.each(pieces)('%j over and over', piece => {
    const long = piece.repeat(Math.ceil(100_000 / piece.length));
    for (const type of sectionTypes) {
      for (const path of [long, `Show/${long}! (2015)`]) {
        expect(identify(type, path + extensionOf[type])).toHaveProperty('kind');
      }
    }
    expect(sectionTypeOf([{ relativePath: `${long}.mkv`, kind: 'video' }])).toMatch(/movie|show/);
    expect(isIgnoredName(`${long}!.mkv`) && isIgnoredFolder(`${long}!`)).toBeTypeOf('boolean');
  });
});

describe('left out', () => {
  test.each([
    ['movie', 'Film (1999)/Film (1999).srt'],
    ['movie', 'Film (1999)/poster.jpg'],
    ['movie', 'Film (1999)/theme.mp3'],
    ['movie', 'Film (1999)/Film'],
    ['movie', 'Film (1999)/film-sample.mkv'],
    ['movie', 'Film (1999)/Sample/film.mkv'],
    ['show', '@eaDir/Show/Show S01E02.mkv'],
    ['artist', 'Artist/Album/cover.jpg'],
    ['photo', 'Album/notes.txt'],
    ['photo', 'Album/song.mp3'],
  ] as const)('of a section of the type %s: %s', (type, path) => {
    expect(identify(type, path).kind).toBe('ignored');
  });
});
