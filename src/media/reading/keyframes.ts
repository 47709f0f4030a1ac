import { Packet } from 'node-av/lib';
import type { VideoDecoder } from '../codecs/video-decoder.ts';
import type { Moment, Moments } from './moments.ts';
import type { VideoPackets } from './video-packets.ts';

/**
 * For each time the keyframe at or before it, or the one after it where that is nearer: through the index where the file
 * has a good one, which reads and decodes a small part of the file; by reading all packets where it has none.
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
  /** The one after it, where that was looked for, or where packets are read one by one. */
  #next = new Kept();
  /** The time up to which the next one, or else the current one, is known to be the last. */
  #probedMs: number | undefined;
  #isAtEnd = false;

  /** @param usualGapMs how far before the time asked a keyframe may lie without a second look */
  constructor(packets: VideoPackets, decoder: VideoDecoder, usualGapMs: number) {
    this.#packets = packets;
    this.#decoder = decoder;
    this.#believedGapMs = usualGapMs;
    this.#usesIndex = packets.canJump;
  }

  async at(ms: number, reachMs: number): Promise<Moment | undefined> {
    if (this.#usesIndex && !this.#takeKnown(ms)) await this.#jumpTo(ms);
    if (!this.#usesIndex) await this.#readUpTo(ms);
    if (this.#isAtEnd && ms > this.#packets.endMs) return undefined;
    const shown = await this.#choose(ms, reachMs);
    const { atMs } = shown;
    if (atMs === undefined) return undefined;
    return { atMs, decode: () => this.#decoder.decodeKeyframe(shown.packet) };
  }

  /** Takes the keyframe before a time where that was found already. False where it must be looked for. */
  #takeKnown(ms: number): boolean {
    if (ms !== this.#probedMs) return false;
    if (this.#next.atMs !== undefined) [this.#current, this.#next] = [this.#next, this.#current];
    this.#next.drop();
    return ms - (this.#current.atMs ?? Number.NEGATIVE_INFINITY) <= this.#believedGapMs;
  }

  /** The keyframe before a time, if it is near enough; or else that or the one after it, whichever is nearer. */
  async #choose(ms: number, reachMs: number): Promise<Kept> {
    const { atMs } = this.#current;
    if (atMs === undefined) return this.#next;
    const gapMs = ms - atMs;
    if (gapMs <= reachMs) return this.#current;
    const aheadMs = ms + 2 * reachMs;
    if (this.#usesIndex) await this.#lookAhead(ms, aheadMs);
    const nextMs = this.#next.atMs ?? Number.POSITIVE_INFINITY;
    return nextMs <= aheadMs && nextMs - ms < gapMs ? this.#next : this.#current;
  }

  /**
   * Looks for the first keyframe of a stretch, which ends with the next time that is likely asked for, so that each is
   * looked for once. From its end, as FFmpeg reads all of the rest of a file where it finds none ahead.
   */
  async #lookAhead(fromMs: number, toMs: number): Promise<void> {
    const packets = this.#packets;
    this.#next.drop();
    this.#probedMs = undefined;
    let found = 0;
    for (let endMs = toMs; packets.seek(endMs) && (await packets.readKeyframe()); endMs = packets.atMs - 1) {
      if (packets.atMs <= fromMs || packets.atMs > endMs) {
        if (found <= 1) this.#probedMs = toMs;
        return;
      }
      this.#next.keep(packets);
      found++;
    }
  }

  async #jumpTo(ms: number): Promise<void> {
    const packets = this.#packets;
    if (!packets.seek(ms)) {
      // It stands where it stood before, not later than this time.
      this.#usesIndex = false;
      return;
    }
    this.#next.drop();
    this.#probedMs = undefined;
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
