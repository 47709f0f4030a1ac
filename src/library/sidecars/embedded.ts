import type { ItemType } from '../../domain/library.ts';
import type { EmbeddedTags } from '../../domain/local-media.ts';
import type { MusicTags, PhotoFacts } from '../../domain/media.ts';
import type { Artwork, FieldValues, Said, Tag } from '../../domain/metadata.ts';

/**
 * What is embedded in the files of an item says of it. Names and numbers of music are left out: the item has them
 * already. So are titles and years in films, where encoders and stores write what they like.
 *
 * @param files of a track or photo its own, of an album or artist those of all its tracks
 */
export function describeEmbedded(type: ItemType, files: readonly EmbeddedTags[]): Said {
  const music = files.flatMap(({ tags }) => tags ?? []);
  const artwork = coverOf(type, files);
  switch (type) {
    case 'track':
      return { fields: trackFields(music[0]), tags: genresOf(music), artwork };
    case 'photo':
      return describePhoto(files.find(({ photo }) => photo !== undefined)?.photo ?? {});
    case 'artist':
    case 'album':
    case 'movie':
      return { fields: {}, tags: genresOf(music), artwork };
    default:
      return { fields: {}, tags: [], artwork };
  }
}

/** The first that there is. What is embedded in music shows the album, and not its artist. */
function coverOf(type: ItemType, files: readonly EmbeddedTags[]): Artwork[] {
  const blob = files.find(({ cover }) => cover !== undefined)?.cover;
  if (blob === undefined || type === 'artist') return [];
  return [{ kind: type === 'movie' || type === 'album' ? 'poster' : 'thumb', blob }];
}

/** Where the artist is not the album's, it is the track's `originalTitle`: there clients of Plex look for it. */
function trackFields(tags: MusicTags = {}): Partial<FieldValues> {
  const { artist, albumArtist, year } = tags;
  return {
    ...(artist !== undefined && artist !== albumArtist && { originalTitle: artist }),
    ...(year !== undefined && { year }),
  };
}

/** The most frequent first. */
function genresOf(music: readonly MusicTags[]): Tag[] {
  const counts = new Map<string, number>();
  for (const { genres = [] } of music) {
    for (const genre of genres) {
      const name = genre.trim();
      if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([name]) => ({ kind: 'genre', name }));
}

function describePhoto({ takenOn, camera }: PhotoFacts): Said {
  const year = Number(takenOn?.slice(0, 4));
  return {
    fields: {
      ...(takenOn !== undefined && year > 0 && { originallyAvailableAt: takenOn.slice(0, 10), year }),
    },
    tags: camera === undefined ? [] : [{ kind: 'camera', name: camera }],
  };
}
