import type { FileKind, SectionType } from '../../domain/library.ts';
import { findEpisodeCode } from './episode-code.ts';
import { isIgnoredName } from './ignored.ts';
import { splitPath } from './media-path.ts';
import { findSeasonFolder } from './season-folder.ts';

interface ListedFile {
  readonly relativePath: string;
  readonly kind: FileKind;
}

/** Pictures that belong to films, shows and albums, and are no photos. */
const artwork =
  /^(?:poster|cover|folder|fanart|backdrop|banner|logo|clearlogo|clearart|landscape|thumb|disc|cdart|artist|album|show|movie|default|back|front|inlay|booklet|background|season[-_ ]?(?:\d+|all|specials).*)[-_ ]?\d*$|[-._](?:poster|cover|fanart|backdrop|banner|logo|clearlogo|clearart|landscape|thumb|disc|keyart|320-10)\d*$/i;
const themeSong = /^theme(?:[-_ ]?\d+)?$/i;

/** `[Group] Show - 012`, `Show - 012`: how shows are numbered that have no seasons. */
const numberedThrough = /(?:^\[.{1,80}\]|- )(?:.{0,200}[ _-])?\d{2,4}(?:v\d)?(?=$|[ _.]?[[(]| - )/;

/**
 * Recognises what a folder holds by a listing of all below it. Whatever is the clear majority decides; an empty
 * folder, and one in which nothing is, counts as films.
 */
export function sectionTypeOf(names: Iterable<ListedFile>): SectionType {
  let videos = 0;
  let episodes = 0;
  let tracks = 0;
  let photos = 0;
  for (const { relativePath, kind } of names) {
    if (kind !== 'video' && kind !== 'audio' && kind !== 'image') continue;
    const { folders, stem, name } = splitPath(relativePath);
    if (isIgnoredName(name)) continue;
    if (kind === 'audio') tracks += themeSong.test(stem) ? 0 : 1;
    else if (kind === 'image') photos += artwork.test(stem) ? 0 : 1;
    else {
      videos += 1;
      if (isNamedAsEpisode(folders, stem)) episodes += 1;
    }
  }
  // Albums come with scans of their booklets, and cameras take clips too.
  if (tracks > 2 * videos && 3 * tracks >= photos) return 'artist';
  if (photos > 2 * videos && photos > 3 * tracks) return 'photo';
  return videos > 0 && 2 * episodes > videos && videos >= tracks ? 'show' : 'movie';
}

function isNamedAsEpisode(folders: readonly string[], stem: string): boolean {
  if (findEpisodeCode(stem) !== undefined) return true;
  const parent = folders.at(-1);
  if (parent !== undefined && findSeasonFolder(parent, false) !== undefined) return true;
  return numberedThrough.test(stem);
}
