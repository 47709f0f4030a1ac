import { z } from 'zod';
import type { FieldValues, Tag } from '../../domain/metadata.ts';
import { known, yearOf } from '../answer.ts';
import type { RemoteSaid } from '../provider.ts';
import type { Artist, ReleaseGroup } from './answers.ts';

export function describeArtist(artist: Artist): RemoteSaid {
  const sortName = artist['sort-name'];
  const country = artist.area?.name;
  return {
    fields: known({
      title: artist.name,
      titleSort: sortName === artist.name ? undefined : sortName,
      audienceRating: outOfTen(artist.rating?.value),
    } satisfies { [K in keyof FieldValues]?: FieldValues[K] | undefined }),
    tags: [
      ...genreTags(artist.genres),
      ...(country === undefined ? [] : [{ kind: 'country', name: country } as const]),
    ],
    ids: { musicbrainz: artist.id },
    pictures: [],
  };
}

/** @param covers where the Cover Art Archive is */
export function describeAlbum(group: ReleaseGroup, covers: string): RemoteSaid {
  const day = group['first-release-date'];
  return {
    fields: known({
      title: group.title,
      year: yearOf(day),
      originallyAvailableAt: z.iso.date().safeParse(day).data,
      audienceRating: outOfTen(group.rating?.value),
    } satisfies { [K in keyof FieldValues]?: FieldValues[K] | undefined }),
    tags: genreTags(group.genres),
    ids: { musicbrainzreleasegroup: group.id },
    // What stands there is whatever people chose as the front last.
    pictures: [
      { kind: 'poster', address: `${covers}/release-group/${group.id}/front-1200`, isLasting: false },
    ],
  };
}

function outOfTen(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Math.round(value * 20) / 10;
}

/** The ten that most people agree on, as headings are written: MusicBrainz has them in lower case. */
function genreTags(genres: readonly { name: string; count: number | undefined }[]): Tag[] {
  return genres
    .toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0))
    .slice(0, 10)
    .map(({ name }) => ({ kind: 'genre', name: name.replace(/^\p{L}/u, letter => letter.toUpperCase()) }));
}
