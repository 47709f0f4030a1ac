import type { PlannedCollection } from '../../domain/collections.ts';

/** A collection that an item belongs to. */
type Place = Omit<PlannedCollection, 'members'>;

/** Made in pieces, between which others may have their turn. */
export type Planning = Generator<void, readonly PlannedCollection[]>;

/** Items of a piece. */
const atOnce = 200;

/** Gathers items, in their order, into the collections that each belongs to. A title is written as it was met first. */
export function* gather<T extends { readonly id: number }>(
  items: readonly T[],
  placesOf: (item: T) => readonly Place[],
): Planning {
  const found = new Map<string, Place & { readonly members: Set<number> }>();
  for (const [n, item] of items.entries()) {
    if (n % atOnce === 0) yield;
    for (const place of placesOf(item)) {
      const known = found.get(place.recipe) ?? { ...place, members: new Set<number>() };
      found.set(place.recipe, known);
      known.members.add(item.id);
    }
  }
  return [...found.values()].map(({ members, ...place }) => ({ ...place, members: [...members] }));
}

/** Names of one kind, by which a recipe goes: spellings in other cases are the same. */
export function namesOf(
  tags: readonly { readonly kind: string; readonly name: string }[],
  kind: string,
): readonly { readonly name: string; readonly key: string }[] {
  return tags.flatMap(tag => {
    const name = tag.kind === kind ? tag.name.trim() : '';
    return name === '' ? [] : [{ name, key: name.toLowerCase() }];
  });
}
