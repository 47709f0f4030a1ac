import type { Cadence } from '../../domain/deep-facts.ts';

/** Milliseconds by which two pictures may be off their even distance: containers round their times to whole ones. */
const roundingMs = 1.01;
/** Of the distances, that must be even: a lost picture does not make a film of variable rate. */
const evenShare = 0.99;

/**
 * How the pictures of a film follow one another.
 *
 * @param shownMs times of all pictures, in any order
 * @param keyframesMs times of those that stand alone, in any order
 * @param endMs end of the film
 */
export function describeCadence(
  shownMs: Float64Array,
  keyframesMs: readonly number[],
  endMs: number,
): Cadence {
  const times = shownMs.toSorted();
  const distances = new Float64Array(Math.max(0, times.length - 1));
  for (let n = 0; n < distances.length; n++) distances[n] = (times[n + 1] ?? 0) - (times[n] ?? 0);
  const median = distances.toSorted()[distances.length >> 1] ?? 0;
  // The mean of those that are about as long as most: rounding moves single ones, a gap in the film moves the mean of all.
  let sum = 0;
  let count = 0;
  for (const distance of distances) {
    if (Math.abs(distance - median) > roundingMs) continue;
    sum += distance;
    count++;
  }
  const evenMs = count > 0 ? sum / count : 0;
  const keyframes = keyframesMs.toSorted((a, b) => a - b);
  const gops = keyframes.map((at, n) => (keyframes[n + 1] ?? Math.max(at, endMs)) - at);
  return {
    pictures: times.length,
    ...(evenMs > 0 && { frameRate: Number((1000 / evenMs).toFixed(3)) }),
    frameRateMode: count >= distances.length * evenShare ? 'constant' : 'variable',
    keyframesMs: keyframes.map(Math.round),
    ...(gops.length > 0 && {
      gopMs: {
        shortest: Math.round(gops.reduce((a, b) => Math.min(a, b))),
        mean: Math.round(gops.reduce((a, b) => a + b) / gops.length),
        longest: Math.round(gops.reduce((a, b) => Math.max(a, b))),
      },
    }),
  };
}
