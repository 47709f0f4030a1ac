import type { KnownShow, SourceChannel, SourceProgramme } from '../domain/guide.ts';
import { readEpisodeNumber } from './episode-number.ts';
import { ShowMatcher } from './show-matcher.ts';
import { NoGuide, type XmltvProgramme } from './xmltv-reader.ts';
import { parseXmltvTime } from './xmltv-time.ts';

const mostChannels = 50_000;
/** Nothing lasts longer on television; what claims to is taken to have no end of its own. */
export const longestProgrammeMs = 24 * 3_600_000;

/** Programmes that begin before `to` and end after `from` are kept. Milliseconds since 1970 UTC. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a guide brought, beside its programmes. */
export interface GuideSummary {
  readonly channels: readonly SourceChannel[];
  readonly kept: number;
  /** How many of those are episodes of shows in the library. */
  readonly matched: number;
  /** How many had ended by then, and how many come later than those that are kept. */
  readonly past: number;
  readonly later: number;
  /** How many were left out, by the reason. */
  readonly refused: Readonly<Record<string, number>>;
  /** How many channels have programmes and no description of their own. */
  readonly undescribed: number;
}

/** Makes rows of a guide's elements, one at a time. */
export class GuideIntake {
  readonly #span: Span;
  readonly #shows: ShowMatcher;
  readonly #places = new Map<string, number>();
  readonly #channels: SourceChannel[] = [];
  readonly #described = new Set<number>();
  readonly #refused = new Map<string, number>();
  #kept = 0;
  #matched = 0;
  #past = 0;
  #later = 0;

  constructor(span: Span, shows: readonly KnownShow[]) {
    this.#span = span;
    this.#shows = new ShowMatcher(shows);
  }

  /** Of two descriptions of one channel the first counts. */
  addChannel(channel: SourceChannel): void {
    if (channel.xmltvId === '') {
      this.#refuse('a channel has no id');
      return;
    }
    const place = this.#placeOf(channel.xmltvId);
    if (this.#described.has(place)) return;
    this.#described.add(place);
    this.#channels[place] = channel;
  }

  /** The programme as a row; undefined where it is left out. */
  take(programme: XmltvProgramme): SourceProgramme | undefined {
    const startsAt = parseXmltvTime(programme.start);
    const problem =
      programme.channel === ''
        ? 'a programme names no channel'
        : programme.title === ''
          ? 'a programme has no title'
          : startsAt === undefined
            ? 'the start of a programme cannot be read'
            : undefined;
    if (problem !== undefined || startsAt === undefined) {
      this.#refuse(problem ?? '');
      return undefined;
    }
    const endsAt = readEnd(programme.stop, startsAt);
    const { from, to } = this.#span;
    if (startsAt >= to) {
      this.#later++;
      return undefined;
    }
    if ((endsAt ?? startsAt + longestProgrammeMs) <= from) {
      this.#past++;
      return undefined;
    }
    const number = readEpisodeNumber(programme.episodes);
    const showId = this.#findShow(programme, number.episode !== null) ?? null;
    this.#kept++;
    if (showId !== null) this.#matched++;
    return {
      channel: this.#placeOf(programme.channel),
      startsAt,
      endsAt,
      title: programme.title,
      subtitle: programme.subtitle || null,
      description: programme.description || null,
      categories: programme.categories.join('\n') || null,
      ...number,
      showId,
    };
  }

  summary(): GuideSummary {
    return {
      channels: this.#channels,
      kept: this.#kept,
      matched: this.#matched,
      past: this.#past,
      later: this.#later,
      refused: Object.fromEntries(this.#refused),
      undescribed: this.#channels.length - this.#described.size,
    };
  }

  /** A film may have the title of a show: it is one only where nothing says that it is an episode. */
  #findShow(programme: XmltvProgramme, isEpisode: boolean): number | undefined {
    if (!isEpisode && programme.categories.some(category => /\b(movie|film|spielfilm)\b/i.test(category)))
      return undefined;
    const year = /^\d{4}/.exec(programme.date)?.[0];
    return this.#shows.find({ title: programme.title, year: year === undefined ? undefined : Number(year) });
  }

  #placeOf(xmltvId: string): number {
    const known = this.#places.get(xmltvId);
    if (known !== undefined) return known;
    const place = this.#channels.length;
    if (place >= mostChannels) throw new NoGuide(`it has more than ${mostChannels} channels`);
    this.#places.set(xmltvId, place);
    this.#channels.push({ xmltvId, names: [xmltvId] });
    return place;
  }

  #refuse(reason: string): void {
    this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
  }
}

/** Null where it is not told, cannot be read, is not after the start, or further away than any programme lasts. */
function readEnd(stop: string | undefined, startsAt: number): number | null {
  const endsAt = stop === undefined ? undefined : parseXmltvTime(stop);
  const lasts = endsAt === undefined ? 0 : endsAt - startsAt;
  return endsAt !== undefined && lasts > 0 && lasts <= longestProgrammeMs ? endsAt : null;
}
