import { isCertainTag } from './release-tags.ts';
import { findNumber, type Word } from './words.ts';

export interface YearMark {
  /** Of the word that is the year. */
  readonly index: number;
  readonly year: number;
  /** In brackets of its own: meant as the year, and no part of the title. */
  readonly firm: boolean;
}

/** The first films are from 1888. */
const firstYear = 1888;
const lastYear = 2099;
/** A bare number beyond this is more often part of a title: `Blade Runner 2049`, `2067`. */
const lastBareYear = 2045;

/**
 * The year that a name gives, if any: the first in brackets of its own, else the last bare one before the release
 * tags (`2012.2009.1080p` is of 2009), else one after them. A number that opens the title is part of it.
 */
export function findYear(
  words: readonly Word[],
  titleStart: number,
  allow: { readonly bare: boolean; readonly spans: boolean },
): YearMark | undefined {
  for (let index = 0; index < words.length; index++) {
    const year = yearOf(words[index]);
    if (year === undefined || !opensBrackets(words, index)) continue;
    if (words[index + 1]?.group !== words[index]?.group || (allow.spans && isSpan(words, index))) {
      return { index, year, firm: true };
    }
  }
  if (!allow.bare) return undefined;
  let found: YearMark | undefined;
  for (let index = titleStart + 1; index < words.length; index++) {
    if (found !== undefined && isCertainTag(words, index)) break;
    const year = yearOf(words[index]);
    if (year === undefined || year > lastBareYear) continue;
    if (isWithinDate(words, index) || isSpan(words, index) || isSpan(words, index - 1)) continue;
    if (words[index]?.bracket !== '[') found = { index, year, firm: false };
  }
  return found ?? findLeadingYear(words, titleStart);
}

function yearOf(word: Word | undefined): number | undefined {
  if (word?.key.length !== 4) return undefined;
  const year = findNumber(word);
  return year !== undefined && year >= firstYear && year <= lastYear ? year : undefined;
}

function opensBrackets(words: readonly Word[], index: number): boolean {
  const group = words[index]?.group;
  return group !== 0 && words[index - 1]?.group !== group;
}

/** `1996-2007`, `2010-present`. */
function isSpan(words: readonly Word[], index: number): boolean {
  const next = words[index + 1];
  if (next?.dash !== 'tight' || yearOf(words[index]) === undefined) return false;
  return yearOf(next) !== undefined || next.key === 'present';
}

/** `2014.05.06` and `06.05.2014`: two short numbers beside it. */
function isWithinDate(words: readonly Word[], index: number): boolean {
  const isShort = (at: number) => {
    const number = findNumber(words[at], 2);
    return number !== undefined && number >= 1 && number <= 31;
  };
  return (isShort(index + 1) && isShort(index + 2)) || (isShort(index - 1) && isShort(index - 2));
}

/** `1999 - The Matrix`. */
function findLeadingYear(words: readonly Word[], titleStart: number): YearMark | undefined {
  const year = yearOf(words[titleStart]);
  const next = words[titleStart + 1];
  if (year === undefined || year > lastBareYear || next?.dash !== 'wide' || next.group !== 0)
    return undefined;
  return { index: titleStart, year, firm: false };
}
