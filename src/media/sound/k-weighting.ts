/**
 * Weights one channel as the ear does, and sums up its energy: the two filters of ITU-R BS.1770-4, annex 1, for any rate
 * (their analogue form as in libebur128, which gives the standard's coefficients at 48 kHz).
 */
export class KWeighting {
  /** The largest sample, either way. */
  peak = 0;
  readonly #shelf: Biquad;
  readonly #highPass: Biquad;
  /** What the filters remember: of the shelf the last two values, then of the high pass. */
  readonly #memory = new Float64Array(4);

  /** @param rate samples a second */
  constructor(rate: number) {
    this.#shelf = headShelf(rate);
    this.#highPass = highPass(rate);
  }

  /** The sum of the squares of the weighted samples from `from` to before `to`. Each sample is to be given once, in order. */
  energyOf(samples: Float32Array, from: number, to: number): number {
    const { b0, b1, b2, a1, a2 } = this.#shelf;
    const { a1: c1, a2: c2 } = this.#highPass;
    const memory = this.#memory;
    let v1 = memory[0] as number;
    let v2 = memory[1] as number;
    let w1 = memory[2] as number;
    let w2 = memory[3] as number;
    let peak = this.peak;
    let energy = 0;
    // Two at a time: what a filter forgets makes room for what it learns, and nothing need be moved along.
    for (let n = from + 1; n < to; n += 2) {
      const first = samples[n - 1] as number;
      const second = samples[n] as number;
      peak = Math.max(peak, Math.abs(first));
      peak = Math.max(peak, Math.abs(second));
      // What came last is subtracted last: the processor need not wait for it.
      let shelved = b1 * v1 + b2 * v2;
      v2 = first - a2 * v2 - a1 * v1;
      shelved += b0 * v2;
      let weighted = w2 - 2 * w1;
      w2 = shelved - c2 * w2 - c1 * w1;
      weighted += w2;
      energy += weighted * weighted;
      shelved = b1 * v2 + b2 * v1;
      v1 = second - a2 * v1 - a1 * v2;
      shelved += b0 * v1;
      weighted = w1 - 2 * w2;
      w1 = shelved - c2 * w1 - c1 * w2;
      weighted += w1;
      energy += weighted * weighted;
    }
    if ((to - from) % 2 > 0) {
      const last = samples[to - 1] as number;
      peak = Math.max(peak, Math.abs(last));
      const v0 = last - a2 * v2 - a1 * v1;
      const w0 = b1 * v1 + b2 * v2 + b0 * v0 - c2 * w2 - c1 * w1;
      energy += (w2 - 2 * w1 + w0) ** 2;
      v2 = v1;
      v1 = v0;
      w2 = w1;
      w1 = w0;
    }
    memory[0] = settle(v1);
    memory[1] = settle(v2);
    memory[2] = settle(w1);
    memory[3] = settle(w2);
    if (Number.isFinite(peak)) this.peak = peak;
    // Samples that are no numbers are no sound.
    return Number.isFinite(energy) ? energy : 0;
  }
}

/** Far below hearing, numbers become so small that processors take a hundred times as long for them. */
function settle(value: number): number {
  return Number.isFinite(value) && Math.abs(value) > 1e-20 ? value : 0;
}

/** y = b·x − a·y, over the last three values. */
interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** What the head does to high sounds. */
function headShelf(rate: number): Biquad {
  const K = Math.tan((Math.PI * 1681.974450955533) / rate);
  const Q = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const a0 = 1 + K / Q + K * K;
  return {
    b0: (high + (band * K) / Q + K * K) / a0,
    b1: (2 * (K * K - high)) / a0,
    b2: (high - (band * K) / Q + K * K) / a0,
    a1: (2 * (K * K - 1)) / a0,
    a2: (1 - K / Q + K * K) / a0,
  };
}

/** The ear is deaf to the lowest sounds. */
function highPass(rate: number): Biquad {
  const K = Math.tan((Math.PI * 38.13547087602444) / rate);
  const Q = 0.5003270373238773;
  const a0 = 1 + K / Q + K * K;
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (K * K - 1)) / a0, a2: (1 - K / Q + K * K) / a0 };
}
