/** A box of the ISO base media file format, of which MP4 and HEIF are made: ISO/IEC 14496-12, 4.2. */
export interface Box {
  /** Four characters. */
  readonly type: string;
  readonly content: Buffer;
}

/** The boxes that lie one after the other in these bytes. Throws a RangeError at one that is longer than they are. */
export function* readBoxes(bytes: Buffer): Generator<Box> {
  for (let at = 0; at < bytes.length; ) {
    const fields = new Fields(bytes.subarray(at));
    const short = fields.number(4);
    const type = fields.text(4).replaceAll(/[^ -~]/g, '?');
    // 1 where the size takes eight bytes, 0 where it reaches to the end.
    const size = short === 1 ? fields.number(8) : short === 0 ? bytes.length - at : short;
    const head = short === 1 ? 16 : 8;
    if (size < head || size > bytes.length - at)
      throw new RangeError(`its box ${type} is longer than what it lies in`);
    yield { type, content: bytes.subarray(at + head, at + size) };
    at += size;
  }
}

/** Numbers and texts one after the other, with the highest byte first. */
export class Fields {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** A number of so many bytes, 0 to 8. Throws a RangeError when the bytes end before it. */
  number(size: number): number {
    const bytes = this.bytes(size);
    if (size === 0) return 0;
    return size <= 6 ? bytes.readUIntBE(0, size) : Number(bytes.readBigUInt64BE());
  }

  /** A number of four bytes that may be negative. */
  signed(): number {
    return this.number(4) | 0;
  }

  text(length: number): string {
    return this.bytes(length).toString('latin1');
  }

  bytes(length: number): Buffer {
    if (length > this.#bytes.length - this.#at) throw new RangeError('one of its boxes ends too early');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  rest(): Buffer {
    return this.#bytes.subarray(this.#at);
  }
}
