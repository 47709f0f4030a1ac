import type { MusicFacts } from '../../domain/music.ts';
import { indexPrint, type Print, pointMs, readPrint } from '../markers/points.ts';
import { findSharedPassages } from '../markers/shared-passages.ts';
import { differenceOf } from './sounds-like.ts';

/** By how much the same recording may be longer on another album, which leaves more or less silence around it, in ms. */
export const lengthTolerance = 3_000;

/** How differently the same recording may sound after another encoder, or another master. */
const mostDifference = 0.6;
/** Of the shorter fingerprint, how much must be in the other one: the rest is silence, and where they begin apart. */
const leastShare = 0.7;
/** Shorter passages say nothing, in ms. */
const leastPassage = 5_000;

/** What of a piece is compared; its fingerprint is unpacked when it is needed. */
export class Recording {
  readonly vector: readonly number[];
  readonly #packed: string;
  #print: Print | undefined;

  constructor({ vector, print }: Pick<MusicFacts, 'vector' | 'print'>) {
    this.vector = vector;
    this.#packed = print;
  }

  get print(): Print {
    this.#print ??= readPrint({ startMs: 0, points: this.#packed });
    return this.#print;
  }
}

/** Whether two pieces of about the same length are the same recording: what they sound like first, as that is quick. */
export function isSameRecording(one: Recording, other: Recording): boolean {
  if (differenceOf(one, other) > mostDifference) return false;
  const [a, b] = [one.print, other.print];
  const passages = findSharedPassages(indexPrint(a), b, leastPassage);
  const shared = Math.max(0, ...passages.map(({ ofA }) => ofA.endMs - ofA.startMs));
  return shared > 0 && shared >= leastShare * Math.min(a.points.length, b.points.length) * pointMs;
}
