/** An event as it goes over the wire to everybody who follows: written once. */
interface Frame {
  readonly place: number;
  readonly type: string;
  readonly key: string | undefined;
  readonly bytes: Buffer;
}

/** Bytes that {@link EventRing.read} gives at once, where no single event is larger. */
const chunkBytes = 64 * 1024;

/**
 * The last events, up to a size, for those who follow and those who come back. Each has a place, from 1 on, and an id by
 * which clients name the place, also after their connection was lost: it tells the ring too, so that a place in the
 * ring of an earlier server is none in this one.
 */
export class EventRing {
  readonly #name: string;
  readonly #mostBytes: number;
  #frames: Frame[] = [];
  #bytes = 0;
  #last = 0;
  /** The place of the last event that was forgotten. */
  #forgotten = 0;

  /** @param name of this ring, of letters and digits */
  constructor(name: string, mostBytes = 1024 ** 2) {
    this.#name = name;
    this.#mostBytes = mostBytes;
  }

  /** The place of the last event; 0 before the first. */
  get last(): number {
    return this.#last;
  }

  /** Keeps an event, whose data is one line. It takes the place of an earlier one with the same key. */
  add(type: string, data: string, key?: string): void {
    if (key !== undefined) this.#remove(this.#frames.findLastIndex(frame => frame.key === key));
    const place = ++this.#last;
    const bytes = Buffer.from(`id: ${this.formatId(place)}\nevent: ${type}\ndata: ${data}\n\n`);
    this.#frames.push({ place, type, key, bytes });
    this.#bytes += bytes.length;
    while (this.#bytes > this.#mostBytes && this.#frames.length > 1) {
      this.#forgotten = this.#frames[0]?.place ?? this.#last;
      this.#remove(0);
    }
  }

  /**
   * The next events after a place, of all types or some, and the place where they end; no bytes where there are none.
   * Undefined where events after the place are forgotten.
   */
  read(after: number, types?: ReadonlySet<string>): { bytes: Buffer; place: number } | undefined {
    if (after < this.#forgotten) return undefined;
    const chunks: Buffer[] = [];
    let length = 0;
    // Whoever follows is near the end.
    const first = this.#frames.findLastIndex(({ place }) => place <= after) + 1;
    for (let i = first; i < this.#frames.length; i++) {
      const { place, type, bytes } = this.#frames[i] as Frame;
      if (types && !types.has(type)) continue;
      if (length > 0 && length + bytes.length > chunkBytes) {
        return { bytes: Buffer.concat(chunks), place: place - 1 };
      }
      chunks.push(bytes);
      length += bytes.length;
    }
    const [only = Buffer.alloc(0)] = chunks;
    return { bytes: chunks.length > 1 ? Buffer.concat(chunks) : only, place: this.#last };
  }

  formatId(place: number): string {
    return `${this.#name}-${place}`;
  }

  /** The place that an id names; undefined where it is of another ring, or of none. */
  parseId(id: string): number | undefined {
    const [name, digits = '', ...rest] = id.split('-');
    if (name !== this.#name || !/^\d{1,15}$/.test(digits) || rest.length > 0) return undefined;
    const place = Number(digits);
    return place <= this.#last ? place : undefined;
  }

  #remove(index: number): void {
    const [frame] = index < 0 ? [] : this.#frames.splice(index, 1);
    if (frame) this.#bytes -= frame.bytes.length;
  }
}
