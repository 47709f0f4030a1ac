import type { SubjectType } from '../../domain/subject.ts';
import { yearOf } from '../answer.ts';
import { findByTurns } from '../find-by-turns.ts';
import { findMatch } from '../match.ts';
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
import { lookedUp, type Show, search, show } from './answers.ts';
import { describeEpisode, describeSeason, describeShow } from './describe.ts';

export interface TvmazeSettings {
  /** `https://api.tvmaze.com` */
  readonly base: string;
  /** Where pictures are. */
  readonly pictures: string;
  readonly userAgent: string;
}

/** Services whose ids TVmaze can be asked for, by what it calls them. */
const foreignIds = [
  ['imdb', 'imdb'],
  ['tvdb', 'thetvdb'],
] as const;

/** TVmaze allows at least 20 requests in 10 seconds. */
const rate = { perSecond: 1.5, burst: 4 };

/** Shows of TVmaze. It needs no key; what it says is under CC BY-SA. */
export class Tvmaze implements Provider {
  readonly name = 'tvmaze';
  readonly title = 'TVmaze';
  readonly types: ReadonlySet<SubjectType> = new Set(['show']);
  readonly #service: Service;
  readonly #pictures: Service;

  constructor({ base, pictures, userAgent }: TvmazeSettings, pace: Pace, signal: AbortSignal) {
    this.#service = new Service(
      { title: this.title, base, rate, userAgent, mostBytes: 20_000_000 },
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
      own: subject.ids['tvmaze'],
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
    const parts = ['episodes', 'seasons', 'cast', 'images'].map(part => `embed[]=${part}`).join('&');
    // One answer tells of the whole show: what it never spoke of must be in it.
    const isNew = below.some(({ version }) => version === undefined);
    const before = isNew ? undefined : versions.get(about);
    const form = show.transform(show => describeAll(show, about, below));
    const answer = await this.#service.json(`/shows/${id}?${parts}`, {}, form, before);
    const piece = toPiece(about, answer, before);
    if (piece) yield piece;
  }

  picture(address: string): Promise<Buffer | undefined> {
    return this.#pictures.bytes(address);
  }

  async #findByIds({ ids }: Question['subject']): Promise<string | undefined> {
    for (const [service, name] of foreignIds) {
      const value = ids[service];
      if (value === undefined) continue;
      const answer = await this.#service.json('/lookup/shows', { [name]: value }, lookedUp);
      if (answer.kind === 'content') return `${answer.content.id}`;
    }
    return undefined;
  }

  async #search({ title, year }: Question['subject']): Promise<string | undefined> {
    const answer = await this.#service.json('/search/shows', { q: title }, search);
    if (answer.kind !== 'content') return undefined;
    const candidates = answer.content.map(({ show: { id, name, premiered } }) => ({
      id: `${id}`,
      titles: [name],
      year: yearOf(premiered),
    }));
    return findMatch({ title, year }, candidates);
  }
}

function describeAll(show: Show, about: number, below: Question['below']): Map<number, RemoteSaid> {
  const seasons = new Map(show._embedded.seasons.map(season => [season.number, season]));
  const episodes = new Map(
    show._embedded.episodes.map(episode => [`${episode.season} ${episode.number}`, episode]),
  );
  const numbers = new Map(below.map(({ id, index }) => [id, index]));
  const said = new Map([[about, describeShow(show)]]);
  for (const { id, type, index, parentId } of below) {
    const season = type === 'season' ? seasons.get(index ?? Number.NaN) : undefined;
    const episode = type === 'episode' ? episodes.get(`${numbers.get(parentId)} ${index}`) : undefined;
    said.set(id, season ? describeSeason(season) : episode ? describeEpisode(episode) : nothingSaid);
  }
  return said;
}
