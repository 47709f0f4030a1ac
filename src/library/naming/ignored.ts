import { fileKindOf } from './file-kind.ts';

/** Folders of operating systems and storage boxes, in lower case. Hidden ones are known by their dot. */
const systemFolders = new Set([
  '$recycle.bin',
  'recycler',
  'recycled',
  'system volume information',
  'found.000',
  'lost+found',
  '__macosx',
  'network trash folder',
  'temporary items',
  '@eadir',
  'eadir',
  '@tmp',
  '@recycle',
  '@recently-snapshot',
  '@__thumb',
  '#recycle',
  '#snapshot',
  'temprec',
  'tempsbe',
  'sample',
  'samples',
]);

/** Ends of folders that hold what a program derived from media. */
const derivedFolder = /\.(?:trickplay|bundle|lrdata)$/i;

/** Folders in which a download is still being unpacked, or failed to. */
const unpackingFolder = /^_(?:unpack|failed)_/i;

/** Ends of names that a program gives to files it has not finished writing. */
const unfinishedFile =
  /\.(?:part|partial|crdownload|download|opdownload|filepart|aria2|tmp|temp|bts|bc!|!qb|!ut|!sync)$|~$/i;

const systemFiles = new Set(['thumbs.db', 'ehthumbs.db', 'desktop.ini', 'albumartsmall.jpg']);

/** `sample`, `sample-film`, `film-sample`, `film.sample`, `film - sample2`; not `DNA Sample` and not `Sample (2019)`. */
const sample = /^sample(?:-|$)|(?:^|[-._]|- )sample ?\d{0,2}$/i;

/** Whether a folder, by its name alone, is left out of every scan. */
export function isIgnoredFolder(name: string): boolean {
  return (
    isHidden(name) ||
    systemFolders.has(name.toLowerCase()) ||
    derivedFolder.test(name) ||
    unpackingFolder.test(name)
  );
}

/** Whether a file, by its name alone, is left out of every scan: hidden, unfinished, a system's own, or a sample. */
export function isIgnoredName(name: string): boolean {
  return isHidden(name) || unfinishedFile.test(name) || systemFiles.has(name.toLowerCase()) || isSample(name);
}

/** Unix's leading dot, macOS's `._` companions too. An ellipsis is a title: `...And Justice for All`. */
function isHidden(name: string): boolean {
  return name.startsWith('.') && !(name.startsWith('...') && name.length > 3);
}

/** Only videos have samples: a song or a photo may well be called so. */
function isSample(name: string): boolean {
  if (!/sample/i.test(name) || fileKindOf(name) !== 'video') return false;
  return sample.test(name.slice(0, name.lastIndexOf('.')));
}
