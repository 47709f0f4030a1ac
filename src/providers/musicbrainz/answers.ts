import { z } from 'zod';
import { entries, line, list, name, number, perhaps } from '../answer.ts';

/** Answers of MusicBrainz: https://musicbrainz.org/doc/MusicBrainz_API. What Butler takes no part in is left out. */

const mbid = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const aliases = list(z.object({ name }), 100);
const genres = list(z.object({ name, count: number }), 200);
/** Out of 5. */
const rating = perhaps(z.object({ value: perhaps(z.number().min(0).max(5)) }));
const credit = list(z.object({ name: line, artist: z.object({ id: mbid, name: line }) }), 50);
/** `1994`, `1994-05` or `1994-05-03`. */
const partialDate = perhaps(z.string().regex(/^[0-9]{4}(?:-[0-9]{2}){0,2}$/));

export const artistSearch = z.object({
  artists: entries(z.object({ id: mbid, name: line, aliases, score: number }), 100),
});

export const groupSearch = z.object({
  'release-groups': entries(
    z.object({
      id: mbid,
      title: line,
      score: number,
      'first-release-date': partialDate,
      'artist-credit': credit,
    }),
    100,
  ),
});

export const artist = z.object({
  id: mbid,
  name,
  'sort-name': line,
  area: perhaps(z.object({ name: line })),
  genres,
  rating,
});
export type Artist = z.infer<typeof artist>;

export const releaseGroup = z.object({
  id: mbid,
  title: name,
  'first-release-date': partialDate,
  'artist-credit': credit,
  genres,
  rating,
});
export type ReleaseGroup = z.infer<typeof releaseGroup>;

export const release = z.object({
  'release-group': z.object({ id: mbid }),
});
