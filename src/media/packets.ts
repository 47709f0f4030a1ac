import { AV_PKT_DATA_ENCRYPTION_INFO } from 'node-av/constants';
import { Packet } from 'node-av/lib';
import type { OpenFile } from './open-file.ts';
import { unreadable } from './source-file.ts';

/** By which small files may hold more than their size: parsers add headers to packets. */
const slackBytes = 10_000_000;

/** Packets of a file of which one must be encrypted, where its content is. */
const lookedAt = 100;

/** Looks at a packet on its way. Where it returns a promise, the reading waits for that. */
export type Tap = (packet: Packet) => Promise<void> | undefined;

/** Reads the packets of the chosen streams of a file one after the other, and lets a tap look at each. */
export class Packets implements Disposable {
  /** The packet that was read last. */
  readonly packet = new Packet();
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

  /** How far into the file packets were read, in bytes; 0 where the container does not say. */
  get position(): number {
    return this.#position;
  }

  /** Reads the next packet. False at the end of what can be read. */
  async read(): Promise<boolean> {
    const { packet, file } = this;
    packet.unref();
    const pause = file.breathe();
    if (pause) await pause;
    if (!file.demuxer.read(packet)) return false;
    this.#position = Math.max(this.#position, Number(packet.pos));
    this.#count++;
    this.#assertPlain(packet);
    this.#assertFinite(packet.size);
    const looking = this.#tap?.(packet);
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

  /** Reads the rest. */
  async drain(report: (position: number) => void): Promise<void> {
    while (await this.read()) report(this.#position);
  }

  [Symbol.dispose](): void {
    this.packet.free();
  }
}
