import { findEdition, takeEditionMark } from './edition.ts';
import { takeExternalIds } from './external-ids.ts';
import { findStackedPart } from './stacked-part.ts';
import { readTail, type Tail } from './tail.ts';
import { cleanTitle, titleKey } from './title.ts';
import {
  cutTitle,
  findTitleEnd,
  findTitleStart,
  isTitleBracket,
  type NameStyle,
  skipOrdinal,
  type TitleCut,
} from './title-cut.ts';
import { splitWords, type Word } from './words.ts';
import { findYear, type YearMark } from './year.ts';

/** What the name of a film or show, of its file or its folder, says. */
export interface Name {
  /** Empty where the name has only marks and tags. */
  readonly title: string;
  readonly year: YearMark | undefined;
  readonly edition: string | undefined;
  readonly partIndex: number | undefined;
  readonly externalIds: Readonly<Record<string, string>> | undefined;
  /** Release tags show that the name was given by a machine, and is complete. */
  readonly hasTags: boolean;
  readonly words: readonly Word[];
  /** Of the first word behind the title. */
  readonly tail: number;
}

/** Reads a name in four steps: marks are taken out, the year is found, then where the title ends, then the tail. */
export function readName(text: string, style: NameStyle): Name {
  const marked = takeEditionMark(text);
  const { rest, ids } = takeExternalIds(marked.rest);
  const words = splitWords(rest);
  const start = findTitleStart(words);
  const isFilm = style === 'film';
  const year = findYear(words, start, { bare: isFilm || !rest.includes(' '), spans: !isFilm });
  const title = cutTitle(rest, words, isFilm ? skipOrdinal(rest, words, start) : start, year, style);
  const tail = readTail(words, title.end);
  return {
    title: cleanTitle(rest.slice(title.from, title.to)),
    // A name that is only a year has it for a title.
    year: year !== undefined && isIn(title, year.index) ? undefined : year,
    edition: marked.edition ?? tail.edition,
    partIndex: isFilm ? tail.partIndex : undefined,
    externalIds: ids,
    hasTags: title.tagged,
    words,
    tail: title.end,
  };
}

function isIn(title: TitleCut, index: number): boolean {
  return index >= title.start && index < title.end;
}

/** What stands behind an episode's number: its title, and what {@link readTail} finds behind that. */
export interface Rest extends Tail {
  readonly title: string;
}

const checksumOrYear = /^(?:[0-9a-f]{8}|(?:19|20)[0-9]{2})$/;

/** Reads a name from the episode's number on. Tags may follow at once: `.720p.HDTV-GRP`. */
export function readRest(rest: string): Rest {
  const text = rest.replace(/^[)\]}】）］]{1,3}/, '').replace(/^\.(?!\.)/, '');
  const words = splitWords(text);
  const end = findTitleEnd(words, 0, words.length, (index, word) => {
    if (!isTitleBracket(word) || (word.group !== 0 && checksumOrYear.test(word.key))) return true;
    if (word.dash === 'wide' && findEdition(words, index) !== undefined) return true;
    const part = findStackedPart(words, index);
    return part !== undefined && part.certainty !== 'spaced';
  });
  return { title: cleanTitle(text.slice(0, words[end]?.cut ?? text.length)), ...readTail(words, end) };
}

/** The index of the first word behind a title that the words from `from` on begin with. */
export function skipTitle(words: readonly Word[], from: number, title: string): number | undefined {
  const key = titleKey(title);
  let read = '';
  for (let index = from; index < words.length && read.length < key.length; index++) {
    read += titleKey(words[index]?.key ?? '');
    if (read === key) return index + 1;
  }
  return undefined;
}
