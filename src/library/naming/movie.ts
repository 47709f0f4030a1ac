import type { ExtraType, Identity } from '../../domain/library.ts';
import { isCategoryFolder } from './category-folder.ts';
import { findDiscFile, isDiscStructureFolder } from './disc-structure.ts';
import { findEpisodeCode } from './episode-code.ts';
import { extraLabels, findExtraFolder, findExtraSuffix, hasTrailerTag } from './extra.ts';
import { known } from './known.ts';
import type { MediaPath } from './media-path.ts';
import { type Name, readName, skipTitle } from './name.ts';
import { rememberLast } from './remember-last.ts';
import { readTail } from './tail.ts';
import { cleanTitle, titleKey } from './title.ts';

/** Says which film a file is, or which film it is an extra of. */
export function identifyMovie({ folders, stem }: MediaPath): Identity {
  const inFolder = findExtras(folders);
  if (inFolder !== undefined) {
    const of = readFolder(folders.slice(0, inFolder.index));
    // `Movies/Shorts/Luxo Jr (1986).mkv`: a folder that names no film has no extras.
    if (of.name !== undefined && (of.name.year !== undefined || readName(stem, 'film').year === undefined)) {
      return extraOf(inFolder.type, findExtraSuffix(stem)?.rest || stem, of.name);
    }
  }
  const suffix = findExtraSuffix(stem);
  if (suffix !== undefined) {
    const main = readName(suffix.rest, 'film');
    const folder = readFolder(folders).name;
    // `Making of-behindthescenes` says what it shows, and only its folder of which film.
    const ofFolder = folder !== undefined && main.year === undefined;
    return extraOf(suffix.type, suffix.rest, ofFolder ? folder : chooseName(main, suffix.rest, folder));
  }

  const discFile = folders.some(isDiscStructureFolder) ? findDiscFile(stem) : undefined;
  if (discFile?.isMenu) return { kind: 'ignored', because: 'the menu of a DVD' };
  const file = readName(stem, 'film');
  const folder = readFolder(folders);
  const name = chooseName(file, stem, folder.name);
  if (hasTrailerTag(file.words, file.tail) && file.tail > 0) return extraOf('trailer', stem, name);

  const ownsTail = name !== file && name.title !== '';
  const tail = ownsTail ? readTail(file.words, skipTitle(file.words, 0, name.title) ?? file.tail) : undefined;
  return known({
    kind: 'movie' as const,
    title: name.title,
    year: name.year?.year,
    edition: file.edition ?? tail?.edition ?? folder.name?.edition,
    partIndex: discFile?.partIndex ?? file.partIndex ?? tail?.partIndex ?? folder.partIndex,
    externalIds: file.externalIds ?? folder.name?.externalIds,
  });
}

const findExtras = rememberLast((folders: readonly string[]) =>
  findExtraFolder(folders, folder => readName(folder, 'film').year?.firm === true),
);

interface FilmFolder {
  /** Of the innermost folder that names something. */
  readonly name?: Name;
  /** From a folder such as `CD1` on the way. */
  readonly partIndex?: number;
}

/** Looks upwards for the folder that names the film, past `CD1`, `VIDEO_TS`, `1080p` and the like. */
const readFolder = rememberLast((folders: readonly string[]): FilmFolder => {
  let partIndex: number | undefined;
  for (let index = folders.length - 1; index >= 0; index--) {
    const folder = folders[index] as string;
    if (isDiscStructureFolder(folder)) continue;
    const name = readName(folder, 'film');
    const part = name.words.length <= 2 ? readTail(name.words, 0).partIndex : undefined;
    if (part !== undefined) partIndex ??= part;
    else if (name.year === undefined && isCategoryFolder(folder)) break;
    else if (name.title !== '') return known({ name, partIndex });
  }
  return known({ partIndex });
});

/** Names of files that say nothing, as ripping programs and hurried people give them. */
const emptyTitle =
  /^(?:movie|film|video|feature|main|mainfeature|mainmovie|title|titlet?\d{1,3}|t\d{1,3}|disc|dvd|bluray|index|file|untitled|default|playlist|0\d+)$/;
/** Names that were scrambled: hashes, and long runs of letters and digits in one piece. */
const scrambled = /^(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]{20,}$/;

function saysNothing(key: string): boolean {
  return emptyTitle.test(key) || scrambled.test(key);
}

/** The better source of title and year: the file's own name or its folder's. */
function chooseName(file: Name, stem: string, folder: Name | undefined): Name {
  if (folder === undefined) {
    return file.title === '' ? { ...file, year: undefined, title: cleanTitle(stem) || stem } : file;
  }
  if (file.title === folder.title) return withYearOf(folder, file);
  const fileKey = titleKey(file.title);
  const folderKey = titleKey(folder.title);
  if (fileKey === '' || (file.year === undefined && saysNothing(fileKey))) return folder;
  if (findEpisodeCode(stem) !== undefined) return file;
  if (fileKey === folderKey) return withYearOf(folder, file);
  if (file.year !== undefined) {
    // `Wonder Woman 1984 (2020)/Wonder.Woman.1984.mkv`: what looked like the year is the title's.
    const isTitle = folder.year !== undefined && folderKey === fileKey + String(file.year.year);
    return isTitle || folder.year?.year === file.year.year ? folder : file;
  }
  const related = folderKey.includes(fileKey) || fileKey.includes(folderKey);
  if (folder.year?.firm || folder.externalIds !== undefined || (folder.year !== undefined && related))
    return folder;
  return folder.hasTags ? folder : file;
}

/** The same film by two names: the folder's spelling, and the year of whichever has one. */
function withYearOf(folder: Name, file: Name): Name {
  const year = file.year?.firm ? file.year : (folder.year ?? file.year);
  return year === undefined ? folder : { ...folder, year };
}

function extraOf(extraType: ExtraType, text: string, of: Name): Identity {
  const own = cleanTitle(text);
  const title =
    own === '' || titleKey(readName(text, 'film').title) === titleKey(of.title)
      ? extraLabels[extraType]
      : own;
  return { kind: 'extra', extraType, title, of: known({ title: of.title, year: of.year?.year }) };
}
