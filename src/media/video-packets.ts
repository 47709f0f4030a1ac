import { AV_NOPTS_VALUE, AVSEEK_FLAG_BACKWARD } from 'node-av/constants';
import { Packet, type Stream } from 'node-av/lib';
import type { Breathe } from './breathe.ts';
import { type Demuxer, fromMs, toMs } from './demuxer.ts';

/**
 * Containers that say in advance where their keyframes are. In the others, FFmpeg looks for a time by trial, and lands
 * between keyframes.
 */
const indexedFormats = new Set(['mov', 'matroska', 'avi']);

/** The packets of a film's picture, with their times from the film's start. */
export class VideoPackets implements Disposable {
  /** The packet that was read last. */
  readonly packet = new Packet();
  readonly stream: Stream;
  readonly #demuxer: Demuxer;
  readonly #breathe: Breathe;
  #atMs = 0;
  #endMs = 0;
  #position = 0;

  constructor(demuxer: Demuxer, stream: Stream, breathe: Breathe) {
    this.#demuxer = demuxer;
    this.stream = stream;
    this.#breathe = breathe;
    demuxer.select(stream);
    this.packet.alloc();
  }

  /** The time of {@link packet}. */
  get atMs(): number {
    return this.#atMs;
  }

  /** The latest time at which a packet that was read is still shown. */
  get endMs(): number {
    return this.#endMs;
  }

  /** How far into the file packets were read, in bytes; 0 where the container does not say. */
  get position(): number {
    return this.#position;
  }

  /** Without a known end, an index cannot tell a last keyframe from a missing rest. */
  get hasIndex(): boolean {
    return indexedFormats.has(this.#demuxer.format) && this.#demuxer.durationMs !== undefined;
  }

  /** Goes to the last keyframe that the index has at or before a time. False when that cannot be found. */
  seek(ms: number): boolean {
    const { context, startMs } = this.#demuxer;
    const timestamp = fromMs(startMs + ms, this.stream.timeBase);
    return context.seekFrameSync(this.stream.index, timestamp, AVSEEK_FLAG_BACKWARD) >= 0;
  }

  /** Reads the next packet. False at the end of what can be read. */
  async read(): Promise<boolean> {
    const { packet, stream } = this;
    for (;;) {
      packet.unref();
      const pause = this.#breathe();
      if (pause) await pause;
      if (this.#demuxer.context.readFrameSync(packet) < 0) return false;
      if (packet.streamIndex === stream.index) break;
    }
    const time = packet.pts === AV_NOPTS_VALUE ? packet.dts : packet.pts;
    // Streams without a container have no times; their packets follow one another.
    this.#atMs = time === AV_NOPTS_VALUE ? this.#endMs : this.toFilmMs(time);
    this.#endMs = Math.max(this.#endMs, this.#atMs + toMs(packet.duration, stream.timeBase));
    this.#position = Math.max(this.#position, Number(packet.pos));
    return true;
  }

  /** Reads on to the next keyframe, or to the first packet that is not before a time. False at the end. */
  async readKeyframe(untilMs = Number.POSITIVE_INFINITY): Promise<boolean> {
    while (await this.read()) if (this.packet.isKeyframe || this.#atMs >= untilMs) return true;
    return false;
  }

  toFilmMs(timestamp: bigint): number {
    return toMs(timestamp, this.stream.timeBase) - this.#demuxer.startMs;
  }

  [Symbol.dispose](): void {
    this.packet.free();
  }
}
