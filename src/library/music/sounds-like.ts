import type { MusicFacts } from '../../domain/music.ts';

/**
 * How differently two pieces sound: the root mean square of the differences of their vectors, in units of what pieces
 * of music differ by as a rule. The same recording in another encoding is below 0.25, and below 0.4 at half the volume;
 * pieces of different kinds are beyond 1. Infinite where their vectors are not of the same kind.
 */
export function differenceOf(
  { vector: one }: Pick<MusicFacts, 'vector'>,
  { vector: other }: Pick<MusicFacts, 'vector'>,
): number {
  if (one.length !== other.length || one.length === 0) return Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let n = 0; n < one.length; n++) sum += ((one[n] as number) - (other[n] as number)) ** 2;
  return Math.sqrt(sum / one.length);
}
