/** A moment between two spots, or between a spot and the film, in ms from the start of the film. */
export interface Cut {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Cuts of a break: the first is where the film stops, the last where it goes on. */
export type Break = readonly Cut[];

/** Spots are sold by five seconds. By how much one may be longer or shorter than it should, in ms. */
const unitMs = 5000;
const toleranceMs = 600;
/** Of one spot, in ms. */
const longestMs = 65_000;
const shortestMs = 4000;
/** Spots of such a length that make a break: fewer may come about by chance. */
const leastSpots = 3;
/** How many moments in the middle of a spot look like its end. */
const mostInSpot = 2;
/** Of a break, in ms. */
const leastMs = 40_000;
const mostMs = 900_000;

/**
 * Finds the breaks of a film: rows of spots, nearly each of which has a length as they are sold. Moments in the middle
 * of a spot are passed over, and one spot of an odd length between others is believed. Pure.
 *
 * @param cuts in order
 */
export function findBreaks(cuts: readonly Cut[]): readonly Break[] {
  const breaks: Break[] = [];
  for (let first = 0; first < cuts.length; ) {
    const row = followSpots(cuts, first);
    const last = row.indices.at(-1) as number;
    const isTooLong = lengthOf(cuts, first, last) > mostMs;
    if (!isTooLong && isBreak(cuts, row)) breaks.push(row.indices.map(n => cuts[n] as Cut));
    // Of what goes on for so long, the rest is no break either.
    first = isTooLong || breaks.at(-1)?.at(-1) === cuts[last] ? last + 1 : first + 1;
  }
  return breaks;
}

interface Row {
  readonly indices: readonly number[];
  /** How many of its spots have a length as they are sold. */
  readonly regular: number;
}

function followSpots(cuts: readonly Cut[], first: number): Row {
  const indices = [first];
  let regular = 0;
  for (;;) {
    const at = indices.at(-1) as number;
    const next = findNext(cuts, at);
    if (next !== undefined) {
      indices.push(next);
      regular++;
      continue;
    }
    const odd = at + 1;
    const isBetween =
      indices.length > 1 && isSpot(lengthOf(cuts, at, odd)) && findNext(cuts, odd) !== undefined;
    if (!isBetween) return { indices, regular };
    indices.push(odd);
  }
}

/** The end of the spot that begins at a cut, where it has a length as they are sold. */
function findNext(cuts: readonly Cut[], at: number): number | undefined {
  for (let next = at + 1; next <= at + 1 + mostInSpot && next < cuts.length; next++) {
    const length = lengthOf(cuts, at, next);
    const units = Math.round(length / unitMs);
    if (isSpot(length) && Math.abs(length - units * unitMs) <= toleranceMs) return next;
  }
  return undefined;
}

function isSpot(length: number): boolean {
  return length >= shortestMs && length <= longestMs;
}

/** From the middle of one cut to that of another. */
function lengthOf(cuts: readonly Cut[], from: number, to: number): number {
  const [a, b] = [cuts[from], cuts[to]];
  return a && b ? (b.fromMs + b.toMs - a.fromMs - a.toMs) / 2 : Number.NaN;
}

function isBreak(cuts: readonly Cut[], { indices, regular }: Row): boolean {
  const odd = indices.length - 1 - regular;
  const length = lengthOf(cuts, indices[0] as number, indices.at(-1) as number);
  return regular >= leastSpots && regular >= 2 * odd && length >= leastMs;
}
