import { AV_NOPTS_VALUE } from 'node-av/constants';
import type { Frame, Packet, Stream } from 'node-av/lib';
import { toMs } from './demuxer.ts';
import type { Packets } from './packets.ts';

/** The packets of a film's picture among all that are read, with their times from the film's start. */
export class VideoPackets {
  readonly stream: Stream;
  /** Of the stream. To ask a stream costs more than to read a packet. */
  readonly #index: number;
  readonly #packets: Packets;
  #atMs = 0;
  #endMs = 0;

  constructor(packets: Packets, stream: Stream) {
    this.#packets = packets;
    this.stream = stream;
    this.#index = stream.index;
  }

  /** The packet that was read last. */
  get packet(): Packet {
    return this.#packets.packet;
  }

  /** The time of {@link packet}. */
  get atMs(): number {
    return this.#atMs;
  }

  /** The latest time at which a packet that was read is still shown. */
  get endMs(): number {
    return this.#endMs;
  }

  /** Whether the file's index leads from one keyframe to another. Not where every packet must be read. */
  get canJump(): boolean {
    return !this.#packets.isTapped && this.#packets.file.demuxer.canJump;
  }

  /** Goes to the last keyframe that the index has at or before a time. False when that cannot be found. */
  seek(ms: number): boolean {
    return this.#packets.file.demuxer.seek(this.stream, ms);
  }

  /** Reads on to the next packet of the picture. False at the end of what can be read. */
  async read(): Promise<boolean> {
    const packets = this.#packets;
    do if (!(await packets.read())) return false;
    while (packets.stream !== this.#index);
    // Streams without a container have no times; their packets follow one another.
    this.#atMs = packets.atMs ?? this.#endMs;
    this.#endMs = Math.max(this.#endMs, this.#atMs + packets.durationMs);
    return true;
  }

  /** Reads on to the next keyframe, or to the first packet that is not before a time. False at the end. */
  async readKeyframe(untilMs = Number.POSITIVE_INFINITY): Promise<boolean> {
    while (await this.read()) if (this.packet.isKeyframe || this.#atMs >= untilMs) return true;
    return false;
  }

  /** When a picture that was decoded of these packets is shown, in ms from the start of the film. */
  timeOf({ bestEffortTimestamp }: Frame): number {
    if (bestEffortTimestamp === AV_NOPTS_VALUE) return this.#atMs;
    return toMs(bestEffortTimestamp, this.stream.timeBase) - this.#packets.file.demuxer.startMs;
  }
}
