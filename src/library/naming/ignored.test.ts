import { describe, expect, test } from 'vitest';
import { isIgnoredFolder, isIgnoredName } from './ignored.ts';

describe('files that are left out', () => {
  test.each([
    '.DS_Store',
    '._Film (1999).mkv',
    '.hidden.mkv',
    'Thumbs.db',
    'desktop.ini',
    'Film.mkv.part',
    'Film.mkv.!qB',
    'Film.mkv.crdownload',
    'Film.mkv.aria2',
    'Film.mkv~',
    'Sample.mkv',
    'sample-film.1080p.mkv',
    'film-sample.mkv',
    'film.sample.mkv',
    'film_sample2.avi',
    'Film (1999) - Sample.mkv',
  ])('%s', name => expect(isIgnoredName(name)).toBe(true));
});

describe('files that are kept', () => {
  test.each([
    'Film (1999).mkv',
    'Sample (2019).mkv',
    'Sample.2019.1080p.mkv',
    'The DNA Sample.mkv',
    'Samples of Life.mkv',
    'Free Sample.mkv',
    '01-sample.mp3',
    'sample.jpg',
    '...And Justice for All (1979).mkv',
    'Part.mkv',
    'Film.part1.mkv',
    'tmp.mkv',
    '~.mkv',
    '',
  ])('%s', name => expect(isIgnoredName(name)).toBe(false));
});

describe('folders that are left out', () => {
  test.each([
    '.git',
    '.Trash-1000',
    '.AppleDouble',
    '@eaDir',
    '#recycle',
    '$RECYCLE.BIN',
    '$Recycle.Bin',
    'System Volume Information',
    'lost+found',
    '__MACOSX',
    'Film (1999).trickplay',
    'abc.bundle',
    '_UNPACK_Film.1999',
    'Sample',
    'samples',
  ])('%s', name => expect(isIgnoredFolder(name)).toBe(true));
});

describe('folders that are kept', () => {
  test.each([
    'Film (1999)',
    'Sample (2019)',
    'The Samples',
    '...And Justice for All',
    'Lost',
    'Trickplay',
    'Recycle',
    '@Home',
    '#1 Hits',
    '',
  ])('%s', name => expect(isIgnoredFolder(name)).toBe(false));
});
