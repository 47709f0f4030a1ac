import { describe, expect, test } from 'vitest';
import { fileKindOf } from './file-kind.ts';
import { sectionTypeOf } from './section-type.ts';

function typeOf(...paths: readonly string[]) {
  return sectionTypeOf(paths.map(relativePath => ({ relativePath, kind: fileKindOf(relativePath) })));
}

/** `count` names, with `#` in the pattern replaced by numbers of two digits from 01. */
function many(count: number, pattern: string): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    pattern.replaceAll('#', String(index + 1).padStart(2, '0')),
  );
}

describe('films', () => {
  test.each([
    [
      'in folders, with their pictures',
      [...many(3, 'Film # (1999)/Film # (1999).mkv'), ...many(3, 'Film # (1999)/poster.jpg')],
    ],
    ['in one folder', ['Film (1999).mkv', 'Rocky 2.mkv', 'Ocean 11.mkv']],
    [
      'with more pictures than films',
      [
        'Film (1999)/Film.mkv',
        'Film (1999)/poster.jpg',
        'Film (1999)/fanart3.jpg',
        'Film (1999)/Film-thumb.jpg',
        'Film (1999)/Film-clearlogo.png',
      ],
    ],
    [
      'with subtitles and notes',
      ['Film (1999)/Film.mkv', ...many(9, 'Film (1999)/Film.#.srt'), 'Film (1999)/Film.nfo'],
    ],
    ['with a theme', ['Film (1999)/Film.mkv', 'Film (1999)/theme.mp3']],
    ['with a few episodes among them', [...many(3, 'Film # (1999).mkv'), 'Show S01E02.mkv']],
    ['home videos', ['2014-05-06 Birthday.mp4', '2014-05-07 Party.mp4']],
    ['a mixture in which nothing prevails', ['Film (1999).mkv', 'Artist/Album/01 Title.mp3', 'IMG_0001.jpg']],
    ['half films and half music', [...many(4, 'Film # (1999).mkv'), ...many(6, 'Artist/Album/# Title.mp3')]],
  ])('%s', (_, paths) => expect(typeOf(...paths)).toBe('movie'));
});

describe('shows', () => {
  test.each([
    ['in seasons', many(3, 'Show/Season 01/Show - S01E#.mkv')],
    ['numbered in seasons', many(3, 'Show/Season 01/# - Title.mkv')],
    ['in seasons of another language', many(3, 'Serie/Staffel 2/#.mkv')],
    ['without folders', many(3, 'Show.S01E#.720p.mkv')],
    ['crossed', many(3, 'Show/Show 1x#.mkv')],
    ['numbered through', many(3, 'Show/[Group] Show - # [1080p].mkv')],
    [
      'with pictures for every episode',
      [
        ...many(3, 'Show/Season 1/S01E#.mkv'),
        ...many(3, 'Show/Season 1/S01E#-thumb.jpg'),
        'Show/season01-poster.jpg',
      ],
    ],
    ['with some extras', [...many(5, 'Show/Season 1/S01E#.mkv'), 'Show/Extras/Bloopers.mkv']],
  ])('%s', (_, paths) => expect(typeOf(...paths)).toBe('show'));
});

describe('music', () => {
  test.each([
    ['with covers', [...many(9, 'Artist/Album/# Title.flac'), 'Artist/Album/cover.jpg']],
    [
      'with scans of the booklet',
      [...many(9, 'Artist/Album/# Title.flac'), ...many(12, 'Artist/Album/Scans/page #.jpg')],
    ],
    ['with a video', [...many(9, 'Artist/Album/# Title.flac'), 'Artist/Album/Video.mp4']],
    ['a single file', ['song.mp3']],
  ])('%s', (_, paths) => expect(typeOf(...paths)).toBe('artist'));
});

describe('photos', () => {
  test.each([
    ['of a camera', many(9, '2024/DSC_00#.JPG')],
    ['with clips', [...many(9, '2024/IMG_202405#_123000.jpg'), ...many(3, '2024/VID_202405#_123000.mp4')]],
    ['a single file', ['IMG_0001.heic']],
  ])('%s', (_, paths) => expect(typeOf(...paths)).toBe('photo'));
});

test('an empty folder, and one without media, counts as films', () => {
  expect(typeOf()).toBe('movie');
  expect(typeOf('readme.txt', 'disc.iso')).toBe('movie');
});

test('what is ignored does not count', () => {
  expect(typeOf('Film (1999).mkv', ...many(9, '._IMG_#.jpg'))).toBe('movie');
});

test('the order of the listing does not matter', () => {
  const paths = [...many(5, 'Show/S01E#.mkv'), ...many(3, 'Film #.mkv'), ...many(4, 'IMG_#.jpg')];
  expect(typeOf(...paths.toReversed())).toBe(typeOf(...paths));
});
