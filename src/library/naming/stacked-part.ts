import { findNumber, type Word } from './words.ts';

export interface StackedPart {
  /** From 1. */
  readonly index: number;
  /** Words it takes. */
  readonly length: number;
  /** `cd1` and its like say so in any place; `part 1` may also be in a title, and less so when written `part1`. */
  readonly certainty: 'disc' | 'attached' | 'spaced';
}

const attached = /^(cd|dis[ck]|dvd|part|pt)(?:0?([1-9]|1[0-9])|([a-d]))$/;
const spaced = /^(?:cd|dis[ck]|dvd|part|pt)$/;

/** Whether a film in several files says here which one it is: `cd1`, `CD 2`, `disc1`, `part1`, `pt2`, `partb`. */
export function findStackedPart(words: readonly Word[], index: number): StackedPart | undefined {
  const word = words[index];
  if (word === undefined || word.key.length > 6) return undefined;
  if (word.group !== 0 && words[index + 1]?.key === 'of') return findOneOf(words, index);
  if (!/^[cdp]/.test(word.key)) return undefined;
  if (spaced.test(word.key)) {
    const number = findNumber(words[index + 1], 2);
    if (number === undefined || number === 0 || number > 19) return undefined;
    return { index: number, length: 2, certainty: isDisc(word.key) ? 'disc' : 'spaced' };
  }
  const match = attached.exec(word.key);
  const kind = match?.[1];
  if (match === null || kind === undefined || word.key === 'dvd5' || word.key === 'dvd9') return undefined;
  const number = match[2] === undefined ? (match[3] as string).charCodeAt(0) - 96 : Number(match[2]);
  return { index: number, length: 1, certainty: isDisc(kind) ? 'disc' : 'attached' };
}

function isDisc(kind: string): boolean {
  return kind !== 'part' && kind !== 'pt';
}

/** `(1 of 2)`. */
function findOneOf(words: readonly Word[], index: number): StackedPart | undefined {
  const [number, count] = [findNumber(words[index], 2), findNumber(words[index + 2], 2)];
  if (number === undefined || count === undefined || number === 0 || number > count) return undefined;
  return { index: number, length: 3, certainty: 'disc' };
}
