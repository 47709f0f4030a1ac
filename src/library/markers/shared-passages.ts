import { type HalfIndex, type IndexedPrint, lower, type Print, pointMs, upper } from './points.ts';

/** A span of one film that sounds like a span of another: both as long, in ms from the start of each film. */
export interface SharedPassage {
  readonly ofA: { readonly startMs: number; readonly endMs: number };
  readonly ofB: { readonly startMs: number; readonly endMs: number };
}

/** Bits of 32 in which points of the same sound differ at most, as a rule; of other sound they differ in 13. */
const usualDistance = 6.5;
/** What one point can say for or against a passage at most. */
const mostOfPoint = 6;
/** What a passage may lose on its way and still go on: three and a half seconds of other sound. */
const mostLoss = (3500 / pointMs) * 5;
/** Of its points, how many must be those of the same sound. */
const leastShare = 0.6;
/** Of its points, how many must be another than those before: a hum sounds like every hum. */
const leastVariety = 0.5;

/** Halves of points that must agree on how far two films are apart before that is looked at. */
const leastVotes = 8;
/** How many such distances are looked at. */
const mostShifts = 6;
/** Places of one value beyond which it is a hum, or silence, and says nothing of any of them. */
const mostPlaces = 32;

/**
 * A point describes the two seconds and a half that follow it. These say how far beyond the first and the last point
 * that agrees the same sound begins and ends, in ms, as measured with passages of known length.
 */
const beforeFirst = 500;
const afterLast = 1600;

/** Finds what two films share: all passages of at least `leastMs`, in the order of the first film. Pure. */
export function findSharedPassages(a: IndexedPrint, b: Print, leastMs: number): readonly SharedPassage[] {
  return findShifts(a, b)
    .flatMap(shift => findRuns(a, b, shift))
    .map(({ first, last, shift }): SharedPassage => {
      const spanOf = (print: Print, from: number) => ({
        startMs: print.startMs + from * pointMs + beforeFirst,
        endMs: print.startMs + (from + last - first) * pointMs + afterLast,
      });
      return { ofA: spanOf(a, first + shift), ofB: spanOf(b, first) };
    })
    .filter(({ ofA }) => ofA.endMs - ofA.startMs >= leastMs)
    .sort((one, other) => one.ofA.startMs - other.ofA.startMs);
}

/** How many points later something is in `a` than in `b`: what most points that half agree say, the best first. */
function findShifts(a: IndexedPrint, b: Print): readonly number[] {
  const votes = new Uint16Array(a.points.length + b.points.length + 1);
  const zero = b.points.length;
  const vote = ({ from, places }: HalfIndex, value: number, place: number) => {
    const start = from[value] ?? 0;
    const end = from[value + 1] ?? 0;
    if (end - start > mostPlaces) return;
    for (let n = start; n < end; n++) {
      const slot = (places[n] ?? 0) - place + zero;
      votes[slot] = (votes[slot] ?? 0) + 1;
    }
  };
  for (let place = 0; place < b.points.length; place++) {
    const point = b.points[place] ?? 0;
    vote(a.halves[0], upper(point), place);
    vote(a.halves[1], lower(point), place);
  }
  const found: { slot: number; count: number }[] = [];
  for (let slot = 0; slot < votes.length - 1; slot++) {
    // What is between two places counts for both.
    const count = (votes[slot] ?? 0) + (votes[slot + 1] ?? 0);
    if (count >= leastVotes) found.push({ slot, count });
  }
  found.sort((one, other) => other.count - one.count);
  const best: number[] = [];
  for (const { slot } of found) {
    if (best.length === mostShifts) break;
    if (best.every(other => Math.abs(other - slot) > 2)) best.push(slot);
  }
  return best.map(slot => slot - zero);
}

/** Places in `b` from the first to the last point that is also in `a`, `shift` points later. */
interface Run {
  readonly first: number;
  readonly last: number;
  readonly shift: number;
}

/** The spans in which most points agree: those that gain most by being neither longer nor shorter. */
function findRuns(a: Print, b: Print, shift: number): readonly Run[] {
  const from = Math.max(0, -shift);
  const to = Math.min(b.points.length, a.points.length - shift);
  const runs: Run[] = [];
  let first = from;
  let sum = 0;
  let best = 0;
  let last = -1;
  const close = () => {
    const run = { first, last, shift };
    if (last >= first && isSame(a, b, run)) runs.push(run);
    sum = best = 0;
    last = -1;
  };
  for (let place = from; place < to; place++) {
    if (sum === 0) first = place;
    const gain = usualDistance - distanceAt(a, b, place, shift);
    sum = Math.max(0, sum + Math.max(-mostOfPoint, Math.min(mostOfPoint, gain)));
    if (sum > best) {
      best = sum;
      last = place;
    }
    if (best > 0 && (sum === 0 || best - sum > mostLoss)) {
      // What comes after the best end may be the beginning of another one.
      place = Math.max(last, first);
      close();
    }
  }
  close();
  return runs;
}

/** The points stand at any offset to one another, so each is compared with the two that overlap it. */
function distanceAt(a: Print, b: Print, place: number, shift: number): number {
  const point = b.points[place] ?? 0;
  const one = countBits((a.points[place + shift] ?? 0) ^ point);
  const next = a.points[place + shift + 1];
  return next === undefined ? one : Math.min(one, countBits(next ^ point));
}

/** Whether enough of a run is the same sound, and sound that can be told from other. */
function isSame(a: Print, b: Print, { first, last, shift }: Run): boolean {
  const length = last - first + 1;
  const seen = new Set<number>();
  let same = 0;
  for (let place = first; place <= last; place++) {
    seen.add(b.points[place] ?? 0);
    if (distanceAt(a, b, place, shift) < usualDistance) same++;
  }
  return same >= length * leastShare && seen.size >= length * leastVariety;
}

function countBits(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
