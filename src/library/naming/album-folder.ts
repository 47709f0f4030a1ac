import { findDisc } from './disc-folder.ts';
import { cleanTitle, titleKey } from './title.ts';

/** What the folders of a music file say. */
export interface AlbumPlace {
  readonly albumArtist?: string;
  readonly album?: string;
  readonly year?: number;
  readonly disc?: number;
}

export const variousArtists = 'Various Artists';

/** Ways to say that an album is by many, as {@link titleKey}s. */
const various = new Set([
  'variousartists',
  'various',
  'va',
  'compilations',
  'compilation',
  'samplers',
  'soundtracks',
  'ost',
  'verschiedeneinterpreten',
  'diverse',
  'artistesdivers',
  'variosartistas',
  'artistivari',
  'divers',
]);

/** Folders that sort music, or an artist's albums. */
const sorting = new Set([
  'music',
  'musik',
  'musique',
  'musica',
  'audio',
  'artists',
  'albums',
  'singles',
  'eps',
  'live',
  'bootlegs',
  'remixes',
  'mixtapes',
  'demos',
  'flac',
  'mp3',
  'lossless',
  'lossy',
  'hires',
  'downloads',
  'unsorted',
]);

/** Whether a name stands for many artists, and the one spelling for it. */
export function unifyArtist(artist: string): string {
  return various.has(titleKey(artist)) ? variousArtists : artist;
}

/**
 * Reads `Artist/Album (Year)`, `Artist/Year - Album`, `Artist - Album`, each with `CD2` below or behind. A single
 * folder without a dash is an album when its files are numbered, as `isNumbered` tells, and an artist otherwise.
 */
export function readAlbumPlace(folders: readonly string[], isNumbered: boolean): AlbumPlace {
  const rest = [...folders];
  const innermost = findDisc(rest.at(-1) ?? '');
  if (innermost?.album === '') rest.pop();
  const albumFolder = rest.pop();
  if (albumFolder === undefined) return place({ disc: innermost?.disc });

  const behind = innermost?.album === '' ? undefined : innermost;
  const { album, year } = readAlbumName(behind?.album || albumFolder);
  const disc = innermost?.disc;
  while (rest.length > 0 && isSorting(rest.at(-1) as string)) rest.pop();
  const artistFolder = rest.at(-1);
  const split = splitArtist(album);
  if (artistFolder !== undefined) {
    const artist = cleanTitle(artistFolder);
    const isRepeated = split !== undefined && titleKey(split.artist) === titleKey(artist);
    return place({ albumArtist: artist, ...(isRepeated ? { year, ...split.rest } : { album, year }), disc });
  }
  if (split !== undefined) return place({ albumArtist: split.artist, year, ...split.rest, disc });
  if (various.has(titleKey(album))) return place({ albumArtist: album, disc });
  return isNumbered ? place({ album, year, disc }) : place({ albumArtist: album, disc });
}

function isSorting(folder: string): boolean {
  const key = titleKey(folder);
  return sorting.has(key) || key.length === 1;
}

function place(parts: { [K in keyof AlbumPlace]: AlbumPlace[K] | undefined }): AlbumPlace {
  const { albumArtist, album, year, disc } = parts;
  return {
    ...(albumArtist ? { albumArtist: unifyArtist(albumArtist) } : {}),
    ...(album ? { album } : {}),
    ...(year !== undefined && { year }),
    ...(disc !== undefined && { disc }),
  };
}

interface AlbumName {
  readonly album: string;
  readonly year?: number;
}

const yearInBrackets = /[([]((?:19|20)[0-9]{2})[)\]]/;
const yearInFront = /^((?:19|20)[0-9]{2})(?: ?[-–—.] ?| )(?=.)/;
/** Brackets that hold nothing but what the files are: `[FLAC]`, `(320kbps)`, `[24-96]`. */
const formatBrackets =
  /\s?[([{](?:flac|mp3|aac|alac|ape|ogg|opus|wav|web|cd|cdrip|vinyl|lossless|v0|v2|320|256|192|128|kbps|k?hz|bit|hi-?res|16|24|44|44\.1|48|88|96|192|[\s,/&+_-]){1,12}[)\]}]/giu;

/** Takes the year and marks of the format out of an album's name: `(1997)`, `1997 - Album`, `[FLAC]`. */
function readAlbumName(name: string): AlbumName {
  const plain = name.replaceAll(formatBrackets, '');
  const dotted = plain.includes(' ') ? plain : plain.replaceAll('_', ' ');
  const match = yearInBrackets.exec(dotted) ?? yearInFront.exec(dotted);
  const year = match === null ? undefined : Number(match[1]);
  const rest =
    match === null ? dotted : dotted.slice(0, match.index) + dotted.slice(match.index + match[0].length);
  const album = cleanTitle(rest);
  // An album called `1984`, or nothing but a format.
  if (album === '') return { album: cleanTitle(name) || name };
  return year === undefined ? { album } : { album, year };
}

/** `Artist - Album`, `Artist - 1997 - Album`. */
function splitArtist(name: string): { readonly artist: string; readonly rest: AlbumName } | undefined {
  const at = name.search(/ [-–—] /);
  if (at <= 0) return undefined;
  return { artist: cleanTitle(name.slice(0, at)), rest: readAlbumName(name.slice(at + 3)) };
}
