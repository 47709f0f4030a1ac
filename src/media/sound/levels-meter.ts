import type { Frame } from 'node-av/lib';
import type { SoundDepth } from '../../domain/deep-facts.ts';
import { Blocks } from './blocks.ts';
import { toDecibels } from './decibels.ts';
import type { Meter } from './meter.ts';
import type { SoundShape } from './planes.ts';
import { SilentSpans } from './silent-spans.ts';

export type LevelsResult = Omit<SoundDepth, 'stream'>;

/** Blocks are judged by their mean. */
const blockMs = 10;
/** Shorter silences are part of every film. */
const leastSilenceMs = 2000;
/** Two channels are the same where their difference is so much weaker than they are: −60 dB. */
const sameBelow = 10 ** (-60 / 10);
/** Milliseconds by which a piece may come early or late and still follow the one before it. */
const toleranceMs = 100;
/** A file with more jumps in time tells none. */
const mostJumps = 10_000;

/** What the channels of a stream carry, and when all of them are silent. */
export class LevelsMeter implements Meter<LevelsResult> {
  readonly #silences = new SilentSpans(blockMs, leastSilenceMs);
  #layout: string | undefined;
  #channels: readonly Channel[] = [];
  #pairs: readonly Pair[] = [];
  #cutter: Blocks | undefined;
  /** Of the block that is heard, in all channels. */
  #energy = 0;
  /** Of a channel, in all. */
  #samples = 0;
  /** When the sound of the film is that which would be heard at a time if there were no gaps: both in ms. */
  readonly #jumps: { readonly heardMs: number; readonly atMs: number }[] = [];
  #takenMs = 0;

  take(piece: Frame, atMs: number): void {
    if (Number.isFinite(atMs) && Math.abs(atMs - this.#timeOf(this.#takenMs)) > toleranceMs) {
      if (this.#jumps.length < mostJumps) this.#jumps.push({ heardMs: this.#takenMs, atMs });
    }
    this.#takenMs += (piece.nbSamples * 1000) / piece.sampleRate;
  }

  finish(): LevelsResult {
    if (this.#layout === undefined) throw new Error('it is empty');
    const energy = this.#channels.reduce((sum, channel) => sum + channel.energy, 0);
    return {
      layout: this.#layout,
      channels: this.#channels.map(({ peak, energy }) => ({
        ...(peak > 0 && { peak: toDecibels(peak) }),
        ...(energy > 0 && { rms: toDecibels(Math.sqrt(energy / this.#samples)) }),
      })),
      isMono:
        this.#channels.length === 1 ||
        (this.#channels.length === 2 && (this.#channels[0]?.difference ?? 0) <= sameBelow * energy),
      silences: this.#silences.finish().map(({ fromMs, toMs }) => ({
        startMs: Math.round(this.#timeOf(fromMs)),
        endMs: Math.round(this.#timeOf(toMs)),
      })),
    };
  }

  #timeOf(heardMs: number): number {
    const jump = this.#jumps.findLast(jump => jump.heardMs <= heardMs);
    return jump ? jump.atMs + heardMs - jump.heardMs : heardMs;
  }

  hear(channels: readonly Float32Array[], { rate, layout }: SoundShape): void {
    if (this.#layout === undefined) {
      this.#layout = layout;
      this.#channels = channels.map((_, index) => new Channel(index));
      this.#pairs = pairsOf(this.#channels);
    }
    this.#cutter ??= new Blocks(rate, blockMs);
    const cutter = this.#cutter;
    const length = channels[0]?.length ?? 0;
    this.#samples += length;
    const hear = (from: number, to: number) => {
      for (const [one, other] of this.#pairs) this.#energy += energyOf(channels, one, other, from, to);
    };
    cutter.cut(length, hear, () => {
      this.#silences.add(this.#energy / (cutter.length * this.#channels.length));
      this.#energy = 0;
    });
  }

  [Symbol.dispose](): void {}
}

class Channel {
  readonly index: number;
  peak = 0;
  energy = 0;
  /** Energy of what the next channel has otherwise. */
  difference = 0;

  constructor(index: number) {
    this.index = index;
  }

  add(peak: number, energy: number): number {
    // What is no number is no sound.
    if (!Number.isFinite(energy)) return 0;
    this.peak = Math.max(this.peak, peak);
    this.energy += energy;
    return energy;
  }
}

/** Two channels that are measured together; an odd one out, with itself. */
type Pair = readonly [Channel, Channel];

function pairsOf(channels: readonly Channel[]): readonly Pair[] {
  return channels.flatMap((one, n): readonly Pair[] => (n % 2 === 0 ? [[one, channels[n + 1] ?? one]] : []));
}

/** Measures a pair in one go: the processor adds up one while it waits for the other. */
function energyOf(
  channels: readonly Float32Array[],
  one: Channel,
  other: Channel,
  from: number,
  to: number,
): number {
  const left = channels[one.index] as Float32Array;
  const right = channels[other.index] as Float32Array;
  let leftPeak = 0;
  let rightPeak = 0;
  let leftEnergy = 0;
  let rightEnergy = 0;
  let difference = 0;
  for (let n = from; n < to; n++) {
    const l = left[n] as number;
    const r = right[n] as number;
    leftPeak = Math.max(leftPeak, Math.abs(l));
    rightPeak = Math.max(rightPeak, Math.abs(r));
    leftEnergy += l * l;
    rightEnergy += r * r;
    difference += (l - r) * (l - r);
  }
  if (Number.isFinite(difference)) one.difference += difference;
  return one.add(leftPeak, leftEnergy) + (other === one ? 0 : other.add(rightPeak, rightEnergy));
}
