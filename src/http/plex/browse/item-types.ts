import type { ItemType, SectionType } from '../../../domain/library.ts';

/** Plex's numbers for what there is in a library, and the elements in which it is told. */
const types: Record<ItemType, { readonly number: number; readonly tag: string; readonly plural: string }> = {
  movie: { number: 1, tag: 'Video', plural: 'Movies' },
  show: { number: 2, tag: 'Directory', plural: 'TV Shows' },
  season: { number: 3, tag: 'Directory', plural: 'Seasons' },
  episode: { number: 4, tag: 'Video', plural: 'Episodes' },
  artist: { number: 8, tag: 'Directory', plural: 'Artists' },
  album: { number: 9, tag: 'Directory', plural: 'Albums' },
  track: { number: 10, tag: 'Track', plural: 'Tracks' },
  clip: { number: 12, tag: 'Video', plural: 'Extras' },
  photo: { number: 13, tag: 'Photo', plural: 'Photos' },
  collection: { number: 18, tag: 'Directory', plural: 'Collections' },
  photoalbum: { number: 14, tag: 'Directory', plural: 'Photo Albums' },
};

/** What a section holds, from the top down. The first is what it lists unless told otherwise. */
export const typesOfSection: Record<SectionType, readonly ItemType[]> = {
  movie: ['movie'],
  show: ['show', 'season', 'episode'],
  artist: ['artist', 'album', 'track'],
  photo: ['photoalbum', 'photo'],
};

export function typeNumber(type: ItemType): number {
  return types[type].number;
}

/** The type of a number or name; undefined for those of Plex that no library of Butler has. */
export function findType(text: string): ItemType | undefined {
  return (Object.keys(types) as ItemType[]).find(type => type === text || `${types[type].number}` === text);
}

export function elementName(type: ItemType): string {
  return types[type].tag;
}

/** As a heading. */
export function pluralOf(type: ItemType): string {
  return types[type].plural;
}

/** The types above one, the nearest first. */
export function typesAbove(type: ItemType): readonly ItemType[] {
  for (const chain of Object.values(typesOfSection)) {
    const place = chain.indexOf(type);
    if (place !== -1) return chain.slice(0, place).reverse();
  }
  return [];
}
