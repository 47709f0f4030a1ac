import { type MusicalKey, pitchClasses } from '../../domain/music.ts';

/** Hertz between which pitches are told: notes from the great C up, before partials outnumber them. */
const lowest = 65;
const highest = 2100;
/** Of the loudest in its window, how loud a pitch must be: −40 dB. */
const leastShare = 1e-4;
/** Power below which a window is silent. */
const silence = 1e-9;
/** Finer than semitones, as not everything is tuned to 440 Hz. */
const steps = 10;
const octave = 12 * steps;

/** How strongly pitches stand in a key, from its tonic up (Krumhansl and Kessler 1982). */
const profiles = {
  major: [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
  minor: [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
} as const;

/**
 * Finds the key of music: which pitch classes sound how much, taken from the peaks of its spectra as in harmonic pitch
 * class profiles (Gómez 2006), and the key whose profile they fit best (Krumhansl 1990).
 */
export class KeyFinder {
  readonly #chroma = new Float64Array(octave);
  readonly #perBin: number;

  /** @param size samples of a window */
  constructor(size: number, rate: number) {
    this.#perBin = rate / size;
  }

  add(power: Float64Array): void {
    const from = Math.max(1, Math.ceil(lowest / this.#perBin));
    const to = Math.min(power.length - 2, Math.floor(highest / this.#perBin));
    let loudest = silence;
    for (let bin = from; bin <= to; bin++) loudest = Math.max(loudest, power[bin] as number);
    if (loudest === silence) return;
    for (let bin = from; bin <= to; bin++) {
      const here = power[bin] as number;
      const before = power[bin - 1] as number;
      const after = power[bin + 1] as number;
      if (here < loudest * leastShare || here < before || here <= after) continue;
      // Every window counts the same, and what is soft for something.
      this.#note((bin + peakOffset(before, here, after)) * this.#perBin, Math.sqrt(here / loudest));
    }
  }

  find(): MusicalKey | undefined {
    const chroma = fold(this.#chroma);
    if (chroma.every(value => value === 0)) return undefined;
    const candidates = pitchClasses.flatMap((tonic, turn) =>
      (['major', 'minor'] as const).map(mode => {
        const fit = correlate(profiles[mode], [...chroma.slice(turn), ...chroma.slice(0, turn)]);
        return { tonic, mode, fit };
      }),
    );
    const { tonic, mode, fit } = candidates.reduce((a, b) => (b.fit > a.fit ? b : a));
    return { tonic, mode, confidence: Math.max(0, Math.round(fit * 100) / 100) };
  }

  #note(hertz: number, weight: number): void {
    const semitones = 12 * Math.log2(hertz / 440) + 9;
    const step = ((Math.round(semitones * steps) % octave) + octave) % octave;
    this.#chroma[step] = (this.#chroma[step] as number) + weight;
  }
}

/** By how much of a bin the peak of a parabola through three powers is beside the middle one. */
function peakOffset(before: number, here: number, after: number): number {
  const [a, b, c] = [Math.log(before + 1e-20), Math.log(here + 1e-20), Math.log(after + 1e-20)];
  const curve = a - 2 * b + c;
  return curve === 0 ? 0 : (0.5 * (a - c)) / curve;
}

/** The twelve pitch classes, as the music is tuned. */
function fold(fine: Float64Array): readonly number[] {
  // Deviations from the nearest semitone go around: their mean is the angle of a sum of arrows.
  let x = 0;
  let y = 0;
  for (const [step, weight] of fine.entries()) {
    x += weight * Math.cos((2 * Math.PI * step) / steps);
    y += weight * Math.sin((2 * Math.PI * step) / steps);
  }
  const tuning = (Math.atan2(y, x) / (2 * Math.PI)) * steps;
  const chroma = new Array<number>(12).fill(0);
  for (const [step, weight] of fine.entries()) {
    const pitch = (Math.round((step - tuning) / steps) + 12) % 12;
    chroma[pitch] = (chroma[pitch] as number) + weight;
  }
  return chroma;
}

/** Pearson's correlation. */
function correlate(one: readonly number[], other: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanOne, meanOther] = [mean(one), mean(other)];
  let both = 0;
  let squaresOne = 0;
  let squaresOther = 0;
  for (const [n, value] of one.entries()) {
    const a = value - meanOne;
    const b = (other[n] as number) - meanOther;
    both += a * b;
    squaresOne += a * a;
    squaresOther += b * b;
  }
  return both / (Math.sqrt(squaresOne * squaresOther) || 1);
}
