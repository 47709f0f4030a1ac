import { say } from '../../domain/phrases.ts';
import type { Preference } from '../../domain/preference.ts';
import { type CollectionKind, collectionKinds } from '../../library/collections/plan.ts';

export const enabled: Preference<'bool'> = {
  id: 'ButlerTaskBuildGracenoteCollections',
  type: 'bool',
  default: true,
  label: 'Build collections of films and music',
  summary:
    'Gathers sets of films, and music by genre, decade, mood, tempo and artist. Those made by hand stay.',
  group: 'butler',
};

export const kinds: Preference<'text'> = {
  id: 'ButlerCollectionKinds',
  type: 'text',
  default: collectionKinds.join(','),
  label: 'Collections that are built',
  summary: `Any of ${collectionKinds.join(', ')}, with commas between them.`,
  group: 'butler',
  advanced: true,
  check: value => {
    const wrong = split(value).find(kind => !isKind(kind));
    return wrong === undefined
      ? undefined
      : say('expect-known', { wrong, choices: collectionKinds.join(', ') });
  },
};

export const leastMembers: Preference<'int'> = {
  id: 'ButlerCollectionMinimum',
  type: 'int',
  default: 3,
  label: 'Least members of a built collection',
  summary: 'Smaller ones are not built. A set of films needs no more than two.',
  group: 'butler',
  advanced: true,
  range: [1, 1_000],
};

export function parseKinds(value: string): ReadonlySet<CollectionKind> {
  return new Set(split(value).filter(isKind));
}

function split(value: string): readonly string[] {
  return value.split(',').flatMap(kind => kind.trim() || []);
}

function isKind(text: string): text is CollectionKind {
  return (collectionKinds as readonly string[]).includes(text);
}
