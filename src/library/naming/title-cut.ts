import { findEdition } from './edition.ts';
import { isCertainTag, isLikelyTag, opensTagPair } from './release-tags.ts';
import { findStackedPart } from './stacked-part.ts';
import { findNumber, type Word } from './words.ts';
import type { YearMark } from './year.ts';

/**
 * How a name is to be read. A `film` may have its year without brackets, be in several files, and carry its place in
 * a list (`01 - Rocky`). A `show` may give the span of its years; a bare number is its year only in a release's name.
 */
export type NameStyle = 'film' | 'show';

/** Titles that begin with square brackets, which otherwise hold the name of a release group. */
const bracketedTitles = new Set(['rec']);

/** The first word of the title: `[Group] Title` and `[Group][Title][04]` have the group first. */
export function findTitleStart(words: readonly Word[]): number {
  const first = words[0];
  if (first === undefined || isTitleBracket(first) || bracketedTitles.has(first.key)) return 0;
  const outside = words.findIndex(isTitleBracket);
  const nextGroup = words.findIndex(word => word.group > first.group);
  if (outside < 0) return nextGroup > 0 && /\p{L}/u.test(words[nextGroup]?.key ?? '') ? nextGroup : 0;
  return isCertainTag(words, outside) || isOnlyYear(words[outside] as Word) ? 0 : outside;
}

export function isTitleBracket(word: Word): boolean {
  return word.bracket === '' || word.bracket === '(';
}

function isOnlyYear(word: Word): boolean {
  return word.bracket === '(' && /^(?:18|19|20)[0-9]{2}$/.test(word.key);
}

/** The word behind the number that a film has in a list: `01 - Rocky`, `1. Rocky`. */
export function skipOrdinal(text: string, words: readonly Word[], start: number): number {
  const [word, next] = [words[start], words[start + 1]];
  if (word === undefined || next === undefined || next.group !== 0 || word.group !== 0) return start;
  const isListed = /^0[1-9]$/.test(word.key) && (next.dash === 'wide' || text.charAt(word.end) === '.');
  const isCounted = findNumber(word, 2) !== undefined && text.startsWith('. ', word.end);
  return isListed || isCounted ? start + 1 : start;
}

/** Where in a name its title stands. */
export interface TitleCut {
  /** Offsets of the title in the name. */
  readonly from: number;
  readonly to: number;
  /** Of its first word, and of the first behind it. */
  readonly start: number;
  readonly end: number;
  readonly tagged: boolean;
}

/** Finds the title between what stands in front of it and the first year, tag or mark behind it. */
export function cutTitle(
  text: string,
  words: readonly Word[],
  start: number,
  year: YearMark | undefined,
  style: NameStyle,
): TitleCut {
  const first = words[start];
  if (first === undefined) return { from: 0, to: text.length, start: 0, end: 0, tagged: false };
  // `(1999) The Matrix` and `1999 - The Matrix`: the title comes after the year.
  const isLeading = year?.index === start && words.length > start + 1 && !isCertainTag(words, start + 1);
  const from = isLeading ? start + 1 : start;
  const limit = year !== undefined && year.index > from ? year.index : words.length;

  // The first word is the title's whatever it is, unless it is a tag.
  const end = findTitleEnd(words, isCertainTag(words, from) ? from : from + 1, limit, (index, word) =>
    endsTitle(words, index, word, from, year, style),
  );
  const opening = words[from] as Word;
  const inGroup = from > 0 && !isTitleBracket(opening);
  return {
    // What stands before the first word belongs to its title: `...And Justice for All`, `[REC]`.
    from: from === 0 ? 0 : inGroup ? opening.start : opening.cut,
    to: inGroup ? (words[end - 1] as Word).end : (words[end]?.cut ?? text.length),
    start: from,
    end,
    tagged: words.some((_, index) => index >= end && isCertainTag(words, index)),
  };
}

/** The first word from `from` on, and before `limit`, that a tag or a mark makes the end of the title. */
export function findTitleEnd(
  words: readonly Word[],
  from: number,
  limit: number,
  isMark: (index: number, word: Word) => boolean,
): number {
  // With a year behind it, a tag is one only where nothing but tags stands between: `The 4K Story (2020)`.
  const tagsFrom = limit === words.length ? from : startOfTags(words, limit);
  let end = from;
  for (; end < limit; end++) {
    if (end >= tagsFrom && isCertainTag(words, end)) {
      while (end > from && isLikelyTag(words[end - 1] as Word)) end--;
      break;
    }
    if (isMark(end, words[end] as Word)) break;
  }
  // Brackets are cut off whole.
  while (end > from && isInSameBrackets(words[end - 1], words[end])) end--;
  return end;
}

/** The first of the words before `limit` of which all are tags. */
function startOfTags(words: readonly Word[], limit: number): number {
  let start = limit;
  for (let index = limit - 1; index >= 0; index--) {
    if (isCertainTag(words, index)) start = index;
    else if (!isLikelyTag(words[index] as Word) && !opensTagPair(words, index - 1)) break;
  }
  return start;
}

function isInSameBrackets(word: Word | undefined, next: Word | undefined): boolean {
  return word !== undefined && next !== undefined && next.group !== 0 && word.group === next.group;
}

/** Marks that end a title although no tag and no year stands there. */
function endsTitle(
  words: readonly Word[],
  index: number,
  word: Word,
  from: number,
  year: YearMark | undefined,
  style: NameStyle,
): boolean {
  const opensGroup = word.group !== 0 && words[index - 1]?.group !== word.group;
  if (!isTitleBracket(word) && word.group !== words[from]?.group) return true;
  if (opensGroup || word.dash === 'wide') {
    if (findEdition(words, index) !== undefined) return true;
    if (words.length - index <= 4 && words.slice(index).every(isLikelyTag)) return true;
  }
  if (style === 'show') return false;
  const part = findStackedPart(words, index);
  return part?.certainty === 'disc' || (part?.certainty === 'attached' && year === undefined);
}
