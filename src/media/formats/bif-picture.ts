import { open } from 'node:fs/promises';
import { entryBytes, headerBytes, signature } from './bif.ts';

/** Of a film of two days with a picture for every second. */
const mostPictures = 200_000;

/**
 * The picture of a BIF (see `bif.ts`) to be shown at a moment, in milliseconds: the last one that is not later, or the
 * first. Reads the index and that picture only. Undefined where there is none; throws the system's error when the file
 * cannot be read, and a RangeError when it is no BIF.
 */
export async function readPictureAt(path: string, ms: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  await using file = await open(path);
  const read = async (position: number, length: number) => {
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await file.read(bytes, 0, length, position);
    if (bytesRead < length) throw new RangeError('This is no BIF file: it ends too early.');
    return bytes;
  };
  const header = await read(0, headerBytes);
  const count = header.readUInt32LE(12);
  const unitMs = header.readUInt32LE(16) || 1000;
  if (!header.subarray(0, 8).equals(signature) || count > mostPictures)
    throw new RangeError('This is no BIF file.');
  if (count === 0) return undefined;

  const index = await read(headerBytes, (count + 1) * entryBytes);
  const timeOf = (entry: number) => index.readUInt32LE(entry * entryBytes) * unitMs;
  const offsetOf = (entry: number) => index.readUInt32LE(entry * entryBytes + 4);
  let low = 0;
  for (let high = count; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if (timeOf(middle) <= ms) low = middle;
    else high = middle;
  }
  const length = offsetOf(low + 1) - offsetOf(low);
  if (length <= 0 || offsetOf(low + 1) > (await file.stat()).size)
    throw new RangeError('This is no BIF file: a picture lies outside it.');
  return new Uint8Array(await read(offsetOf(low), length));
}
