import type { LocalFile, LocalFolder, LocalPart } from '../../domain/local-media.ts';
import { type FolderTree, nameOf, parentOf } from './places.ts';

/** A file that is named after a media file. */
export interface Companion {
  readonly file: LocalFile;
  /** The folder that it is in. */
  readonly folder: LocalFolder;
  /** What its name has behind that of the media file, without the extension. */
  readonly rest: string;
}

/** The files that are named after the parts of a folder, by part. */
export type Companions = ReadonlyMap<LocalPart, readonly Companion[]>;

/** Folders below those of the media in which release groups, and people, put the subtitles. */
const subtitleFolders = /^(?:subs?|subtitles?|vobsubs?|untertitel)$/i;

/**
 * Finds which files of a folder, and of the folders of subtitles below it, are about which of its parts: those whose
 * name begins with the part's. Where it begins with the names of several, the longest counts.
 *
 * @param isExtra whether a part is only an extra of what else is in the folder
 */
export function findCompanions(
  folder: LocalFolder,
  subtitles: readonly LocalFolder[],
  isExtra: (part: LocalPart) => boolean,
): Companions {
  const stems = Map.groupBy(folder.parts, part => plain(stemOf(part.name)));
  const [only, ...others] = new Set(
    folder.parts.filter(part => !isExtra(part)).map(part => plain(stemOf(part.name))),
  );
  const found = new Map<LocalPart, Companion[]>();
  const add = (stem: string, companion: Companion) => {
    for (const part of stems.get(stem) ?? []) found.set(part, [...(found.get(part) ?? []), companion]);
  };
  for (const place of [folder, ...subtitles]) {
    // `Subs/Show.S01E01/2_English.srt`, and whatever lies in the subtitles' folder of a single film.
    const meant = findStem(stems, nameOf(place.path)) ?? (others.length === 0 ? only : undefined);
    for (const file of place.files) {
      const text = stemOf(file.name).normalize('NFC');
      const stem = findStem(stems, text);
      if (stem !== undefined) add(stem, { file, folder: place, rest: text.slice(stem.length) });
      else if (place !== folder && meant !== undefined) add(meant, { file, folder: place, rest: text });
    }
  }
  return found;
}

/** The folders of subtitles by the folder that they belong to. */
export function findSubtitleFolders(
  folders: readonly LocalFolder[],
  tree: FolderTree,
): ReadonlyMap<LocalFolder, readonly LocalFolder[]> {
  const found = new Map<LocalFolder, LocalFolder[]>();
  for (const folder of folders) {
    const above = parentOf(folder.path);
    const home = subtitleFolders.test(nameOf(folder.path))
      ? above
      : subtitleFolders.test(nameOf(above))
        ? parentOf(above)
        : undefined;
    const owner = home === undefined ? undefined : tree.find(folder.rootId, home);
    if (owner && folder.parts.length === 0) found.set(owner, [...(found.get(owner) ?? []), folder]);
  }
  return found;
}

/** The longest of the stems that the text begins with, and behind which a new word begins. */
function findStem(stems: ReadonlyMap<string, unknown>, text: string): string | undefined {
  const name = plain(text);
  if (stems.has(name)) return name;
  for (let end = name.length - 1; end > 0; end--) {
    if (/[-._ [(]/.test(name.charAt(end)) && stems.has(name.slice(0, end))) return name.slice(0, end);
  }
  return undefined;
}

/** Disks disagree on how to store `é`, and people on capitals. */
function plain(stem: string): string {
  return stem.normalize('NFC').toLowerCase();
}

export function stemOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** The extension in lower case. */
export function formatOf(name: string): string {
  return name.slice(stemOf(name).length + 1).toLowerCase();
}
