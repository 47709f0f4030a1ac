import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A file as it is to be in an archive. */
export interface ZipEntry {
  /** In ASCII, with `/` between folders. */
  readonly name: string;
  /** Milliseconds since 1970 UTC. */
  readonly modifiedAt: number;
  /** At least what there will be of it. */
  readonly bytes: number;
  readonly content: AsyncIterable<Uint8Array>;
}

/** From this size on the 32 bits of the first format might not do, whatever compressing makes of it. */
const largeBytes = 0xf000_0000;

/**
 * An archive of one file, made while it is read: nobody holds more of it than is on its way (APPNOTE.TXT 6.3.10; its
 * sizes follow the data, and have 64 bits where the file is large).
 */
export async function* zip(entry: ZipEntry, largeFrom = largeBytes): AsyncGenerator<Uint8Array> {
  const format = formatOf(entry, entry.bytes >= largeFrom);
  const head = format.localHeader();
  yield head;
  const sizes = { crc: 0, packed: 0, unpacked: 0 };
  const counted = async function* () {
    for await (const chunk of entry.content) {
      sizes.crc = crc32(chunk, sizes.crc);
      sizes.unpacked += chunk.length;
      yield chunk;
    }
  };
  // Fast rather than small: somebody waits for it.
  const deflate = createDeflateRaw({ level: 1 });
  const leaving = new AbortController();
  const packing = pipeline(counted, deflate, { signal: leaving.signal });
  packing.catch(() => undefined);
  try {
    for await (const chunk of deflate) {
      sizes.packed += chunk.length;
      yield chunk;
    }
    await packing;
  } finally {
    // Who leaves in the middle leaves nothing open.
    leaving.abort();
    await packing.catch(() => undefined);
  }
  const descriptor = format.descriptor(sizes);
  yield descriptor;
  yield format.directory(sizes, head.length + sizes.packed + descriptor.length);
}

interface Sizes {
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
}

/** A number in little-endian order, of so many bytes. */
type Field = readonly [bytes: 2 | 4 | 8, value: number];

function fields(...all: readonly Field[]): Buffer {
  return Buffer.concat(
    all.map(([bytes, value]) => {
      const buffer = Buffer.alloc(bytes);
      if (bytes === 8) buffer.writeBigUInt64LE(BigInt(value));
      else buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}

const unknown = 0xffff_ffff;
/** Sizes follow the data. */
const sizesFollow = 0x0008;
const deflated = 8;
/** A file that its owner may read and write, made on Unix. */
const madeOnUnix = 3 << 8;
const attributes = 0o100_600 * 2 ** 16;

function formatOf({ name, modifiedAt }: ZipEntry, isLarge: boolean) {
  const version = isLarge ? 45 : 20;
  const size = isLarge ? 8 : 4;
  const title = Buffer.from(name);
  const common: readonly Field[] = [
    [2, version],
    [2, sizesFollow],
    [2, deflated],
    [4, dosTime(modifiedAt)],
  ];
  /** Sizes in 64 bits, where those of 32 say that they do not know. */
  const large = (packed: number, unpacked: number) =>
    isLarge ? fields([2, 1], [2, 16], [8, unpacked], [8, packed]) : Buffer.alloc(0);
  const lengths = (extra: Buffer): readonly Field[] => [
    [2, title.length],
    [2, extra.length],
  ];
  return {
    localHeader(): Buffer {
      const extra = large(0, 0);
      const bySize: Field = [4, isLarge ? unknown : 0];
      return Buffer.concat([
        fields([4, 0x0403_4b50], ...common, [4, 0], bySize, bySize, ...lengths(extra)),
        title,
        extra,
      ]);
    },
    descriptor({ crc, packed, unpacked }: Sizes): Buffer {
      return fields([4, 0x0807_4b50], [4, crc], [size, packed], [size, unpacked]);
    },
    directory({ crc, packed, unpacked }: Sizes, offset: number): Buffer {
      const extra = large(packed, unpacked);
      const entry = Buffer.concat([
        fields(
          [4, 0x0201_4b50],
          [2, madeOnUnix | version],
          ...common,
          [4, crc],
          [4, isLarge ? unknown : packed],
          [4, isLarge ? unknown : unpacked],
          ...lengths(extra),
          // Neither a comment nor another volume, and not a text.
          [2, 0],
          [2, 0],
          [2, 0],
          [4, attributes],
          [4, 0],
        ),
        title,
        extra,
      ]);
      return Buffer.concat([entry, endOf(entry.length, offset, isLarge)]);
    },
  };
}

/** The end of an archive whose directory has one entry, of so many bytes, at an offset. */
function endOf(bytes: number, offset: number, isLarge: boolean): Buffer {
  const end = fields(
    [4, 0x0605_4b50],
    [2, 0],
    [2, 0],
    [2, 1],
    [2, 1],
    [4, bytes],
    [4, isLarge ? unknown : offset],
    [2, 0],
  );
  if (!isLarge) return end;
  const largeEnd = fields(
    [4, 0x0606_4b50],
    [8, 44],
    [2, madeOnUnix | 45],
    [2, 45],
    [4, 0],
    [4, 0],
    [8, 1],
    [8, 1],
    [8, bytes],
    [8, offset],
  );
  const locator = fields([4, 0x0706_4b50], [4, 0], [8, offset + bytes], [4, 1]);
  return Buffer.concat([largeEnd, locator, end]);
}

/** As MS-DOS counts: to two seconds, from 1980 on. In UTC, which is what the name of the file says too. */
function dosTime(at: number): number {
  const date = new Date(at);
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return day * 2 ** 16 + time;
}
