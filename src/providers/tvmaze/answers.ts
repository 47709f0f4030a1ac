import { z } from 'zod';
import { date, entries, line, list, mark, name, number, perhaps, text } from '../answer.ts';

/** Answers of TVmaze: https://www.tvmaze.com/api. What Butler takes no part in is left out. */

const id = z.int().positive();
const address = perhaps(z.url({ protocol: /^https?$/ }).max(500));
const image = perhaps(z.object({ original: address }));
const rating = perhaps(z.object({ average: mark }));
const company = perhaps(z.object({ name: line, country: perhaps(z.object({ name: line })) }));

const basics = {
  id,
  name,
  premiered: date,
};

export const search = entries(z.object({ show: z.object(basics) }), 50);
export const lookedUp = z.object(basics);

export const show = z.object({
  ...basics,
  genres: list(name, 20),
  status: line,
  rating,
  network: company,
  webChannel: company,
  externals: perhaps(z.object({ thetvdb: number, imdb: line })),
  image,
  summary: text,
  _embedded: z.object({
    episodes: list(
      z.object({
        id,
        season: z.int(),
        number: z.int(),
        name: line,
        airdate: date,
        rating,
        image,
        summary: text,
      }),
      10_000,
    ),
    seasons: list(z.object({ number: z.int(), name: line, premiereDate: date, image, summary: text }), 500),
    cast: list(
      z.object({
        person: z.object({ name }),
        character: perhaps(z.object({ name: line })),
      }),
      40,
    ),
    images: list(
      z.object({
        type: line,
        main: perhaps(z.boolean()),
        resolutions: z.object({ original: perhaps(z.object({ url: address })) }),
      }),
      200,
    ),
  }),
});
export type Show = z.infer<typeof show>;
