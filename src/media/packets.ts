import { Packet } from 'node-av/lib';
import type { OpenFile } from './open-file.ts';

/** Looks at a packet on its way. Where it returns a promise, the reading waits for that. */
export type Tap = (packet: Packet) => Promise<void> | undefined;

/** Reads the packets of the chosen streams of a file one after the other, and lets a tap look at each. */
export class Packets implements Disposable {
  /** The packet that was read last. */
  readonly packet = new Packet();
  readonly file: OpenFile;
  readonly #tap: Tap | undefined;
  #position = 0;

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
    const looking = this.#tap?.(packet);
    if (looking) await looking;
    return true;
  }

  /** Reads the rest. */
  async drain(report: (position: number) => void): Promise<void> {
    while (await this.read()) report(this.#position);
  }

  [Symbol.dispose](): void {
    this.packet.free();
  }
}
