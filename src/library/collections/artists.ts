import type { CollectionMaterial, PlannedCollection } from '../../domain/collections.ts';
import { differenceOf } from '../music/sounds-like.ts';
import { namesOf, type Planning } from './gather.ts';

/** Fewer tracks do not tell what an artist sounds like. */
const leastTracks = 3;
/** Artists that have a collection of those who sound like them: those with the most tracks. */
const mostArtists = 30;
/** Artists in such a collection who were found by their sound. */
const mostAlike = 12;
/** Of the means of their tracks, in the units of {@link differenceOf}. */
const mostDifference = 0.8;

/** For each of the artists of whom there is most: themselves, whom they are said to be similar to, and who sounds like them. */
export function* planSoundsLike({ items, artists }: CollectionMaterial): Planning {
  const all = items.filter(({ type }) => type === 'artist');
  const ids = new Map(all.map(({ id, title }) => [title.toLowerCase(), id]));
  const heard = all.flatMap(({ id, title, tags }) => {
    const sound = artists.get(id);
    return sound && sound.tracks >= leastTracks ? [{ id, title, tags, ...sound }] : [];
  });
  const known = heard.toSorted((a, b) => b.tracks - a.tracks || a.id - b.id).slice(0, mostArtists);
  const planned: PlannedCollection[] = [];
  for (const artist of known) {
    yield;
    const said = namesOf(artist.tags, 'similar').flatMap(({ key }) => ids.get(key) ?? []);
    const alike = heard
      .filter(other => other.id !== artist.id)
      .map(other => ({ id: other.id, difference: differenceOf(artist, other) }))
      .filter(({ difference }) => difference <= mostDifference)
      .sort((a, b) => a.difference - b.difference || a.id - b.id)
      .slice(0, mostAlike)
      .map(({ id }) => id);
    planned.push({
      recipe: `sounds like ${artist.id}`,
      type: 'artist',
      title: `Sounds like ${artist.title}`,
      members: [...new Set([artist.id, ...said, ...alike])],
    });
  }
  return planned;
}
