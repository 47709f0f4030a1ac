import { z } from 'zod';
import { date, entries, line, list, mark, name, number, perhaps, text } from '../answer.ts';

/** Answers of the TMDB API, version 3: https://developer.themoviedb.org/reference. What Butler takes no part in is left out. */

const id = z.int().positive();
/** Of a picture, below the address of its size. SVG is no picture that clients can show. */
const picturePath = perhaps(z.string().regex(/^\/[A-Za-z0-9_-]{1,100}\.(?:jpe?g|png|webp)$/));
const named = z.object({
  name,
});
const names = list(named, 50);

const filmHit = z.object({ id, title: line, original_title: line, release_date: date });
const showHit = z.object({ id, name: line, original_name: line, first_air_date: date });

export const filmSearch = z.object({ results: entries(filmHit, 100) });
export const showSearch = z.object({ results: entries(showHit, 100) });
export const findById = z.object({ movie_results: entries(filmHit, 5), tv_results: entries(showHit, 5) });

const crew = list(z.object({ name, job: line }), 500);
const images = perhaps(
  z.object({ logos: list(z.object({ file_path: picturePath, iso_639_1: line, vote_average: number }), 100) }),
);
const common = {
  id,
  overview: text,
  tagline: line,
  genres: names,
  vote_average: mark,
  vote_count: number,
  poster_path: picturePath,
  backdrop_path: picturePath,
  production_countries: names,
  images,
};

export const film = z.object({
  ...common,
  title: name,
  original_title: line,
  release_date: date,
  belongs_to_collection: perhaps(z.object({ id, name })),
  production_companies: names,
  credits: perhaps(
    z.object({
      cast: list(z.object({ name, character: line }), 40),
      crew,
    }),
  ),
  release_dates: perhaps(
    z.object({
      results: list(
        z.object({ iso_3166_1: z.string(), release_dates: list(z.object({ certification: line }), 50) }),
        300,
      ),
    }),
  ),
  external_ids: perhaps(z.object({ imdb_id: line })),
});
export type Film = z.infer<typeof film>;

export const show = z.object({
  ...common,
  name,
  original_name: line,
  first_air_date: date,
  status: line,
  networks: names,
  created_by: names,
  content_ratings: perhaps(
    z.object({ results: list(z.object({ iso_3166_1: z.string(), rating: line }), 300) }),
  ),
  aggregate_credits: perhaps(
    z.object({
      cast: list(z.object({ name, roles: list(z.object({ character: line }), 3) }), 40),
    }),
  ),
  external_ids: perhaps(z.object({ imdb_id: line, tvdb_id: number })),
});
export type Show = z.infer<typeof show>;

export const season = z.object({
  season_number: z.int(),
  name: line,
  overview: text,
  air_date: date,
  poster_path: picturePath,
  episodes: entries(
    z.object({
      id,
      episode_number: z.int(),
      name: line,
      overview: text,
      air_date: date,
      vote_average: mark,
      still_path: picturePath,
      crew,
      guest_stars: list(z.object({ name, character: line }), 20),
    }),
    2_000,
  ),
});
export type Season = z.infer<typeof season>;
