import { Worker } from 'node:worker_threads';
import { AV_PKT_DATA_SKIP_SAMPLES } from 'node-av/constants';
import type { Packet } from 'node-av/lib';
import type { SoundParameters } from './parameters.ts';
import type { SoundSide } from './sound-side.ts';
import type { FromThread, ToThread } from './thread-protocol.ts';
import type { MeterOutcome, TrackOrder } from './track.ts';

/** Packets travel to the thread in pieces of this many bytes: a message costs as much as decoding a few packets. */
const batchBytes = 65_536;
/** Bytes on their way to the thread at which the reading waits: half a minute of sound, as a rule. */
const mostOnTheWay = 1_048_576;

/** One for this process, kept from pass to pass: starting it takes a quarter of a second. */
let thread: Worker | undefined;
let passes = 0;

/** Has sound decoded and measured in another thread, on a core of its own. For one pass at a time. */
export class SoundBeside implements SoundSide {
  readonly #pass = ++passes;
  readonly #thread: Worker;
  readonly #result = Promise.withResolvers<readonly (readonly MeterOutcome[])[]>();
  #room: PromiseWithResolvers<void> | undefined;
  #onTheWay = 0;
  #gathered = new Gathering();
  readonly #receive = (message: FromThread) => this.#take(message);
  readonly #end = (error: unknown) => this.#fail(error);

  constructor(tracks: readonly { readonly order: TrackOrder; readonly parameters: SoundParameters }[]) {
    thread ??= start();
    this.#thread = thread;
    thread.on('message', this.#receive).on('error', this.#end).on('exit', this.#end);
    // Whoever waits for it sees it; a pass that ends before that does not care.
    this.#result.promise.catch(() => {});
    this.#send({ type: 'begin', pass: this.#pass, tracks });
  }

  take(stream: number, packet: Packet, atMs: number): Promise<void> | undefined {
    const { data } = packet;
    if (!data) return undefined;
    if (!this.#gathered.hasRoomFor(data.length)) this.#flush(data.length);
    this.#gathered.add(stream, data, atMs, packet.getSideData(AV_PKT_DATA_SKIP_SAMPLES));
    if (this.#onTheWay < mostOnTheWay) return undefined;
    this.#room ??= Promise.withResolvers();
    return this.#room.promise;
  }

  async finish(): Promise<readonly (readonly MeterOutcome[])[]> {
    this.#flush(0);
    this.#send({ type: 'finish', pass: this.#pass });
    return await this.#result.promise;
  }

  [Symbol.dispose](): void {
    this.#send({ type: 'drop', pass: this.#pass });
    this.#thread.off('message', this.#receive).off('error', this.#end).off('exit', this.#end);
  }

  /** @param next bytes of the packet for which room is needed */
  #flush(next: number): void {
    const batch = this.#gathered.close();
    this.#gathered = new Gathering(Math.max(batchBytes, next));
    if (batch.ends.length === 0) return;
    this.#onTheWay += batch.bytes.length;
    this.#send({ type: 'packets', pass: this.#pass, batch }, [batch.bytes.buffer]);
  }

  #take(message: FromThread): void {
    if (message.pass !== this.#pass) return;
    switch (message.type) {
      case 'taken':
        this.#onTheWay -= message.bytes;
        if (this.#onTheWay < mostOnTheWay) this.#makeRoom();
        break;
      case 'finished':
        this.#result.resolve(message.outcomes);
        break;
      case 'failed':
        this.#fail(new Error(message.error));
        break;
    }
  }

  #fail(error: unknown): void {
    this.#result.reject(error instanceof Error ? error : new Error(`the sound thread ended with ${error}`));
    this.#onTheWay = Number.NEGATIVE_INFINITY;
    this.#makeRoom();
  }

  #makeRoom(): void {
    this.#room?.resolve();
    this.#room = undefined;
  }

  #send(message: ToThread, transfer: ArrayBuffer[] = []): void {
    this.#thread.postMessage(message, transfer);
  }
}

function start(): Worker {
  const started = new Worker(new URL('./thread.ts', import.meta.url), {
    resourceLimits: { maxYoungGenerationSizeMb: 6 },
  });
  // It must not keep the process, whose end is its own.
  started.unref();
  const forget = () => {
    if (thread === started) thread = undefined;
  };
  started.on('error', forget).on('exit', forget);
  return started;
}

/** Packets that wait to travel together. */
class Gathering {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #streams: number[] = [];
  readonly #ends: number[] = [];
  readonly #atMs: number[] = [];
  readonly #skips = new Map<number, Uint8Array>();
  #end = 0;

  constructor(room = batchBytes) {
    this.#bytes = new Uint8Array(room);
  }

  hasRoomFor(length: number): boolean {
    return this.#end + length <= this.#bytes.length;
  }

  add(stream: number, data: Uint8Array, atMs: number, skip: Uint8Array | null): void {
    if (skip) this.#skips.set(this.#ends.length, Uint8Array.from(skip));
    this.#bytes.set(data, this.#end);
    this.#end += data.length;
    this.#streams.push(stream);
    this.#ends.push(this.#end);
    this.#atMs.push(atMs);
  }

  close() {
    return {
      bytes: this.#bytes.subarray(0, this.#end),
      streams: this.#streams,
      ends: this.#ends,
      atMs: this.#atMs,
      skips: this.#skips,
    };
  }
}
