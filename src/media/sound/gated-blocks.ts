import type { LoudnessBlocks } from '../../domain/loudness.ts';

/** The absolute gate of BS.1770, LUFS: what is quieter does not count, and nothing is told to be quieter. */
export const floor = -70;
/** No loudness that a file can claim is higher, LUFS. */
const ceiling = 30;
/** Bins of a LU. */
const grain = 100;
const bins = (ceiling - floor) * grain;

/** Loudness in LUFS of a weighted mean square. */
export const loudnessOf = (power: number): number => 10 * Math.log10(power) - 0.691;

/** Counts the blocks of a track by their loudness, a hundredth of a LU wide: two gates need them all at the end. */
export class GatedBlocks {
  readonly #counts = new Uint32Array(bins);
  readonly #powers = new Float64Array(bins);

  /** @param power weighted mean square of the block */
  add(power: number): void {
    const loudness = loudnessOf(power);
    if (!(loudness > floor)) return;
    const bin = Math.min(bins - 1, Math.floor((loudness - floor) * grain));
    this.#counts[bin] = (this.#counts[bin] ?? 0) + 1;
    this.#powers[bin] = (this.#powers[bin] ?? 0) + power;
  }

  /** The loudness of all above the gate that lies 10 LU below that of all (BS.1770-4); the floor where there are none. */
  get integrated(): number {
    const mean = this.#meanFrom(0);
    return mean === 0 ? floor : Math.max(floor, loudnessOf(this.#meanFrom(this.#gate(mean, 10))));
  }

  /** From the tenth to the ninety-fifth percentile of what lies above a gate 20 LU below the loudness (EBU Tech 3342), LU. */
  get range(): number {
    const mean = this.#meanFrom(0);
    if (mean === 0) return 0;
    const gate = this.#gate(mean, 20);
    return this.#percentile(gate, 0.95) - this.#percentile(gate, 0.1);
  }

  /** A tenth of a LU wide. */
  get tenths(): LoudnessBlocks {
    const wide = grain / 10;
    const counts = Array.from({ length: bins / wide }, (_, n) =>
      this.#counts.subarray(n * wide, (n + 1) * wide).reduce((sum, count) => sum + count, 0),
    );
    const first = counts.findIndex(count => count > 0);
    if (first < 0) return { from: floor, counts: [] };
    const last = counts.findLastIndex(count => count > 0);
    return { from: Math.round((floor + first / 10) * 10) / 10, counts: counts.slice(first, last + 1) };
  }

  /** The first bin above the gate. */
  #gate(mean: number, below: number): number {
    return Math.max(0, Math.ceil((loudnessOf(mean) - below - floor) * grain));
  }

  #meanFrom(bin: number): number {
    const count = this.#counts.subarray(bin).reduce((a, b) => a + b, 0);
    return count === 0 ? 0 : this.#powers.subarray(bin).reduce((a, b) => a + b, 0) / count;
  }

  /** By nearest rank, as FFmpeg takes it: in a clip of seconds, whose blocks are few, the EBU's own example is one off. */
  #percentile(gate: number, share: number): number {
    const counts = this.#counts.subarray(gate);
    const all = counts.reduce((a, b) => a + b, 0);
    const place = Math.max(0, Math.round(all * share) - 1);
    let passed = 0;
    const bin = counts.findIndex(count => {
      passed += count;
      return passed > place;
    });
    return floor + (gate + bin) / grain;
  }
}
