type Bracket = '' | '(' | '[' | '{';

/** One word of a name. Words are where a name is judged; titles are cut out of the name itself. */
export interface Word {
  /** Lower case, without apostrophes: what tables are asked for. */
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** Where the text ends that stands before this word, or before the brackets around it. */
  readonly cut: number;
  readonly bracket: Bracket;
  /** The same for all words within one pair of brackets; 0 outside. */
  readonly group: number;
  /** The dash before it: `tight` in `E01-02`, `wide` in `Show - 02`. */
  readonly dash: '' | 'tight' | 'wide';
}

/** What a character does to a name. */
const letter = 0;
const space = 1;
const dash = 2;
const open = 3;
const close = 4;

const roles = new Map<number, number>([
  ...[...' ._,;|\t\n\r\u00a0\u3000「」『』、。'].map(character => [character.charCodeAt(0), space] as const),
  ...[...'-~\u2010\u2011\u2012\u2013\u2014\u2212〜～'].map(
    character => [character.charCodeAt(0), dash] as const,
  ),
  ...[...'([{（［｛【〔'].map(character => [character.charCodeAt(0), open] as const),
  ...[...')]}）］｝】〕'].map(character => [character.charCodeAt(0), close] as const),
]);
const asciiRoles = Uint8Array.from({ length: 128 }, (_, code) => roles.get(code) ?? letter);

function roleOf(code: number): number {
  return code < 128 ? (asciiRoles[code] as number) : (roles.get(code) ?? letter);
}

/** Splits a name at spaces, dots, underscores, dashes and brackets. Brackets need not match. One pass. */
export function splitWords(text: string): Word[] {
  const words: Word[] = [];
  let start = -1;
  let before = '' as Word['dash'];
  let bracket: Bracket = '';
  let opened = 0;
  let depth = 0;
  let group = 0;
  for (let at = 0; at <= text.length; at++) {
    const role = at < text.length ? roleOf(text.charCodeAt(at)) : space;
    if (role === letter) {
      if (start < 0) start = at;
      continue;
    }
    if (start >= 0) {
      const cut = depth > 0 ? opened : start;
      const word = { start, end: at, cut, bracket, group: depth > 0 ? group : 0, dash: before };
      words.push({ key: keyOf(text.slice(start, at)), ...word });
      start = -1;
      before = '';
    }
    if (role === dash) {
      const wide = roleOf(text.charCodeAt(at - 1)) === space || roleOf(text.charCodeAt(at + 1)) === space;
      before = wide || before === 'wide' ? 'wide' : 'tight';
    } else if (role === open) {
      if (depth++ === 0) {
        opened = at;
        group++;
        bracket = bracketOf(text.charAt(at));
      }
    } else if (role === close) {
      before = '';
      if (depth > 0 && --depth === 0) bracket = '';
    }
  }
  return words;
}

function keyOf(text: string): string {
  const key = text.toLowerCase();
  return key.includes("'") || key.includes('’') ? key.replaceAll(/['’]/g, '') : key;
}

function bracketOf(character: string): Bracket {
  if (character === '(' || character === '（') return '(';
  return character === '{' || character === '｛' ? '{' : '[';
}

/** The number that a word is, if it has nothing but up to `digits` digits. */
export function findNumber(word: Word | undefined, digits = 4): number | undefined {
  if (word === undefined || word.key.length > digits || !/^[0-9]+$/.test(word.key)) return undefined;
  return Number(word.key);
}
