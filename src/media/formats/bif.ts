import {
  closeSync,
  constants,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';

/**
 * Roku's BIF, the index file that Plex and Emby read: a picture for each moment of a film in one file.
 * All numbers are little-endian.
 *
 *     0  signature                     12  number of pictures N
 *     8  version 0                     16  milliseconds per unit of time (0 means 1000)
 *    20  zeroes                        64  N entries of time and absolute offset, then 0xFFFFFFFF and the file's size
 *
 * The JPEGs follow without a gap: the length of one is the next entry's offset less its own.
 *
 * Source: Roku's "Trick mode support", developer.roku.com.
 */
export interface Bif {
  /** In order of time. */
  readonly pictures: readonly BifPicture[];
}

interface BifPicture {
  /** From the start of the film. */
  readonly atMs: number;
  readonly jpeg: Uint8Array;
}

export const signature = Buffer.from([0x89, 0x42, 0x49, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]);
export const headerBytes = 64;
export const entryBytes = 8;
const endMark = 0xffff_ffff;

/**
 * Writes a BIF picture by picture, with no more than one of them in memory. There is one for each interval: picture n
 * stands for the time n × interval.
 */
export class BifWriter implements Disposable {
  readonly #path: string;
  readonly #intervalMs: number;
  /** How many pictures there may be. */
  readonly capacity: number;
  readonly #offsets: number[] = [];
  #file: number | undefined;
  #end: number;

  /**
   * Creates the file, which must not exist yet. Throws the system's error when it cannot.
   *
   * @param capacity how many pictures there may be: room for their entries is kept ahead of them
   */
  constructor(path: string, intervalMs: number, capacity: number) {
    this.#path = path;
    this.#intervalMs = intervalMs;
    this.capacity = capacity;
    this.#end = firstOffset(capacity);
    this.#file = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600);
  }

  get pictures(): number {
    return this.#offsets.length;
  }

  /** Adds the next picture. Throws a RangeError beyond the capacity, and where the file would pass 4 GiB. */
  add(jpeg: Uint8Array): void {
    if (this.#offsets.length >= this.capacity) throw new RangeError('There is no room for another picture.');
    if (this.#end + jpeg.length >= endMark) throw new RangeError('A BIF cannot be larger than 4 GiB.');
    this.#write(jpeg, this.#end);
    this.#offsets.push(this.#end);
    this.#end += jpeg.length;
  }

  /**
   * Makes what there is so far readable by {@link readUnfinishedBif}, also after this process was killed. Costs a few
   * kilobytes of writing.
   */
  checkpoint(): void {
    this.#write(formatIndex(this.#offsets, this.#end, this.#intervalMs), 0);
  }

  /** Completes the file and waits until it is on the disk. Returns its size in bytes. */
  finish(): number {
    const surplus = firstOffset(this.capacity) - firstOffset(this.#offsets.length);
    if (surplus > 0) {
      // Whoever finds the file while its pictures move must not take it for a checkpoint.
      this.#write(Buffer.alloc(headerBytes), 0);
      this.#closeGap(surplus);
    }
    this.#write(formatIndex(this.#offsets, this.#end, this.#intervalMs), 0);
    const file = this.#open;
    ftruncateSync(file, this.#end);
    fsyncSync(file);
    closeSync(file);
    this.#file = undefined;
    return this.#end;
  }

  /** Removes the file if it was not finished. */
  [Symbol.dispose](): void {
    if (this.#file === undefined) return;
    closeSync(this.#file);
    this.#file = undefined;
    rmSync(this.#path, { force: true });
  }

  /** Moves the pictures down to where the entries end, when there are fewer than there was room for. */
  #closeGap(surplus: number): void {
    const chunk = Buffer.allocUnsafe(1 << 20);
    for (let from = firstOffset(this.capacity); from < this.#end; ) {
      const length = readSync(this.#open, chunk, 0, Math.min(chunk.length, this.#end - from), from);
      if (length === 0) throw new Error(`${this.#path} was cut while it was written.`);
      this.#write(chunk.subarray(0, length), from - surplus);
      from += length;
    }
    this.#end -= surplus;
    for (const [i, offset] of this.#offsets.entries()) this.#offsets[i] = offset - surplus;
  }

  #write(bytes: Uint8Array, position: number): void {
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(this.#open, bytes, done, bytes.length - done, position + done);
    }
  }

  get #open(): number {
    if (this.#file === undefined) throw new Error('The BIF is finished.');
    return this.#file;
  }
}

/**
 * Reads what {@link BifWriter} writes, and what others write by the rules: any ascending times, any interval.
 * Throws a RangeError that names the first thing that is not as it must be.
 */
export function parseBif(bytes: Uint8Array): Bif {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  must(file.length >= headerBytes + entryBytes, 'it is shorter than a header');
  must(file.subarray(0, 8).equals(signature), 'the signature is another');
  must(file.readUInt32LE(8) === 0, `the version is ${file.readUInt32LE(8)}, not 0`);
  must(
    file.subarray(20, headerBytes).every(byte => byte === 0),
    'the reserved bytes are not zero',
  );
  const count = file.readUInt32LE(12);
  const unitMs = file.readUInt32LE(16) || 1000;
  must(firstOffset(count) <= file.length, `there is no room for ${count} entries`);

  const entry = (n: number) => {
    const at = headerBytes + n * entryBytes;
    return { time: file.readUInt32LE(at), offset: file.readUInt32LE(at + 4) };
  };
  const end = entry(count);
  must(end.time === endMark, 'the last entry is not the end mark');
  must(end.offset === file.length, `it ends at ${file.length}, not at ${end.offset}`);
  must(entry(0).offset === firstOffset(count), 'the first picture does not follow the entries');

  const pictures: BifPicture[] = [];
  for (let n = 0, before = -1; n < count; n++) {
    const { time, offset } = entry(n);
    const next = entry(n + 1).offset;
    must(time > before && time < endMark, `the time of picture ${n} is out of order`);
    must(offset < next && next <= file.length, `the length of picture ${n} is not positive`);
    const jpeg = file.subarray(offset, next);
    must(isJpeg(jpeg), `picture ${n} is not a JPEG`);
    pictures.push({ atMs: time * unitMs, jpeg });
    before = time;
  }
  return { pictures };
}

/**
 * The pictures of a BIF that was not finished, in their order, as far as they are whole. Reads one at a time. Ends where
 * something is not as it must be: whoever wrote it may have been killed, and the machine may have lost its power.
 */
export function* readUnfinishedBif(path: string, intervalMs: number): Generator<Buffer> {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const header = readAt(file, 0, headerBytes);
    if (!header?.subarray(0, 8).equals(signature) || header.readUInt32LE(16) !== intervalMs) return;
    const entries = readAt(file, headerBytes, (header.readUInt32LE(12) + 1) * entryBytes);
    for (let at = 0; entries && at + 2 * entryBytes <= entries.length; at += entryBytes) {
      const offset = entries.readUInt32LE(at + 4);
      const jpeg = readAt(file, offset, entries.readUInt32LE(at + entryBytes + 4) - offset);
      if (!jpeg || !isJpeg(jpeg)) return;
      yield jpeg;
    }
  } finally {
    closeSync(file);
  }
}

/** Bytes of a picture, or of all entries, beyond which there is a mistake. */
const mostBytes = 64_000_000;

function readAt(file: number, position: number, length: number): Buffer | undefined {
  if (length <= 0 || length > mostBytes) return undefined;
  const bytes = Buffer.allocUnsafe(length);
  return readSync(file, bytes, 0, length, position) === length ? bytes : undefined;
}

function formatIndex(offsets: readonly number[], end: number, intervalMs: number): Buffer {
  const index = Buffer.alloc(firstOffset(offsets.length));
  signature.copy(index);
  index.writeUInt32LE(offsets.length, 12);
  index.writeUInt32LE(intervalMs, 16);
  let at = headerBytes;
  for (const [n, offset] of offsets.entries()) {
    index.writeUInt32LE(n, at);
    index.writeUInt32LE(offset, at + 4);
    at += entryBytes;
  }
  index.writeUInt32LE(endMark, at);
  index.writeUInt32LE(end, at + 4);
  return index;
}

function firstOffset(pictures: number): number {
  return headerBytes + (pictures + 1) * entryBytes;
}

/** Starts with a start-of-image marker and ends with an end-of-image one. */
function isJpeg(bytes: Buffer): boolean {
  return (
    bytes.length >= 4 && bytes.readUInt16BE(0) === 0xffd8 && bytes.readUInt16BE(bytes.length - 2) === 0xffd9
  );
}

function must(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new RangeError(`This is no BIF file: ${otherwise}.`);
}
