import { formatProgramme, type SourceProgramme } from '../domain/guide.ts';

/** Bytes that travel together: some hundred programmes, which hold nobody up for more than milliseconds. */
const batchBytes = 256 * 1024;

/**
 * Programmes as they travel: a JSON array in UTF-8. It lies in memory that the threads share and use again and again:
 * strings and buffers of their own would be copied by each of them, and wait for its garbage collection.
 */
export class ProgrammeBatches {
  readonly #send: (programmes: Uint8Array) => void;
  readonly #free: SharedArrayBuffer[] = [];
  readonly #sent: SharedArrayBuffer[] = [];
  /** What is being filled. */
  #memory: SharedArrayBuffer | undefined;
  #bytes: Buffer = Buffer.alloc(0);
  #length = 0;

  /** @param send gets what is full; it may be used until {@link noteTaken} says that it was */
  constructor(send: (programmes: Uint8Array) => void) {
    this.#send = send;
  }

  /** How many were sent and not taken. */
  get onTheirWay(): number {
    return this.#sent.length;
  }

  add(programme: SourceProgramme): void {
    const text = formatProgramme(programme);
    // In UTF-8 it may be three times as long, and stands between two signs.
    const most = text.length * 3 + 2;
    if (this.#length + most > this.#bytes.length) {
      this.flush();
      this.#use(most);
    }
    this.#length += this.#bytes.write(this.#length === 0 ? '[' : ',', this.#length);
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** Sends what there is. */
  flush(): void {
    if (!this.#memory || this.#length === 0) return;
    this.#length += this.#bytes.write(']', this.#length);
    this.#sent.push(this.#memory);
    this.#send(new Uint8Array(this.#memory, 0, this.#length));
    this.#memory = undefined;
    this.#bytes = Buffer.alloc(0);
    this.#length = 0;
  }

  /** The oldest one on its way was taken. */
  noteTaken(): void {
    const memory = this.#sent.shift();
    if (memory?.byteLength === batchBytes) this.#free.push(memory);
  }

  /** @param most bytes that are needed at least */
  #use(most: number): void {
    const isLong = most > batchBytes;
    this.#memory =
      (isLong ? undefined : this.#free.pop()) ?? new SharedArrayBuffer(isLong ? most : batchBytes);
    this.#bytes = Buffer.from(this.#memory);
  }
}
