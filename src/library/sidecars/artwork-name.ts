import type { ItemType } from '../../domain/library.ts';
import type { ArtworkKind } from '../../domain/metadata.ts';

/** Names by what they are, the better ones first: those that Kodi, Jellyfin, Emby and Plex look for. */
type Names = Readonly<Partial<Record<ArtworkKind, readonly string[]>>>;

const common: Names = {
  art: ['fanart', 'background', 'backdrop', 'art'],
  banner: ['banner'],
  clearLogo: ['clearlogo', 'logo'],
  clearArt: ['clearart'],
  disc: ['disc', 'discart', 'cdart'],
};
const wide: Names = { thumb: ['landscape', 'thumb'] };

/** In the folder that is the item's own. */
const inFolder: Readonly<Partial<Record<ItemType, Names>>> = {
  movie: { ...common, ...wide, poster: ['poster', 'folder', 'cover', 'default', 'movie'] },
  show: { ...common, ...wide, poster: ['poster', 'folder', 'cover', 'default', 'show'] },
  season: { ...common, ...wide, poster: ['poster', 'folder', 'cover', 'default', 'season'] },
  artist: { ...common, poster: ['artist', 'folder', 'poster', 'thumb', 'cover', 'default'] },
  album: {
    ...common,
    poster: ['cover', 'folder', 'front', 'album', 'albumart', 'poster', 'thumb', 'default'],
  },
};

/** Behind the name of the media file and a dash; `''` for exactly that name. */
const behindName: Readonly<Partial<Record<ItemType, Names>>> = {
  movie: { ...common, ...wide, poster: ['poster', 'cover', 'folder', 'movie', ''] },
  episode: { thumb: ['thumb', 'landscape', ''] },
  clip: { thumb: ['thumb', 'landscape', 'poster', ''] },
};

export interface NamedArtwork {
  readonly kind: ArtworkKind;
  /** The lower, the better among those of its kind. */
  readonly order: number;
}

/** What a picture in the item's own folder is, by its name without the extension: `fanart`, `backdrop-2`. */
export function findFolderArtwork(type: ItemType, name: string): NamedArtwork | undefined {
  return find(inFolder[type] ?? {}, name);
}

/** What a picture beside a media file is, by what its name has behind that of the file: `-poster`, `-fanart2`. */
export function findCompanionArtwork(type: ItemType, rest: string): NamedArtwork | undefined {
  if (rest !== '' && !/^[-._ ]/.test(rest)) return undefined;
  return find(behindName[type] ?? {}, rest.slice(1));
}

export interface SeasonArtwork extends NamedArtwork {
  /** 0 for specials. */
  readonly season: number;
}

/** A season's picture in the folder of its show: `season01-poster`, `season-specials-banner`, `Season 2`. */
export function findSeasonArtwork(name: string): SeasonArtwork | undefined {
  const match = /^season[ _-]?([0-9]{1,4}|specials)(?:[ _-]?(?=[a-z]))?(.*)$/i.exec(name);
  if (match === null) return undefined;
  const [, number = '', rest = ''] = match;
  const found = find(inFolder.season ?? {}, rest === '' ? 'poster' : rest);
  return found && { ...found, season: number.toLowerCase() === 'specials' ? 0 : Number(number) };
}

/** What pictures are kept as; raw photos and documents are none that a client could show. */
const shown = /\.(?:jpe?g|png|webp|gif|bmp|avif|tbn)$/i;

export function isShownPicture(name: string): boolean {
  return shown.test(name);
}

function find(names: Names, name: string): NamedArtwork | undefined {
  const [, word = '', number] = /^(.*?)(?:[-_ ]?([0-9]{1,2}))?$/s.exec(name.toLowerCase()) ?? [];
  for (const [kind, known] of Object.entries(names)) {
    const rank = known.indexOf(word);
    // The one without a number comes before the numbered ones, and all of them before the next name's.
    if (rank >= 0)
      return {
        kind: kind as ArtworkKind,
        order: rank * 101 + (number === undefined ? 0 : 1 + Number(number)),
      };
  }
  return undefined;
}
