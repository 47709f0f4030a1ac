import type { FieldValues, Tag } from '../../domain/metadata.ts';
import { known, yearOf } from '../answer.ts';
import type { RemotePicture, RemoteSaid } from '../provider.ts';
import type { Film, Season, Show } from './answers.ts';

/** What a description depends on beside the answer. */
export interface Wishes {
  /** Where pictures are. */
  readonly pictures: string;
  /** BCP 47: `de`, `en-US`. */
  readonly language: string;
}

export function describeFilm(film: Film, wishes: Wishes): RemoteSaid {
  const { credits, release_dates, belongs_to_collection: collection } = film;
  const ratings = release_dates?.results.map(({ iso_3166_1, release_dates }) => ({
    country: iso_3166_1,
    rating: release_dates.find(({ certification }) => certification !== undefined)?.certification,
  }));
  return {
    fields: known({
      title: film.title,
      originalTitle: film.original_title === film.title ? undefined : film.original_title,
      summary: film.overview,
      tagline: film.tagline,
      audienceRating: film.vote_count ? film.vote_average : undefined,
      studio: film.production_companies[0]?.name,
      year: yearOf(film.release_date),
      originallyAvailableAt: film.release_date,
      contentRating: chooseRating(ratings, wishes.language),
    } satisfies { [K in keyof FieldValues]?: FieldValues[K] | undefined }),
    tags: [
      ...tagsOf('genre', film.genres),
      ...crewTags(credits?.crew ?? []),
      ...(credits?.cast ?? []).map(({ name, character }) => actor(name, character)),
      ...tagsOf('country', film.production_countries),
      ...(collection ? tagsOf('collection', [collection]) : []),
    ],
    ids: known({
      tmdb: `${film.id}`,
      imdb: film.external_ids?.imdb_id,
      tmdbcollection: collection && `${collection.id}`,
    }) as Record<string, string>,
    pictures: mainPictures(film, wishes),
  };
}

export function describeShow(show: Show, wishes: Wishes): RemoteSaid {
  const { external_ids: ids } = show;
  const ratings = show.content_ratings?.results.map(({ iso_3166_1, rating }) => ({
    country: iso_3166_1,
    rating,
  }));
  return {
    fields: known({
      title: show.name,
      originalTitle: show.original_name === show.name ? undefined : show.original_name,
      summary: show.overview,
      tagline: show.tagline,
      audienceRating: show.vote_count ? show.vote_average : undefined,
      studio: show.networks[0]?.name,
      year: yearOf(show.first_air_date),
      originallyAvailableAt: show.first_air_date,
      status: show.status && (/^(?:Ended|Canceled)$/.test(show.status) ? 'Ended' : 'Continuing'),
      contentRating: chooseRating(ratings, wishes.language),
    } satisfies { [K in keyof FieldValues]?: FieldValues[K] | undefined }),
    tags: [
      ...tagsOf('genre', show.genres),
      ...tagsOf('writer', show.created_by),
      ...(show.aggregate_credits?.cast ?? []).map(({ name, roles }) => actor(name, roles[0]?.character)),
      ...tagsOf('country', show.production_countries),
    ],
    ids: known({
      tmdb: `${show.id}`,
      imdb: ids?.imdb_id,
      tvdb: ids?.tvdb_id === undefined ? undefined : `${ids.tvdb_id}`,
    }) as Record<string, string>,
    pictures: mainPictures(show, wishes),
  };
}

export function describeSeason(season: Season, wishes: Wishes): RemoteSaid {
  return {
    fields: known({ title: season.name, summary: season.overview, originallyAvailableAt: season.air_date }),
    tags: [],
    ids: {},
    pictures: picture('poster', season.poster_path, 'w780', wishes),
  };
}

export function describeEpisode(episode: Season['episodes'][number], wishes: Wishes): RemoteSaid {
  return {
    fields: known({
      title: episode.name,
      summary: episode.overview,
      originallyAvailableAt: episode.air_date,
      audienceRating: episode.vote_average,
      year: yearOf(episode.air_date),
    }),
    tags: [
      ...crewTags(episode.crew),
      ...episode.guest_stars.map(({ name, character }) => actor(name, character)),
    ],
    ids: { tmdb: `${episode.id}` },
    pictures: picture('thumb', episode.still_path, 'w300', wishes),
  };
}

/** Who did what, as TMDB names jobs. */
const jobs: ReadonlyMap<string, Tag['kind']> = new Map([
  ['Director', 'director'],
  ['Writer', 'writer'],
  ['Screenplay', 'writer'],
  ['Story', 'writer'],
  ['Teleplay', 'writer'],
  ['Producer', 'producer'],
  ['Original Music Composer', 'composer'],
]);

function crewTags(crew: readonly { name: string; job: string | undefined }[]): Tag[] {
  const tags = crew.flatMap(({ name, job }) => {
    const kind = jobs.get(job ?? '');
    return kind ? [{ kind, name }] : [];
  });
  // Who wrote the story and the screenplay is one writer.
  return [...new Map(tags.map(tag => [`${tag.kind} ${tag.name}`, tag])).values()];
}

function tagsOf(kind: Tag['kind'], named: readonly { name: string }[]): Tag[] {
  return named.map(({ name }) => ({ kind, name }));
}

function actor(name: string, role: string | undefined): Tag {
  return { kind: 'actor', name, ...(role !== undefined && { role }) };
}

/** Of the country of the language, as Plex writes it: `PG-13`, but `de/16`. */
function chooseRating(
  ratings: readonly { country: string; rating: string | undefined }[] = [],
  language: string,
): string | undefined {
  const country = new Intl.Locale(language).maximize().region ?? 'US';
  for (const wanted of [country, 'US']) {
    const rating = ratings.find(({ country, rating }) => country === wanted && rating !== undefined)?.rating;
    if (rating !== undefined) return wanted === 'US' ? rating : `${wanted.toLowerCase()}/${rating}`;
  }
  return undefined;
}

function mainPictures(
  { poster_path, backdrop_path, images }: Pick<Film, 'poster_path' | 'backdrop_path' | 'images'>,
  wishes: Wishes,
): RemotePicture[] {
  const language = new Intl.Locale(wishes.language).language;
  const rank = (of: string | undefined) => (of === language ? 0 : of === 'en' ? 1 : 2);
  const logo = (images?.logos ?? [])
    .filter(({ file_path }) => file_path !== undefined)
    .sort(
      (a, b) => rank(a.iso_639_1) - rank(b.iso_639_1) || (b.vote_average ?? 0) - (a.vote_average ?? 0),
    )[0];
  return [
    ...picture('poster', poster_path, 'w780', wishes),
    ...picture('art', backdrop_path, 'w1280', wishes),
    ...picture('clearLogo', logo?.file_path, 'w500', wishes),
  ];
}

/** Sizes are those of `GET /3/configuration`, which have been the same since 2013. */
function picture(
  kind: RemotePicture['kind'],
  path: string | undefined,
  size: 'w300' | 'w500' | 'w780' | 'w1280',
  { pictures }: Wishes,
): RemotePicture[] {
  return path === undefined ? [] : [{ kind, address: `${pictures}/${size}${path}`, isLasting: true }];
}
