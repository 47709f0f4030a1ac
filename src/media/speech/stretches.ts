import { frameLength } from './network.ts';

/** Frames from one to the next, judged for themselves. */
export interface Stretch {
  /** Number of the first frame that counts, from the beginning of the sound. */
  readonly first: number;
  /** Frames before that, which only let the model get into it. */
  readonly lead: number;
  readonly samples: Int16Array;
}

/** Root mean square below which nobody can be heard to speak: −60 dB of full scale. */
const threshold = 32_768 * 10 ** (-60 / 20);
/** Frames of lead: a second. */
const leadFrames = 32;
/** Of those that count: nine seconds. */
const mostFrames = 288;
/** Quiet frames after which a stretch ends: half a second. */
const mostQuiet = 16;

/** Cuts sound into stretches that are judged beside each other, and leaves out what is quiet. */
export class Stretches {
  readonly #use: (stretch: Stretch) => void;
  readonly #frame = new Int16Array(frameLength);
  #filled = 0;
  #frames = 0;
  /** The lead, and what follows. */
  readonly #samples = new Int16Array((leadFrames + mostFrames) * frameLength);
  #length = 0;
  /** Frames at its beginning that do not count; all of them as long as it is quiet. */
  #lead = 0;
  #quiet = mostQuiet;

  constructor(use: (stretch: Stretch) => void) {
    this.#use = use;
  }

  /** Frames that were taken. */
  get frames(): number {
    return this.#frames;
  }

  add(samples: Int16Array): void {
    for (let from = 0; from < samples.length; ) {
      const piece = samples.subarray(from, from + frameLength - this.#filled);
      this.#frame.set(piece, this.#filled);
      this.#filled += piece.length;
      from += piece.length;
      if (this.#filled === frameLength) this.#take();
    }
  }

  /** Gives out what is left. */
  finish(): void {
    if (this.#filled > 0) {
      this.#frame.fill(0, this.#filled);
      this.#take();
    }
    this.#close();
  }

  #take(): void {
    this.#filled = 0;
    const wasQuiet = this.#quiet >= mostQuiet;
    this.#quiet = isLoud(this.#frame) ? 0 : this.#quiet + 1;
    if (this.#quiet === mostQuiet) this.#close();
    // Now and then is enough as long as it is quiet: to move the lead for each frame of an hour takes seconds.
    if (wasQuiet && (this.#quiet === 0 || this.#length === leadFrames + mostFrames)) this.#keepLead();
    this.#samples.set(this.#frame, this.#length * frameLength);
    this.#length++;
    this.#frames++;
    // As long as it is quiet, a frame may only be the lead of what comes.
    if (this.#quiet >= mostQuiet) this.#lead = this.#length;
    else if (this.#length - this.#lead === mostFrames) this.#close();
  }

  /** Ends a stretch, whose end is the lead of the next one. */
  #close(): void {
    const length = this.#length;
    if (length > this.#lead) {
      const samples = this.#samples.slice(0, length * frameLength);
      this.#use({ first: this.#frames - (length - this.#lead), lead: this.#lead, samples });
    }
    this.#keepLead();
  }

  /** Forgets all but the last frames, before which nothing counts any more. */
  #keepLead(): void {
    const kept = Math.min(leadFrames, this.#length);
    this.#samples.copyWithin(0, (this.#length - kept) * frameLength, this.#length * frameLength);
    this.#length = this.#lead = kept;
  }
}

function isLoud(frame: Int16Array): boolean {
  let energy = 0;
  for (const sample of frame) energy += sample * sample;
  return energy >= threshold * threshold * frameLength;
}
