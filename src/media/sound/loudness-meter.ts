import {
  AV_CH_BACK_CENTER,
  AV_CH_BACK_LEFT,
  AV_CH_BACK_RIGHT,
  AV_CH_LOW_FREQUENCY,
  AV_CH_SIDE_LEFT,
  AV_CH_SIDE_RIGHT,
} from 'node-av/constants';
import type { Frame } from 'node-av/lib';
import type { TrackLoudness } from '../../domain/loudness.ts';
import { Blocks } from './blocks.ts';
import { toDecibels } from './decibels.ts';
import { floor, GatedBlocks, loudnessOf } from './gated-blocks.ts';
import { KWeighting } from './k-weighting.ts';
import type { Meter } from './meter.ts';
import type { SoundShape } from './planes.ts';
import { TruePeak } from './true-peak.ts';

export interface LoudnessOrder {
  /** Also between the samples, at four times the rate: several times the cost of all else. */
  readonly truePeak: boolean;
}

export type LoudnessResult = Omit<TrackLoudness, 'stream'>;

/** How far blocks are apart, which overlap. */
const stepMs = 100;
/** Steps of a momentary block, 400 ms, and of a short-term one, 3 s. */
const momentary = 4;
const shortTerm = 30;

/** Measures loudness by EBU R 128 (ITU-R BS.1770-4, EBU Tech 3341 and 3342). */
export class LoudnessMeter implements Meter<LoudnessResult> {
  readonly #peaks: TruePeak | undefined;
  #ears: readonly Ear[] = [];
  #cutter: Blocks | undefined;
  /** Of the step that is heard. */
  #energy = 0;
  /** Mean squares of the last steps. */
  readonly #steps = new Float64Array(shortTerm);
  #count = 0;
  readonly #blocks = new GatedBlocks();
  readonly #shortBlocks = new GatedBlocks();
  readonly #curve: number[] = [];

  constructor({ truePeak }: LoudnessOrder) {
    this.#peaks = truePeak ? new TruePeak() : undefined;
  }

  take(piece: Frame): void {
    this.#peaks?.take(piece);
  }

  finish(): LoudnessResult {
    this.#peaks?.finish();
    if (this.#count === 0) throw new Error('it is too short to be measured');
    // What is shorter than a block is one all the same.
    if (this.#count < momentary) this.#blocks.add(this.#meanOf(this.#count));
    const samplePeak = Math.max(...this.#ears.map(({ weighting }) => weighting.peak));
    const truePeak = this.#peaks?.peak ?? 0;
    return {
      integrated: round(this.#blocks.integrated),
      range: round(this.#shortBlocks.range),
      // Of digital silence there is none.
      ...(samplePeak > 0 && { samplePeak: toDecibels(samplePeak) }),
      ...(truePeak > 0 && { truePeak: toDecibels(truePeak) }),
      curve: this.#curve,
      heardMs: this.#count * stepMs,
      blocks: this.#blocks.tenths,
    };
  }

  hear(channels: readonly Float32Array[], shape: SoundShape): void {
    const cutter = this.#cutter ?? this.#begin(shape);
    const hear = (from: number, to: number) => {
      for (const { weighting, weight, channel } of this.#ears) {
        this.#energy += weight * weighting.energyOf(channels[channel] as Float32Array, from, to);
      }
    };
    cutter.cut(channels[0]?.length ?? 0, hear, () => this.#step(cutter.length));
  }

  #begin({ rate, speakers }: SoundShape): Blocks {
    // A single channel is meant to be heard from two speakers.
    const all = speakers.length === 1 ? 2 : 1;
    this.#ears = speakers.map((speaker, channel) => ({
      channel,
      weighting: new KWeighting(rate),
      weight: all * weightOf(speaker),
    }));
    this.#cutter = new Blocks(rate, stepMs);
    return this.#cutter;
  }

  /** @param samples of the step that has ended */
  #step(samples: number): void {
    this.#steps[this.#count % shortTerm] = this.#energy / samples;
    this.#energy = 0;
    this.#count++;
    const power = this.#meanOf(Math.min(momentary, this.#count));
    if (this.#count >= momentary) this.#blocks.add(power);
    if (this.#count >= shortTerm) this.#shortBlocks.add(this.#meanOf(shortTerm));
    const second = Math.floor(((this.#count - 1) * stepMs) / 1000);
    this.#curve[second] = Math.max(this.#curve[second] ?? floor, round(loudnessOf(power)));
  }

  /** Of the last steps, which overlap with those before: summed anew each time, so that no rounding is carried on. */
  #meanOf(steps: number): number {
    let sum = 0;
    for (let back = 1; back <= steps; back++) sum += this.#steps[(this.#count - back) % shortTerm] ?? 0;
    return sum / steps;
  }

  [Symbol.dispose](): void {
    this.#peaks?.[Symbol.dispose]();
  }
}

interface Ear {
  readonly channel: number;
  readonly weighting: KWeighting;
  readonly weight: number;
}

/** The second one is `AV_CH_LOW_FREQUENCY_2`, which node-av declares but does not have. */
const lowSpeakers = AV_CH_LOW_FREQUENCY | (1n << 35n);
const speakersBehind =
  AV_CH_BACK_LEFT | AV_CH_BACK_RIGHT | AV_CH_BACK_CENTER | AV_CH_SIDE_LEFT | AV_CH_SIDE_RIGHT;

/** By BS.1770-4, table 3: what comes from behind is heard 1.5 dB louder, effects of the lowest sounds do not count. */
function weightOf(speaker: bigint): number {
  if (speaker & lowSpeakers) return 0;
  return speaker & speakersBehind ? 1.41 : 1;
}

/** Two digits are more than the ear can tell, and than the standard asks of meters (0.1 LU). */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
