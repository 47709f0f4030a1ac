import type { Tempo } from '../../domain/music.ts';

/** Beats a minute that are looked for. */
const slowest = 40;
const fastest = 240;
/** What is beaten to by most people, and how far from it is still usual, in octaves. */
const usual = 120;
const spread = 1;
/** Beats that must agree on a tempo, and those that make it exact. */
const agreeing = 4;
const refining = 8;
/** Below this, it is chance that it seems to beat. */
const leastConfidence = 0.05;

/**
 * How fast music beats: the time after which its onsets repeat themselves, in a comb of multiples. Which octave of it
 * is the beat nobody can tell for sure; the one that people mostly tap to is preferred, with a log-normal weight
 * (Ellis, Beat Tracking by Dynamic Programming, 2007). Undefined where nothing repeats.
 *
 * @param onsets how much begins at each time
 * @param rate onsets a second
 */
export function findTempo(onsets: readonly number[], rate: number): Tempo | undefined {
  const longest = (refining * rate * 60) / slowest;
  const repeats = autocorrelate(withoutTrend(onsets, Math.round(rate)), Math.ceil(longest) + 2);
  const comb = (bpm: number, teeth: number) => {
    let sum = 0;
    for (let tooth = 1; tooth <= teeth; tooth++) sum += at(repeats, (tooth * rate * 60) / bpm);
    return sum / teeth;
  };
  const weigh = (bpm: number) =>
    comb(bpm, agreeing) * Math.exp(-0.5 * (Math.log2(bpm / usual) / spread) ** 2);
  const about = best(slowest, fastest, 1.005, weigh);
  if (comb(about, agreeing) < leastConfidence) return undefined;
  const bpm = best(about / 1.02, about * 1.02, 1.0005, candidate => comb(candidate, refining));
  const confidence = Math.min(1, comb(bpm, agreeing));
  return { bpm: Math.round(bpm * 10) / 10, confidence: Math.round(confidence * 100) / 100 };
}

/** Where the value is highest, from one number to another in steps of a factor. */
function best(from: number, to: number, factor: number, weigh: (candidate: number) => number): number {
  let found = from;
  let highest = Number.NEGATIVE_INFINITY;
  for (let candidate = from; candidate <= to; candidate *= factor) {
    const value = weigh(candidate);
    if (value > highest) {
      highest = value;
      found = candidate;
    }
  }
  return found;
}

/** What stands out of the mean of the time around it. */
function withoutTrend(values: readonly number[], around: number): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (const [n, value] of values.entries()) sums[n + 1] = (sums[n] as number) + value;
  const rising = Float64Array.from(values, (value, n) => {
    const from = Math.max(0, n - around);
    const to = Math.min(values.length, n + around);
    const mean = ((sums[to] as number) - (sums[from] as number)) / (to - from);
    return Math.max(0, value - mean);
  });
  const mean = rising.reduce((sum, value) => sum + value, 0) / Math.max(1, rising.length);
  return rising.map(value => value - mean);
}

/** How much values are like those `n` later: 1 for the same. */
function autocorrelate(values: Float64Array, lags: number): Float64Array {
  const found = new Float64Array(lags);
  for (let lag = 0; lag < Math.min(lags, values.length); lag++) {
    let sum = 0;
    for (let n = lag; n < values.length; n++) sum += (values[n] as number) * (values[n - lag] as number);
    // Fewer values overlap the later they are compared; the last few say too little.
    found[lag] = sum / Math.max(values.length - lag, values.length / 4);
  }
  const same = found[0] || 1;
  return found.map(value => value / same);
}

/** Between two values on a straight line. */
function at(values: Float64Array, place: number): number {
  const before = Math.floor(place);
  const share = place - before;
  return (values[before] ?? 0) * (1 - share) + (values[before + 1] ?? 0) * share;
}
