import { cleanTitle } from './title.ts';

/** What the name of a music file says. */
export interface TrackName {
  readonly disc?: number;
  readonly track?: number;
  /** The parts between ` - ` behind the number, or all but the number; never empty. */
  readonly parts: readonly string[];
}

/** `1-05 Title`, `2.03 - Title`. */
const discTrack = /^[([]?([1-9])[-.]([0-9]{2})(?![0-9])[)\]]?[ ._-]{0,3}/;
/** `05 - Title`, `5. Title`, `05_Title`, `[05] Title`, `#5 Title`, `Track 05`. */
const leading = /^(?:[([#]\s?|track\s?)?([0-9]{1,3})(?:[)\]]|(?=[ ._-]|$))([ ._-]{0,3})/i;
/** `Artist - Album - 05 - Title`: the number between two dashes. */
const between = /^(?:[0-9]{1,3})$/;

/** Reads the stem of a music file: the number of its disc and track, and its title, before which may stand names. */
export function readTrackName(stem: string): TrackName {
  const both = discTrack.exec(stem);
  if (both !== null && both[0].length < stem.length) {
    return { disc: Number(both[1]), track: Number(both[2]), parts: partsOf(stem.slice(both[0].length)) };
  }
  const match = leading.exec(stem);
  const digits = match?.[1];
  if (match !== null && digits !== undefined && isTrackNumber(digits, match[0], match[2] ?? '')) {
    return { ...numbersOf(digits), parts: partsOf(stem.slice(match[0].length), stem) };
  }
  const parts = partsOf(stem);
  const at = parts.findIndex((part, index) => index > 0 && index < parts.length - 1 && between.test(part));
  if (at < 0) return { parts };
  return { ...numbersOf(parts[at] as string), parts: parts.filter((_, index) => index !== at) };
}

/** `7 Rings`, `99 Luftballons` and `1979` are titles: with only a space behind it, a number has to look like one. */
function isTrackNumber(digits: string, matched: string, separator: string): boolean {
  const number = Number(digits);
  if (matched.length > digits.length + separator.length) return true;
  if (separator !== ' ') return separator !== '' || digits.length === 2;
  return digits.startsWith('0') || (digits.length === 2 && number <= 40) || digits.length === 3;
}

/** `203` is the third track of the second disc. */
function numbersOf(digits: string): { readonly disc?: number; readonly track?: number } {
  const number = Number(digits);
  if (number === 0) return {};
  if (digits.length < 3 || digits.startsWith('0') || number % 100 === 0) return { track: number };
  return { disc: Math.floor(number / 100), track: number % 100 };
}

function partsOf(text: string, whole = text): readonly string[] {
  const spaced = text.includes(' ') ? text : text.replaceAll('_', ' ');
  const parts = spaced
    .split(/ [-–—] /)
    .map(cleanTitle)
    .filter(part => part !== '');
  return parts.length > 0 ? parts : [cleanTitle(whole) || whole];
}
