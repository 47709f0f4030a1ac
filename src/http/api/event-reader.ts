import type { EventRing } from './event-ring.ts';

interface Options {
  readonly ring: EventRing;
  /** The place after which it begins. */
  readonly after: number;
  /** Only events of these types; all where absent. */
  readonly types: ReadonlySet<string> | undefined;
  /** What comes before all events. */
  readonly greeting: Buffer;
  /** Called when the client does not read: ends its connection. */
  readonly drop: () => void;
  /** Called when the client begins to read. */
  readonly onOpen: () => void;
  /** Called when it has ended, by whichever side. */
  readonly onEnd: () => void;
}

/**
 * One client's way through the ring. It holds no event back for the client: who falls behind what the ring keeps, or
 * takes nothing in from one heartbeat to the next, is dropped, and can come back for what the ring still has.
 */
export class EventReader {
  readonly stream: ReadableStream<Uint8Array>;
  readonly #options: Options;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #place: number;
  #hasGreeted = false;
  #hasEnded = false;
  /** Whether the client took in all that it was given. */
  #isWaiting = false;
  #wasBehind = false;

  constructor(options: Options) {
    this.#options = options;
    this.#place = options.after;
    this.stream = new ReadableStream(
      {
        start: controller => {
          this.#controller = controller;
        },
        pull: () => this.#pull(),
        cancel: () => this.#finish(),
      },
      // Nothing is made for a stream that nobody reads, such as the answer to HEAD.
      { highWaterMark: 0 },
    );
  }

  /** There are new events. */
  wake(): void {
    if (!this.#isWaiting) return;
    const read = this.#options.ring.read(this.#place, this.#options.types);
    if (read) {
      this.#place = read.place;
      if (read.bytes.length > 0) this.#give(read.bytes);
    } else {
      this.#drop();
    }
  }

  /** Shows the client that the connection is alive, and where it is in what it does not follow. */
  beat(): void {
    if (this.#isWaiting) {
      this.#give(Buffer.from(`:\nid: ${this.#options.ring.formatId(this.#place)}\n\n`));
    } else if (this.#wasBehind) {
      this.#drop();
    } else {
      this.#wasBehind = true;
    }
  }

  /** The server ends it. Safe to call twice. */
  end(): void {
    if (this.#hasEnded) return;
    this.#finish();
    this.#controller?.close();
  }

  #pull(): void {
    this.#isWaiting = true;
    this.#wasBehind = false;
    if (this.#hasGreeted) {
      this.wake();
    } else {
      this.#hasGreeted = true;
      this.#options.onOpen();
      if (!this.#hasEnded) this.#give(this.#options.greeting);
    }
  }

  #give(bytes: Uint8Array): void {
    this.#isWaiting = false;
    this.#controller?.enqueue(bytes);
  }

  #drop(): void {
    this.end();
    this.#options.drop();
  }

  #finish(): void {
    this.#hasEnded = true;
    this.#isWaiting = false;
    this.#options.onEnd();
  }
}
