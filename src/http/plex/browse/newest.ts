import type { ItemType, SectionType } from '../../../domain/library.ts';

/** What is told as new in a section: of series the episodes, of music the albums. */
export const newest: Readonly<Record<SectionType, ItemType>> = {
  movie: 'movie',
  show: 'episode',
  artist: 'album',
  photo: 'photo',
};

/** The order in which what came last comes first. */
export const lastFirst = [{ level: 'item', field: 'addedAt', descending: true }] as const;
