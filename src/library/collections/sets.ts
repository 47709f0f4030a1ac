import type { CollectionMaterial, MaterialItem } from '../../domain/collections.ts';
import { gather, namesOf, type Planning } from './gather.ts';

/** Films, and shows, of a set that a description or a provider names, in the order in which they came out. */
export function* planSets({ items }: CollectionMaterial): Planning {
  const works = items.filter(({ type }) => type === 'movie' || type === 'show');
  const cameOut = (item: MaterialItem) => item.availableOn ?? `${item.year ?? 9999}`;
  const inOrder = works.toSorted((a, b) => (cameOut(a) < cameOut(b) ? -1 : cameOut(a) > cameOut(b) ? 1 : 0));
  return yield* gather(inOrder, ({ type, tags }) =>
    namesOf(tags, 'collection').map(({ name, key }) => ({ recipe: `set ${type} ${key}`, type, title: name })),
  );
}
