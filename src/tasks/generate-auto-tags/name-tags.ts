import type { AutoTagFacts } from '../../domain/analysis.ts';
import type { Tag } from '../../domain/metadata.ts';

/** Kinds of objects of which a photo may have tags, the surest. */
const mostObjects = 8;
/** From here on nobody counts. */
const group = 5;

/** The tags of a photo: what is in it, how many people, its colours, and where it was taken. */
export function nameTags({ objects, people, colours, place }: AutoTagFacts): readonly Tag[] {
  const things = objects.filter(({ label }) => label !== 'person').slice(0, mostObjects);
  const words = [...things.map(({ label }) => label), ...nameCrowd(people), ...colours];
  return [
    ...words.map(word => ({ kind: 'autotag', name: capitalise(word) }) as const),
    ...(place ? [place.town, place.country].map(name => ({ kind: 'place', name }) as const) : []),
  ];
}

/** With a word that all photos of people have in common. */
function nameCrowd(people: number): readonly string[] {
  if (people === 0) return [];
  if (people === 1) return ['people', '1 person'];
  return ['people', people < group ? `${people} people` : 'group of people'];
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
