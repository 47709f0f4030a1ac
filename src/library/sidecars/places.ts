import type { SectionType } from '../../domain/library.ts';
import type { LocalFolder, LocalItem, LocalMedia } from '../../domain/local-media.ts';
import { findDisc } from '../naming/disc-folder.ts';
import { isDiscStructureFolder } from '../naming/disc-structure.ts';
import { findEpisodeCode } from '../naming/episode-code.ts';
import { findSeasonFolder } from '../naming/season-folder.ts';

/** Folders by where they are. */
export class FolderTree {
  readonly #folders: ReadonlyMap<string, LocalFolder>;

  constructor(folders: readonly LocalFolder[]) {
    this.#folders = new Map(folders.map(folder => [key(folder.rootId, folder.path), folder]));
  }

  find(rootId: number, path: string): LocalFolder | undefined {
    return this.#folders.get(key(rootId, path));
  }
}

/** Which folders are an item's own: nothing else of its kind has media in them. */
export type OwnFolders = ReadonlyMap<number, readonly LocalFolder[]>;

/**
 * Finds the folders that are of one film, show, season, album or artist alone: what lies in them by a general name,
 * such as `poster.jpg`, is about that. A root is nobody's own: what lies there is about all.
 */
export function findOwnFolders(type: SectionType, media: LocalMedia, tree: FolderTree): OwnFolders {
  const owners = new Map<LocalFolder, Set<number>>();
  const claim = (rootId: number, path: string | undefined, item: LocalItem | undefined) => {
    const folder = path === undefined || path === '' ? undefined : tree.find(rootId, path);
    if (!folder || !item) return;
    owners.set(folder, (owners.get(folder) ?? new Set()).add(item.id));
  };
  for (const { rootId, path, parts } of media.folders) {
    const homes = findHomes(type, path);
    for (const item of itemsOf(parts, media)) {
      const parent = media.items.get(item.parentId ?? 0);
      const grandparent = media.items.get(parent?.parentId ?? 0);
      switch (item.type) {
        case 'movie':
          claim(rootId, homes.whole, item);
          break;
        case 'episode':
          claim(rootId, homes.half, parent);
          claim(rootId, homes.whole, grandparent);
          break;
        case 'track':
          claim(rootId, homes.half, parent);
          claim(rootId, homes.whole, grandparent);
          break;
      }
    }
  }
  return invert(owners, media);
}

/** Of the kinds that have claimed a folder, those of which one alone has. */
function invert(owners: ReadonlyMap<LocalFolder, ReadonlySet<number>>, media: LocalMedia): OwnFolders {
  const own = new Map<number, LocalFolder[]>();
  for (const [folder, ids] of owners) {
    const byType = Map.groupBy(ids, id => media.items.get(id)?.type);
    for (const [id, ...others] of byType.values()) {
      if (id !== undefined && others.length === 0) own.set(id, [...(own.get(id) ?? []), folder]);
    }
  }
  return own;
}

export function* itemsOf(parts: LocalFolder['parts'], media: LocalMedia): Generator<LocalItem> {
  for (const { itemIds } of parts) {
    for (const id of itemIds) {
      const item = media.items.get(id);
      if (item) yield item;
    }
  }
}

interface Homes {
  /** Of the film, the show, the artist. */
  readonly whole?: string | undefined;
  /** Of the season, the album. */
  readonly half?: string | undefined;
}

/** Which folder is meant to be whose, by the names on the way to a folder with media in it. */
function findHomes(type: SectionType, path: string): Homes {
  switch (type) {
    case 'movie':
      return { whole: above(path, isPartOfFilm) };
    case 'show': {
      const inner = above(path, isPartOfEpisode);
      const show = parentOf(inner);
      const isSeason = show !== '' && findSeasonFolder(nameOf(inner), true) !== undefined;
      return isSeason ? { whole: show, half: inner } : { whole: inner };
    }
    case 'artist': {
      const album = above(path, isDiscFolder);
      return { whole: parentOf(album), half: album };
    }
    case 'photo':
      return {};
  }
}

/** The nearest folder that is not only a part of what the one above it holds. */
function above(path: string, isPart: (name: string) => boolean): string {
  let home = path;
  while (home !== '' && isPart(nameOf(home))) home = parentOf(home);
  return home;
}

function isPartOfFilm(name: string): boolean {
  return isDiscStructureFolder(name) || isDiscFolder(name);
}

function isPartOfEpisode(name: string): boolean {
  return isDiscStructureFolder(name) || findEpisodeCode(name) !== undefined;
}

function isDiscFolder(name: string): boolean {
  return findDisc(name)?.album === '';
}

export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function key(rootId: number, path: string): string {
  return `${rootId}/${path}`;
}
