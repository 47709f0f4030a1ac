import type { z } from 'zod';
import type { SubjectType } from '../../domain/subject.ts';
import { yearOf } from '../answer.ts';
import { findByTurns } from '../find-by-turns.ts';
import { type Candidate, findMatch } from '../match.ts';
import { toPiece } from '../piece.ts';
import {
  type Found,
  nothingSaid,
  type Piece,
  type Provider,
  type Question,
  type RemoteSaid,
} from '../provider.ts';
import type { Pace } from '../service/pace.ts';
import { Service } from '../service/service.ts';
import { film, filmSearch, findById, season, show, showSearch } from './answers.ts';
import { describeEpisode, describeFilm, describeSeason, describeShow } from './describe.ts';

export interface TmdbSettings {
  /** `https://api.themoviedb.org` */
  readonly base: string;
  /** Where pictures are. */
  readonly pictures: string;
  /** A key of version 3, or a read access token of version 4. */
  readonly key: string;
  /** BCP 47. */
  readonly language: string;
  readonly userAgent: string;
}

/** Services whose ids TMDB can be asked for, the surest first. */
const foreignIds = ['imdb', 'tvdb'] as const;

/** TMDB allows some 40 requests a second, and asks for restraint. */
const rate = { perSecond: 10, burst: 10 };

/** Films and shows of The Movie Database, version 3 of its API. */
export class Tmdb implements Provider {
  readonly name = 'tmdb';
  readonly title = 'TMDB';
  readonly types: ReadonlySet<SubjectType> = new Set(['movie', 'show']);
  readonly #settings: TmdbSettings;
  readonly #query: Readonly<Record<string, string>>;
  readonly #service: Service;
  readonly #pictures: Service;

  constructor(settings: TmdbSettings, pace: Pace, signal: AbortSignal) {
    const { base, pictures, key, language, userAgent } = settings;
    this.#settings = settings;
    const isToken = key.includes('.');
    // A key of version 3 is taken in the query alone.
    this.#query = isToken ? { language } : { api_key: key, language };
    const headers = isToken ? { Authorization: `Bearer ${key}` } : {};
    this.#service = new Service(
      { title: this.title, base, rate, headers, userAgent, mostBytes: 8_000_000 },
      pace,
      signal,
    );
    this.#pictures = new Service(
      { title: this.title, base: pictures, rate, userAgent, mostBytes: 20_000_000 },
      pace,
      signal,
    );
  }

  find({ subject }: Question): Promise<Found | undefined> {
    return findByTurns({
      own: subject.ids['tmdb'],
      byIds: () => this.#findByIds(subject),
      byTitle: () => this.#search(subject),
    });
  }

  async *describe(
    id: string,
    { subject, below }: Question,
    versions: ReadonlyMap<number, string>,
  ): AsyncIterable<Piece> {
    const about = subject.id;
    const [path, parts, form] =
      subject.type === 'movie'
        ? ([
            `/3/movie/${id}`,
            'credits,images,release_dates,external_ids',
            film.transform(film => describeFilm(film, this.#settings)),
          ] as const)
        : ([
            `/3/tv/${id}`,
            'aggregate_credits,images,content_ratings,external_ids',
            show.transform(show => describeShow(show, this.#settings)),
          ] as const);
    const said: z.ZodType<ReadonlyMap<number, RemoteSaid>> = form.transform(said => new Map([[about, said]]));
    const before = versions.get(about);
    const piece = toPiece(about, await this.#service.json(path, this.#detailed(parts), said, before), before);
    if (!piece) return;
    yield piece;
    for (const { id: seasonId, type, index } of below) {
      if (type === 'season' && index !== undefined)
        yield await this.#describeSeason(`${path}/season/${index}`, seasonId, below, versions);
    }
  }

  picture(address: string): Promise<Buffer | undefined> {
    return this.#pictures.bytes(address);
  }

  async #findByIds({ ids, type }: Question['subject']): Promise<string | undefined> {
    for (const service of foreignIds) {
      const value = ids[service];
      if (value === undefined) continue;
      const query = { ...this.#query, external_source: `${service}_id` };
      const answer = await this.#service.json(`/3/find/${encodeURIComponent(value)}`, query, findById);
      if (answer.kind !== 'content') continue;
      const { movie_results, tv_results } = answer.content;
      const [hit, ...others] = type === 'movie' ? movie_results : tv_results;
      if (hit && others.length === 0) return `${hit.id}`;
    }
    return undefined;
  }

  /** With the year first: where a title is common, the right one may not be on the first page without it. */
  async #search({ title, year, type }: Question['subject']): Promise<string | undefined> {
    const name = type === 'movie' ? 'year' : 'first_air_date_year';
    const ways: Record<string, string>[] = year === undefined ? [{}] : [{ [name]: `${year}` }, {}];
    for (const way of ways) {
      const query = { ...this.#query, query: title, include_adult: 'false', ...way };
      const id = findMatch({ title, year }, await this.#candidates(type, query));
      if (id !== undefined) return id;
    }
    return undefined;
  }

  async #candidates(type: SubjectType, query: Record<string, string>): Promise<Candidate[]> {
    if (type === 'movie') {
      const answer = await this.#service.json('/3/search/movie', query, filmSearch);
      if (answer.kind !== 'content') return [];
      return answer.content.results.map(({ id, title, original_title, release_date }) => ({
        id: `${id}`,
        titles: [title ?? '', original_title ?? ''],
        year: yearOf(release_date),
      }));
    }
    const answer = await this.#service.json('/3/search/tv', query, showSearch);
    if (answer.kind !== 'content') return [];
    return answer.content.results.map(({ id, name, original_name, first_air_date }) => ({
      id: `${id}`,
      titles: [name ?? '', original_name ?? ''],
      year: yearOf(first_air_date),
    }));
  }

  async #describeSeason(
    path: string,
    about: number,
    below: Question['below'],
    versions: ReadonlyMap<number, string>,
  ): Promise<Piece> {
    const episodes = below.filter(({ parentId }) => parentId === about);
    // One answer tells of the whole season: what it never spoke of must be in it.
    const isNew = episodes.some(({ version }) => version === undefined);
    const before = isNew ? undefined : versions.get(about);
    const answer = await this.#service.json(path, this.#query, season, before);
    if (answer.kind === 'unchanged') return { about, version: before ?? '', said: 'unchanged' };
    const content = answer.kind === 'content' ? answer.content : undefined;
    const numbered = new Map(content?.episodes.map(episode => [episode.episode_number, episode]));
    const said = new Map<number, RemoteSaid>();
    said.set(about, content ? describeSeason(content, this.#settings) : nothingSaid);
    for (const { id, index } of episodes) {
      const episode = numbered.get(index ?? Number.NaN);
      said.set(id, episode ? describeEpisode(episode, this.#settings) : nothingSaid);
    }
    return { about, version: answer.kind === 'content' ? answer.version : '', said };
  }

  #detailed(parts: string): Record<string, string> {
    const { language } = new Intl.Locale(this.#settings.language);
    const languages = [...new Set([language, 'en', 'null'])].join(',');
    return { ...this.#query, append_to_response: parts, include_image_language: languages };
  }
}
