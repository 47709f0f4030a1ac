import { episodeWords, seasonWords } from './season-words.ts';

/** Where a name numbers its episode, and how. */
export interface EpisodeMark {
  /** Offsets in the name: the show stands before it, the episode's title behind. */
  readonly start: number;
  readonly end: number;
  readonly season?: number;
  readonly episodes: readonly number[];
  /** ISO date, instead of numbers. */
  readonly airedOn?: string;
  /** `S01E02b` is the second part of an episode. */
  readonly partIndex?: number;
}

// All repetitions are bounded: the time for a name grows with its length and no faster.

/** `S01E02`, `s1e2`, `S01.E02`, `S01 - E02`, `S01EP02`, `S01xE02`, `s01x02`. */
const seasonEpisode =
  /(?<![\p{L}\p{N}])s([0-9]{1,4})(?:[ ._-]{0,3}x?e(?:p(?:isode)?)?[ ._-]{0,2}|x)([0-9]{1,5})(?![0-9])/iu;
/** `zoos01e11`: without a gap before it, only in full. */
const gluedSeasonEpisode = /s([0-9]{2})e([0-9]{2,3})(?![0-9])/i;
/** `1x02`, `2013x15`. */
const crossed = /(?<![\p{L}\p{N}])((?:19|20)[0-9]{2}|[0-9]{1,2})x([0-9]{1,3})(?![0-9]|(?!x[0-9])\p{L})/giu;
/** `Season 1 Episode 2`, `Staffel 1 - Folge 2`. */
const inWords = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${seasonWords.join('|')})[ ._-]{0,3}([0-9]{1,4})[ ._,-]{0,4}` +
    `(?:${episodeWords.join('|')})[ ._-]{0,3}([0-9]{1,4})(?![0-9])`,
  'iu',
);

/** `E03`, `-E03`, ` - S01E03`. */
const nextEpisode = /[ ._]?([-~+&]?)[ ._]?(?:s([0-9]{1,4})[ ._]?)?e(?:p)?([0-9]{1,5})(?![0-9\p{L}])/iuy;
/** `x03`, `-x03`, ` - 1x03`. */
const nextCrossed = /[ ._]?([-~+&]?)[ ._]?([0-9]{1,4})?x([0-9]{1,3})(?![0-9]|(?!x[0-9])\p{L})/iuy;
/** `-03`, attached. */
const nextNumber = /([-~])([0-9]{1,3})(?![0-9\p{L}])/uy;
const partLetter = /([a-d])(?![\p{L}\p{N}])/iuy;

/** A video's height is no episode: `1920x1080`. */
const lowestHeight = 480;
/** A file holds no more episodes than this; a bare number further on means something else. */
const widestSpan = 200;

/** A season with episodes, written as a code that means nothing else. */
export function findEpisodeCode(name: string): EpisodeMark | undefined {
  return (
    findFirst(name, seasonEpisode) ??
    findFirst(name, gluedSeasonEpisode) ??
    findCrossed(name) ??
    findInWords(name)
  );
}

function findFirst(name: string, pattern: RegExp): EpisodeMark | undefined {
  const match = pattern.exec(name);
  return match === null ? undefined : followed(name, match);
}

function findCrossed(name: string): EpisodeMark | undefined {
  crossed.lastIndex = 0;
  for (let match = crossed.exec(name); match !== null; match = crossed.exec(name)) {
    const isResolution = (match[1] as string).length === 4 && Number(match[2]) >= lowestHeight;
    if (!isResolution) return followed(name, match);
  }
  return undefined;
}

function findInWords(name: string): EpisodeMark | undefined {
  return /[0-9]/.test(name) ? findFirst(name, inWords) : undefined;
}

/** Reads on behind the first code for as long as more of the same season follow. */
function followed(name: string, match: RegExpExecArray): EpisodeMark {
  const season = Number(match[1]);
  const episodes = [Number(match[2])];
  let end = match.index + match[0].length;
  let ranged = false;
  for (;;) {
    const next = readNext(name, end, season, episodes.at(-1) as number);
    if (next === undefined) break;
    ranged = next.joint === '-' || next.joint === '~';
    episodes.push(next.episode);
    end = next.end;
  }
  partLetter.lastIndex = end;
  const letter = partLetter.exec(name)?.[1]?.toLowerCase();
  if (letter !== undefined) end += 1;
  return {
    start: match.index,
    end,
    season,
    episodes:
      ranged && episodes.length === 2 ? spanOf(episodes[0] as number, episodes[1] as number) : episodes,
    ...(letter !== undefined && { partIndex: letter.charCodeAt(0) - 96 }),
  };
}

interface NextEpisode {
  readonly joint: string;
  readonly episode: number;
  readonly end: number;
}

function readNext(name: string, at: number, season: number, last: number): NextEpisode | undefined {
  for (const pattern of [nextEpisode, nextCrossed]) {
    pattern.lastIndex = at;
    const match = pattern.exec(name);
    if (match === null) continue;
    const episode = Number(match[3]);
    const isSame = match[2] === undefined || Number(match[2]) === season;
    // `x264` after a code is a codec.
    if (isSame && episode > last && episode - last <= widestSpan && !isCodec(match[2], episode)) {
      return { joint: match[1] as string, episode, end: at + match[0].length };
    }
  }
  nextNumber.lastIndex = at;
  const match = nextNumber.exec(name);
  const episode = Number(match?.[2]);
  if (match === null || episode <= last || episode - last > widestSpan / 2) return undefined;
  return { joint: match[1] as string, episode, end: at + match[0].length };
}

function isCodec(season: string | undefined, episode: number): boolean {
  return season === undefined && episode >= 264 && episode <= 266;
}

/** All numbers from `first` to `last`; just those two when they are too far apart to be a file's. */
export function spanOf(first: number, last: number): readonly number[] {
  if (last <= first) return [first];
  if (last - first > widestSpan) return [first, last];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
