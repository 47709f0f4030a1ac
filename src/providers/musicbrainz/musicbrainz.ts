import type { z } from 'zod';
import type { Subject, SubjectType } from '../../domain/subject.ts';
import { titleKey } from '../../library/naming/title.ts';
import { yearOf } from '../answer.ts';
import { findMatch } from '../match.ts';
import { toPiece } from '../piece.ts';
import type { Found, Piece, Provider, Question, RemoteSaid } from '../provider.ts';
import type { Pace } from '../service/pace.ts';
import { Service } from '../service/service.ts';
import { artist, artistSearch, groupSearch, release, releaseGroup } from './answers.ts';
import { describeAlbum, describeArtist } from './describe.ts';

export interface MusicBrainzSettings {
  /** `https://musicbrainz.org` */
  readonly base: string;
  /** Where the Cover Art Archive is. */
  readonly covers: string;
  /** MusicBrainz requires the name of the program and whom to turn to: `Butler/1.2.3 ( me@example.org )`. */
  readonly userAgent: string;
}

const json = { fmt: 'json' };
/** Albums by which an artist is told from namesakes: each costs a second. */
const albumsTried = 3;
const mbid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Artists and albums of MusicBrainz, and the covers of the Cover Art Archive. */
export class MusicBrainz implements Provider {
  readonly name = 'musicbrainz';
  readonly title = 'MusicBrainz';
  readonly types: ReadonlySet<SubjectType> = new Set(['artist', 'album']);
  readonly #covers: string;
  readonly #service: Service;
  readonly #pictures: Service;

  constructor({ base, covers, userAgent }: MusicBrainzSettings, pace: Pace, signal: AbortSignal) {
    this.#covers = covers;
    // One request a second, whoever asks.
    const rate = { perSecond: 1, burst: 1 };
    this.#service = new Service(
      { title: this.title, base, rate, userAgent, mostBytes: 4_000_000 },
      pace,
      signal,
    );
    const rules = {
      title: 'Cover Art Archive',
      base: covers,
      rate: { perSecond: 2, burst: 2 },
      userAgent,
      mostBytes: 20_000_000,
    };
    // The Cover Art Archive keeps its pictures with the Internet Archive.
    this.#pictures = new Service({ ...rules, alsoHosts: ['archive.org', '.archive.org'] }, pace, signal);
  }

  async find(question: Question): Promise<Found | undefined> {
    return question.subject.type === 'artist'
      ? await this.#findArtist(question)
      : await this.#findAlbum(question);
  }

  async *describe(
    id: string,
    { subject }: Question,
    versions: ReadonlyMap<number, string>,
  ): AsyncIterable<Piece> {
    const about = subject.id;
    const before = versions.get(about);
    const [path, inc, form] =
      subject.type === 'artist'
        ? ([`/ws/2/artist/${id}`, 'genres+ratings', artist.transform(describeArtist)] as const)
        : ([
            `/ws/2/release-group/${id}`,
            'artist-credits+genres+ratings',
            releaseGroup.transform(group => describeAlbum(group, this.#covers)),
          ] as const);
    const said: z.ZodType<ReadonlyMap<number, RemoteSaid>> = form.transform(said => new Map([[about, said]]));
    const piece = toPiece(about, await this.#service.json(path, { ...json, inc }, said, before), before);
    if (piece) yield piece;
  }

  picture(address: string): Promise<Buffer | undefined> {
    return this.#pictures.bytes(address);
  }

  /** Of several artists of one name the one who made an album that is there too. */
  async #findArtist({ subject, below }: Question): Promise<Found | undefined> {
    const { musicbrainz: own = '' } = subject.ids;
    if (mbid.test(own)) return { id: own, isGiven: true };
    const query = { ...json, query: `artist:${phrase(subject.title)}`, limit: '25' };
    const answer = await this.#service.json('/ws/2/artist', query, artistSearch);
    if (answer.kind !== 'content') return undefined;
    const key = titleKey(subject.title);
    const namesakes = answer.content.artists.filter(({ name, aliases }) =>
      [name ?? '', ...aliases.map(alias => alias.name)].some(other => titleKey(other) === key),
    );
    const [only, ...others] = namesakes;
    if (only && others.length === 0) return { id: only.id, isGiven: false };
    if (!only) return undefined;
    for (const album of below.slice(0, albumsTried)) {
      const key = titleKey(album.title);
      const groups = await this.#groups(album.title, `artist:${phrase(subject.title)}`);
      const makers = new Set(
        groups
          .filter(({ title }) => titleKey(title ?? '') === key)
          .flatMap(group => group['artist-credit'].map(credit => credit.artist.id)),
      );
      const [maker, ...more] = namesakes.filter(({ id }) => makers.has(id));
      if (maker && more.length === 0) return { id: maker.id, isGiven: false };
    }
    return undefined;
  }

  async #findAlbum({ subject, artist }: Question): Promise<Found | undefined> {
    const given = await this.#givenGroup(subject);
    if (given !== undefined) return { id: given, isGiven: true };
    if (!artist) return undefined;
    const makerId = artist.ids['musicbrainz'] ?? '';
    const isKnown = mbid.test(makerId);
    const by = isKnown ? `arid:${makerId}` : `artist:${phrase(artist.title)}`;
    const key = titleKey(artist.title);
    const candidates = (await this.#groups(subject.title, by))
      .filter(group =>
        group['artist-credit'].some(({ name, artist: { id, name: own } }) =>
          isKnown ? id === makerId : [name ?? '', own ?? ''].some(other => titleKey(other) === key),
        ),
      )
      .map(group => ({
        id: group.id,
        titles: [group.title ?? ''],
        year: yearOf(group['first-release-date']),
      }));
    // Its year may be that of a later edition: where the title and the artist leave one alone, that is enough.
    const id = findMatch(subject, candidates) ?? findMatch({ title: subject.title }, candidates);
    return id === undefined ? undefined : { id, isGiven: false };
  }

  /** Files give the id of a release, and that belongs to a group. */
  async #givenGroup({ ids }: Subject): Promise<string | undefined> {
    const { musicbrainzreleasegroup: group = '', musicbrainz: own = '' } = ids;
    if (mbid.test(group)) return group;
    if (!mbid.test(own)) return undefined;
    const query = { ...json, inc: 'release-groups' };
    const answer = await this.#service.json(`/ws/2/release/${own}`, query, release);
    return answer.kind === 'content' ? answer.content['release-group'].id : undefined;
  }

  async #groups(title: string, by: string) {
    const query = { ...json, query: `releasegroup:${phrase(title)} AND ${by}`, limit: '25' };
    const answer = await this.#service.json('/ws/2/release-group', query, groupSearch);
    return answer.kind === 'content' ? answer.content['release-groups'] : [];
  }
}

/** A phrase as Lucene reads it. */
function phrase(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
