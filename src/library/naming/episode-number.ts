import { type EpisodeMark, spanOf } from './episode-code.ts';
import { skipTitle } from './name.ts';
import { isBroadcastTag, isCertainTag, technicalNumbers } from './release-tags.ts';
import { episodeWords, writtenNumbers } from './season-words.ts';
import { findNumber, splitWords, type Word } from './words.ts';

/** What the folders say of the file whose number is sought. */
export interface EpisodePlace {
  /** Title of the show's folder. */
  readonly show?: string;
  /** Of the season's folder. */
  readonly season?: number;
}

/** A name in the hands of the rules below. */
interface Sight {
  readonly text: string;
  readonly words: readonly Word[];
  /** The first word outside a leading `[Group]`. */
  readonly first: number;
  /** The first word behind the show's title, where the name begins with it; else the one behind `first`. */
  readonly afterShow: number;
  readonly startsWithShow: boolean;
  /** The first release tag, or the number of words. */
  readonly limit: number;
  readonly place: EpisodePlace;
}

/**
 * Where a name without a season's code has the number of its episode. The rules go from the most to the least
 * telling; numbers of resolutions, codecs, channels and years are never one.
 */
export function findEpisodeNumber(text: string, place: EpisodePlace): EpisodeMark | undefined {
  const worded = findWorded(text);
  if (worded !== undefined) return worded;
  const words = splitWords(text);
  const outside = words.findIndex(word => word.bracket === '' || word.bracket === '(');
  const first = Math.max(outside, 0);
  const behind = place.show === undefined ? undefined : skipTitle(words, first, place.show);
  const tag = words.findIndex((_, index) => index > first && isCertainTag(words, index));
  const sight: Sight = {
    text,
    words,
    first,
    afterShow: behind ?? first + 1,
    startsWithShow: behind !== undefined,
    limit: tag < 0 ? words.length : tag,
    place,
  };
  return (
    findLeading(sight) ??
    findDashed(sight) ??
    findInBrackets(sight, '[') ??
    findTrailing(sight) ??
    findOneOf(sight) ??
    findInBrackets(sight, '(') ??
    findPart(sight)
  );
}

const special = /(?<![\p{L}\p{N}])(?:sp|ova|oad|special)[ ._-]{0,3}([0-9]{1,2})(?![\p{L}\p{N}])/iu;
/** `Episode 5`, `Ep05`, `E05`, `#957`, each also with the last of several: `Episode 99-100`, `E01~E16`. */
const worded = new RegExp(
  `(?:(?<![\\p{L}\\p{N}])(?:${episodeWords.join('|')}|e)[ ._-]{0,3}|#)([0-9]{1,4})` +
    `(?:[-~](?:${episodeWords.join('|')}|e)?([0-9]{1,4}))?(?:v[0-9])?(?![\\p{L}\\p{N}])`,
  'iu',
);
/** `第12話`, `12集`, `12화`, `12 серия`. */
const counted = /第?([0-9]{1,4})(?:[話话集回화]|\s?(?:-?я\s)?сери[яи])/iu;
/** Spanish releases write `Cap.201` for the first of the second season. */
const capitulo = /(?<![\p{L}\p{N}])cap\.?([0-9]{1,2})([0-9]{2})(?![0-9])/iu;

function findWorded(text: string): EpisodeMark | undefined {
  if (!/[0-9]/.test(text)) return undefined;
  const chapter = capitulo.exec(text);
  if (chapter !== null) {
    return { ...markAt(chapter, [Number(chapter[2])]), season: Number(chapter[1]) };
  }
  const match = worded.exec(text) ?? counted.exec(text);
  if (match !== null) {
    const [first, last] = [Number(match[1]), Number(match[2] ?? 0)];
    return markAt(match, spanOf(first, last));
  }
  const extra = special.exec(text);
  return extra === null ? undefined : { ...markAt(extra, [Number(extra[1])]), season: 0 };
}

function markAt(match: RegExpExecArray, episodes: readonly number[]): EpisodeMark {
  return { start: match.index, end: match.index + match[0].length, episodes };
}

/** `02 - Title`, `02.Title`, `2. Title`, `01-03`; in a season's folder also `16 Some Title`. */
function findLeading(sight: Sight): EpisodeMark | undefined {
  const { words, first, text, place } = sight;
  const word = words[first];
  const number = episodeOf(word);
  if (word === undefined || number === undefined || word.bracket !== '' || isYear(word)) return undefined;
  // The show is called `24`, and its title stands there.
  if (sight.startsWithShow && words[sight.afterShow] !== undefined && hasNumberBehindShow(sight))
    return undefined;
  const next = words[first + 1];
  // `[Group] 86 - 01`: with a group in front comes the show, and then the number.
  if (first > 0 && next?.dash === 'wide' && episodeOf(next) !== undefined) return undefined;
  const apart =
    next === undefined || next.dash !== '' || next.group !== 0 || /[._]/.test(text.charAt(word.end));
  const inSeason = place.season !== undefined;
  if (!inSeason && (first > 0 || !(apart || word.key.startsWith('0')))) return undefined;
  return numbered(sight, first, number);
}

function hasNumberBehindShow({ words, afterShow, limit }: Sight): boolean {
  return afterShow < limit && episodeOf(words[afterShow]) !== undefined;
}

/** `Show - 012`, `Show - 26-27`. */
function findDashed(sight: Sight): EpisodeMark | undefined {
  const { words, afterShow, limit } = sight;
  for (let index = Math.min(afterShow, sight.first + 1); index < limit; index++) {
    const word = words[index] as Word;
    const number = episodeOf(word);
    if (number === undefined || word.dash !== 'wide' || word.bracket !== '' || isYear(word)) continue;
    // `[Group] Show - 264` and `Show - 1080 [1080p]` are episodes; `Show - 1080` is not.
    if (!technicalNumbers.has(number) || limit < words.length || sight.first > 0)
      return numbered(sight, index, number);
  }
  return undefined;
}

/** `[Group][Show][04][1080p]`, `Show (05)`. */
function findInBrackets(sight: Sight, bracket: '[' | '('): EpisodeMark | undefined {
  const { words, place } = sight;
  for (let index = place.season === undefined ? 1 : 0; index < words.length; index++) {
    const word = words[index] as Word;
    const isAlone = words[index - 1]?.group !== word.group && words[index + 1]?.group !== word.group;
    const fits = bracket === '(' ? word.bracket === '(' : word.bracket === '[' || word.bracket === '{';
    const number = episodeOf(word);
    if (fits && isAlone && number !== undefined && !isYear(word) && !technicalNumbers.has(number)) {
      return numbered(sight, index, number);
    }
  }
  return undefined;
}

/** `Show 012`, `Show_07_(1280x720)`, `Show 05 [1080p]`, `Show 01 Title`, `show.103.hdtv`. */
function findTrailing(sight: Sight): EpisodeMark | undefined {
  const { words, afterShow, startsWithShow, limit } = sight;
  let padded: number | undefined;
  for (let index = limit - 1; index >= afterShow; index--) {
    const word = words[index] as Word;
    const number = episodeOf(word);
    if (number === undefined || word.bracket !== '' || isYear(word) || isDecimal(sight, index)) continue;
    if (technicalNumbers.has(number) || isYear(words[index - 1])) continue;
    const isPadded = word.key.startsWith('0');
    if (word.dash === 'tight' && !isPadded) continue;
    const next = words[index + 1];
    const isSpan = next?.dash === 'tight' && episodeOf(next) !== undefined;
    const behind = isSpan ? index + 2 : index + 1;
    const isLast = behind === limit || words[behind]?.group !== 0;
    if (isLast || (startsWithShow && index === afterShow)) return numbered(sight, index, number);
    if (isPadded) padded = index;
  }
  return padded === undefined ? undefined : numbered(sight, padded, episodeOf(words[padded]) as number);
}

/** `5of9`, `5 of 9`. */
function findOneOf({ words }: Sight): EpisodeMark | undefined {
  for (const [index, word] of words.entries()) {
    const glued = /^([0-9]{1,2})of[0-9]{1,2}$/.exec(word.key);
    if (glued !== null) return { start: word.cut, end: word.end, episodes: [Number(glued[1])] };
    const number = findNumber(word, 2);
    const last = words[index + 2];
    if (number !== undefined && words[index + 1]?.key === 'of' && findNumber(last, 2) !== undefined) {
      return { start: word.cut, end: (last as Word).end, episodes: [number] };
    }
  }
  return undefined;
}

/** `Part 2`, `Part Two`, `Pt.II`: how mini-series are named. */
function findPart({ words }: Sight): EpisodeMark | undefined {
  for (const [index, word] of words.entries()) {
    const glued = /^(?:part|teil|chapter)([0-9]{1,2})$/.exec(word.key);
    if (glued !== null) return { start: word.cut, end: word.end, episodes: [Number(glued[1])] };
    if (!/^(?:part|pt|parte|partie|teil|chapter|chapitre|kapitel)$/.test(word.key)) continue;
    const next = words[index + 1];
    const number = findNumber(next, 2) ?? writtenNumbers.get(next?.key ?? '');
    if (number !== undefined) return { start: word.cut, end: (next as Word).end, episodes: [number] };
  }
  return undefined;
}

/** Makes the mark for the number at a word, with the last of a span behind it, and its season where it holds one. */
function numbered(sight: Sight, index: number, number: number): EpisodeMark {
  const { words, place } = sight;
  const word = words[index] as Word;
  const next = words[index + 1];
  const last = next?.dash === 'tight' && next.group === word.group ? episodeOf(next) : undefined;
  if (last !== undefined && last > number && last - number < 100) {
    return { start: word.cut, end: (next as Word).end, episodes: spanOf(number, last) };
  }
  const mark = { start: word.cut, end: word.end };
  if (holdsSeason(sight, word, number)) {
    return { ...mark, season: Math.floor(number / 100), episodes: [number % 100] };
  }
  return { ...mark, ...(place.season !== undefined && { season: place.season }), episodes: [number] };
}

/** `601` in the folder of season 6, and `103` in a broadcast's release, are `6x01` and `1x03`. */
function holdsSeason({ place, text, words, first, limit }: Sight, word: Word, number: number): boolean {
  if (number < 101 || word.key.startsWith('0') || number % 100 === 0) return false;
  if (place.season !== undefined) return place.season === Math.floor(number / 100);
  return first === 0 && !text.includes(' ') && words.slice(limit).some(isBroadcastTag);
}

/** The number that a word is, also of a second version: `09v2`. */
function episodeOf(word: Word | undefined): number | undefined {
  const digits = /^([0-9]{1,4})(?:v[0-9])?$/.exec(word?.key ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function isYear(word: Word | undefined): boolean {
  return word?.key.length === 4 && /^(?:19|20)/.test(word.key);
}

/** Channels and versions: `5.1`, `2.0`. */
function isDecimal({ text, words }: Sight, index: number): boolean {
  const word = words[index] as Word;
  const touches = (left: Word | undefined, right: Word | undefined) =>
    left !== undefined &&
    right !== undefined &&
    right.start - left.end === 1 &&
    text.charAt(left.end) === '.' &&
    findNumber(left, 1) !== undefined &&
    findNumber(right, 1) !== undefined;
  return touches(word, words[index + 1]) || touches(words[index - 1], word);
}
