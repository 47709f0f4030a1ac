import type { CollectionMaterial, PlannedCollection } from '../../domain/collections.ts';
import { planDecades, planGenres } from './albums.ts';
import { planSoundsLike } from './artists.ts';
import type { Planning } from './gather.ts';
import { planMoods } from './moods.ts';
import { planSets } from './sets.ts';
import { planTempos } from './tempos.ts';

/** What collections are made by. */
export const collectionKinds = ['sets', 'genres', 'decades', 'moods', 'tempos', 'artists'] as const;
export type CollectionKind = (typeof collectionKinds)[number];

const planners: Readonly<Record<CollectionKind, (material: CollectionMaterial) => Planning>> = {
  sets: planSets,
  genres: planGenres,
  decades: planDecades,
  moods: planMoods,
  tempos: planTempos,
  artists: planSoundsLike,
};

/** Two films of a set are a set. */
const leastOfSet = 2;

/**
 * The collections that a section should have, whatever it has now, in pieces between which others may have their turn.
 *
 * @param least members of a collection; smaller ones are none
 */
export function* planCollections(
  material: CollectionMaterial,
  kinds: ReadonlySet<CollectionKind>,
  least: number,
): Planning {
  const planned: PlannedCollection[] = [];
  for (const kind of collectionKinds.filter(kind => kinds.has(kind))) {
    const enough = kind === 'sets' ? Math.min(leastOfSet, least) : least;
    const found = yield* planners[kind](material);
    planned.push(...found.filter(({ members }) => members.length >= enough));
  }
  return planned;
}
