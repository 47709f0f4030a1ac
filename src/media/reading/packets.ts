import { AV_PKT_DATA_ENCRYPTION_INFO } from 'node-av/constants';
import { Packet } from 'node-av/lib';
import type { OpenFile } from '../open-file.ts';
import { unreadable } from '../source-file.ts';

/** By which small files may hold more than their size: parsers add headers to packets. */
const slackBytes = 10_000_000;

/** Packets of a file of which one must be encrypted, where its content is. */
const lookedAt = 100;

/**
 * A packet on its way, good until the next one is read. What many want to know of it stands here: to ask FFmpeg costs as
 * much as to read a short packet.
 */
export interface Passing {
  readonly packet: Packet;
  /** Index of its stream. */
  readonly stream: number;
  readonly bytes: number;
  /** When it is shown or heard, in ms from the start of the film. Undefined where the container gives it no time. */
  readonly atMs: number | undefined;
  /** How long it is shown or heard; 0 where the container does not say. */
  readonly durationMs: number;
}

/** Looks at a packet on its way. Where it returns a promise, the reading waits for that. */
export type Tap = (passing: Passing) => Promise<void> | undefined;

/** Reads the packets of the chosen streams of a file one after the other, and lets a tap look at each. */
export class Packets implements Disposable, Passing {
  readonly packet = new Packet();
  stream = -1;
  bytes = 0;
  atMs: number | undefined;
  durationMs = 0;
  readonly file: OpenFile;
  readonly #tap: Tap | undefined;
  #position = 0;
  #bytes = 0;
  #count = 0;

  constructor(file: OpenFile, tap?: Tap) {
    this.file = file;
    this.#tap = tap;
    this.packet.alloc();
  }

  /** Whether somebody looks at every packet, so that none may be left out. */
  get isTapped(): boolean {
    return this.#tap !== undefined;
  }

  /** Reads the next packet. False at the end of what can be read. */
  async read(): Promise<boolean> {
    const { packet, file } = this;
    const { demuxer } = file;
    const pause = file.breathe();
    if (pause) {
      this.#position = Math.max(this.#position, Number(packet.pos));
      await pause;
    }
    packet.unref();
    if (!demuxer.read(packet)) return false;
    this.stream = packet.streamIndex;
    this.bytes = packet.size;
    this.atMs = demuxer.timeOf(packet, this.stream);
    this.durationMs = demuxer.durationOf(packet, this.stream);
    this.#count++;
    this.#assertPlain(packet);
    this.#assertFinite(this.bytes);
    const looking = this.#tap?.(this);
    if (looking) await looking;
    return true;
  }

  /** Decoders take what is encrypted for damage, or for noise; so much of it as is sure to meet some is looked at. */
  #assertPlain(packet: Packet): void {
    if (this.#count <= lookedAt && packet.getSideData(AV_PKT_DATA_ENCRYPTION_INFO))
      throw unreadable(this.file.source.path, 'it is encrypted');
  }

  /** Who reads in order reads no byte twice: more than there are in the file means that its tables lead in circles. */
  #assertFinite(bytes: number): void {
    this.#bytes += bytes;
    const { source } = this.file;
    if (
      this.isTapped &&
      (this.#bytes > 2 * source.size + slackBytes || this.#count > source.size + slackBytes)
    )
      throw unreadable(source.path, 'it has no end');
  }

  /**
   * Reads the rest.
   *
   * @param report is told now and then how far into the file packets were read, in bytes; 0 where the container does not say
   */
  async drain(report: (position: number) => void): Promise<void> {
    let reported = -1;
    while (await this.read()) {
      if (this.#position === reported) continue;
      reported = this.#position;
      report(reported);
    }
  }

  [Symbol.dispose](): void {
    this.packet.free();
  }
}
