import { Packet } from 'node-av/lib';
import type { VideoDecoder } from './decoder.ts';
import type { Moment, Moments } from './moments.ts';
import type { VideoPackets } from './video-packets.ts';

/**
 * For each time the keyframe at or before it: through the index where the file has a good one, which reads and decodes
 * a small part of the file; by reading all packets where it has none.
 *
 * An index may be silent about keyframes (many Matroska files), or about the missing end of a file. So where its answer
 * is unlikely early for the time asked, the packets in between are read. No keyframe among them shows that the film
 * does have such gaps, and then gaps up to twice as long are believed: even a film of one still is read twice at most.
 */
export class Keyframes implements Moments {
  readonly #packets: VideoPackets;
  readonly #decoder: VideoDecoder;
  #believedGapMs: number;
  #usesIndex: boolean;
  #current = new Kept();
  /** The one after it, where packets are read one by one. */
  #next = new Kept();
  #isAtEnd = false;

  /** @param usualGapMs how far before the time asked a keyframe may lie without a second look */
  constructor(packets: VideoPackets, decoder: VideoDecoder, usualGapMs: number) {
    this.#packets = packets;
    this.#decoder = decoder;
    this.#believedGapMs = usualGapMs;
    this.#usesIndex = packets.canJump;
  }

  async at(ms: number): Promise<Moment | undefined> {
    if (this.#usesIndex) await this.#jumpTo(ms);
    if (!this.#usesIndex) await this.#readUpTo(ms);
    if (this.#isAtEnd && ms > this.#packets.endMs) return undefined;
    const shown = this.#current.atMs === undefined ? this.#next : this.#current;
    if (shown.atMs === undefined) return undefined;
    return { atMs: shown.atMs, decode: () => this.#decoder.decodeKeyframe(shown.packet) };
  }

  async #jumpTo(ms: number): Promise<void> {
    const packets = this.#packets;
    if (!packets.seek(ms)) {
      // It stands where it stood before, not later than this time.
      this.#usesIndex = false;
      return;
    }
    this.#isAtEnd = !(await packets.readKeyframe());
    if (this.#isAtEnd) return;
    this.#current.keep(packets);
    const gapMs = ms - packets.atMs;
    if (gapMs <= this.#believedGapMs) return;

    this.#isAtEnd = !(await packets.readKeyframe(ms));
    if (this.#isAtEnd) return;
    if (packets.packet.isKeyframe && packets.atMs <= ms) {
      this.#next.keep(packets);
      this.#usesIndex = false;
    } else {
      this.#believedGapMs = 2 * gapMs;
    }
  }

  async #readUpTo(ms: number): Promise<void> {
    while (!this.#isAtEnd && (this.#next.atMs === undefined || this.#next.atMs <= ms)) {
      if (this.#next.atMs !== undefined) {
        [this.#current, this.#next] = [this.#next, this.#current];
        this.#next.drop();
      }
      if (await this.#packets.readKeyframe()) this.#next.keep(this.#packets);
      else this.#isAtEnd = true;
    }
  }

  [Symbol.dispose](): void {
    this.#current.packet.free();
    this.#next.packet.free();
  }
}

/** A place for one keyframe. */
class Kept {
  readonly packet = new Packet();
  /** Undefined while there is none. */
  atMs: number | undefined;

  constructor() {
    this.packet.alloc();
  }

  keep(packets: VideoPackets): void {
    this.drop();
    this.packet.ref(packets.packet);
    this.atMs = packets.atMs;
  }

  drop(): void {
    this.packet.unref();
    this.atMs = undefined;
  }
}
