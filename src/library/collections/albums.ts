import type { CollectionMaterial } from '../../domain/collections.ts';
import { gather, namesOf, type Planning } from './gather.ts';

/** Albums of a genre. Where an album has none, its artist's count. */
export function* planGenres({ items }: CollectionMaterial): Planning {
  const artists = new Map(items.filter(({ type }) => type === 'artist').map(item => [item.id, item]));
  return yield* gather(albumsOf(items), ({ tags, parentId }) => {
    const own = namesOf(tags, 'genre');
    const genres = own.length > 0 ? own : namesOf(artists.get(parentId ?? 0)?.tags ?? [], 'genre');
    return genres.map(({ name, key }) => ({ recipe: `genre ${key}`, type: 'album', title: name }));
  });
}

/** Albums of a decade, the oldest first. */
export function* planDecades({ items }: CollectionMaterial): Planning {
  const dated = albumsOf(items).filter(({ year = 0 }) => year > 0);
  return yield* gather(
    dated.toSorted((a, b) => (a.year ?? 0) - (b.year ?? 0)),
    ({ year = 0 }) => {
      const decade = Math.floor(year / 10) * 10;
      return [{ recipe: `decade ${decade}`, type: 'album', title: `${decade}s` }];
    },
  );
}

function albumsOf(items: CollectionMaterial['items']): CollectionMaterial['items'] {
  return items.filter(({ type }) => type === 'album');
}
