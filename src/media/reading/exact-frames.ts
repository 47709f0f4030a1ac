import { Frame } from 'node-av/lib';
import type { VideoDecoder } from '../codecs/video-decoder.ts';
import type { Moment, Moments } from './moments.ts';
import type { VideoPackets } from './video-packets.ts';

/**
 * For each time the very picture that is shown then. Decodes from the keyframe before it; where several times fall
 * between two keyframes, it decodes everything once instead.
 */
export class ExactFrames implements Moments {
  readonly #packets: VideoPackets;
  readonly #decoder: VideoDecoder;
  #mayJump: boolean;
  #shown = new Kept();
  /** The picture after it, by which one knows that it has not come yet. */
  #ahead = new Kept();
  #isAtEnd = false;

  constructor(packets: VideoPackets, decoder: VideoDecoder) {
    this.#packets = packets;
    this.#decoder = decoder;
    this.#mayJump = packets.canJump;
  }

  async at(ms: number): Promise<Moment | undefined> {
    if (this.#mayJump && !this.#isSettled(ms) && !this.#isAtEnd) {
      const keyframeMs = await this.#jumpTo(ms);
      await this.#decodeUpTo(ms);
      const isLate = this.#shown.atMs === undefined && this.#isSettled(ms);
      if (isLate && keyframeMs <= ms) {
        // The keyframe did not stand alone: its picture came together later. Only the first one is sure to be whole.
        this.#mayJump = false;
        await this.#jumpTo(0);
      }
    }
    await this.#decodeUpTo(ms);
    if (this.#isAtEnd && ms > this.#packets.endMs) return undefined;
    const isAheadDue = this.#ahead.atMs !== undefined && this.#ahead.atMs <= ms;
    const { atMs, frame } = isAheadDue || this.#shown.atMs === undefined ? this.#ahead : this.#shown;
    return atMs === undefined ? undefined : { atMs, decode: () => frame };
  }

  async #decodeUpTo(ms: number): Promise<void> {
    while (!this.#isSettled(ms) && !this.#isAtEnd) {
      if (this.#takeFrame()) continue;
      if (await this.#packets.read()) this.#decoder.send(this.#packets.packet);
      else this.#isAtEnd = !this.#decoder.send(null);
    }
  }

  /** Whether no later picture can be the one shown at this time. */
  #isSettled(ms: number): boolean {
    return this.#ahead.atMs !== undefined && this.#ahead.atMs > ms;
  }

  /** Starts anew at the keyframe before a time. Returns its time; infinite where there is none to start at. */
  async #jumpTo(ms: number): Promise<number> {
    if (!this.#packets.seek(ms)) {
      this.#mayJump = false;
      return Number.POSITIVE_INFINITY;
    }
    const isThere = await this.#packets.readKeyframe();
    const decodedMs = this.#ahead.atMs ?? Number.NEGATIVE_INFINITY;
    if (this.#packets.atMs <= decodedMs) this.#mayJump = false;
    this.#decoder.flush();
    this.#shown.drop();
    this.#ahead.drop();
    if (!isThere) return Number.POSITIVE_INFINITY;
    this.#decoder.send(this.#packets.packet);
    return this.#packets.atMs;
  }

  /** False when the decoder needs another packet first. */
  #takeFrame(): boolean {
    const frame = this.#decoder.receive();
    if (!frame) return false;
    [this.#shown, this.#ahead] = [this.#ahead, this.#shown];
    this.#ahead.keep(frame, this.#packets.timeOf(frame));
    return true;
  }

  [Symbol.dispose](): void {
    this.#shown.frame.free();
    this.#ahead.frame.free();
  }
}

/** A place for one picture. */
class Kept {
  readonly frame = new Frame();
  /** Undefined while there is none. */
  atMs: number | undefined;

  constructor() {
    this.frame.alloc();
  }

  keep(frame: Frame, atMs: number): void {
    this.drop();
    this.frame.ref(frame);
    this.atMs = atMs;
  }

  drop(): void {
    this.frame.unref();
    this.atMs = undefined;
  }
}
