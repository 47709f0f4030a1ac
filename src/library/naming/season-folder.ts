import { isCertainTag } from './release-tags.ts';
import { nestedSeasonWords, seasonWords, specialsWords } from './season-words.ts';
import { splitWords } from './words.ts';

export interface SeasonFolder {
  /** 0 for specials. */
  readonly season: number;
  /** What stands before it, where the folder names the show too: `Show.S01.1080p`. Empty otherwise. */
  readonly show: string;
}

const words = seasonWords.join('|');
const countedWords = seasonWords.filter(word => !/^s[eé]rie/.test(word)).join('|');
const specials = new Set(specialsWords);

/** `Season 01`, `Staffel 1 - Title`, `Saison1 (2016)`, `Show Season 2`, `Show.S01.1080p`, `[S01]`. */
const namedSeason = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:${words})[ ._-]{0,3}|s)([0-9]{1,4})(?![\\p{L}\\p{N}])`,
  'giu',
);
/** `1. Staffel`, `2nd Season`, `3 évad`; not `24 7 Series`. */
const numberedSeason = new RegExp(
  `(?<![\\p{L}\\p{N}])([0-9]{1,2})(?:st|nd|rd|th|ª|º|er?|ème|-?й)?[ ._-]{0,3}(?:${countedWords})(?![\\p{L}\\p{N}])`,
  'iu',
);
const chinese = /第([0-9]{1,2}|[一二三四五六七八九十])[季期部]/u;
const chineseDigits = '一二三四五六七八九十';
const nestedSeason = new RegExp(
  `^(?:${nestedSeasonWords.join('|')})[ ._-]{0,3}([0-9]{1,2})(?![\\p{L}\\p{N}])`,
  'iu',
);
const numberOnly = /^(?:[0-9]{1,2}|(?:19|20)[0-9]{2})$/;

/** Reads the folder of a season. A bare number counts only below the show's folder, which `isBelowShow` tells. */
export function findSeasonFolder(name: string, isBelowShow: boolean): SeasonFolder | undefined {
  const lower = name.toLowerCase();
  if (specials.has(lower)) return { season: 0, show: '' };
  if (numberOnly.test(name)) return isBelowShow ? { season: Number(name), show: '' } : undefined;
  if (!/[0-9一二三四五六七八九十]/.test(name)) return undefined;
  const nested = isBelowShow ? nestedSeason.exec(name)?.[1] : undefined;
  return nested === undefined ? findSeasonText(name) : { season: Number(nested), show: '' };
}

/** A season within a name: the text before it is the show's. */
export function findSeasonText(name: string): SeasonFolder | undefined {
  const match = lastMatch(name) ?? numberedSeason.exec(name);
  if (match !== null && match !== undefined) {
    return endsThere(name, match)
      ? { season: Number(match[1]), show: name.slice(0, match.index) }
      : undefined;
  }
  const digits = chinese.exec(name);
  if (digits === null) return undefined;
  const season = chineseDigits.indexOf(digits[1] as string) + 1 || Number(digits[1]);
  return { season, show: name.slice(0, digits.index) };
}

function lastMatch(name: string): RegExpExecArray | undefined {
  let last: RegExpExecArray | undefined;
  namedSeason.lastIndex = 0;
  for (let match = namedSeason.exec(name); match !== null; match = namedSeason.exec(name)) last = match;
  return last;
}

/** Behind a show's season come its title after a dash, a year, brackets or release tags, not more of a title. */
function endsThere(name: string, match: RegExpExecArray): boolean {
  if (match.index === 0) return true;
  const rest = splitWords(name.slice(match.index + match[0].length));
  const next = rest[0];
  return (
    next === undefined ||
    next.group !== 0 ||
    next.dash !== '' ||
    rest.some((_, index) => isCertainTag(rest, index)) ||
    next.key === 'complete'
  );
}
