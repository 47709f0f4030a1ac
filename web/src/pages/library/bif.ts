/** A picture of an index file: where its JPEG lies in the file, and the moment that it shows. */
export interface Frame {
  /** From the start of the film. */
  readonly atMs: number;
  readonly from: number;
  readonly to: number;
}

const signature = [0x89, 0x42, 0x49, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const headerBytes = 64;
const entryBytes = 8;

/**
 * The pictures of a BIF in their order. Throws a RangeError for what is none.
 *
 * Source: Roku's "Trick mode support", developer.roku.com.
 */
export function parseBif(file: Uint8Array): Frame[] {
  must(file.length >= headerBytes + entryBytes, 'it is shorter than a header');
  must(
    signature.every((byte, place) => file[place] === byte),
    'the signature is another',
  );
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const count = view.getUint32(12, true);
  const unitMs = view.getUint32(16, true) || 1000;
  must(headerBytes + (count + 1) * entryBytes <= file.length, `there is no room for ${count} entries`);
  return Array.from({ length: count }, (_, place) => {
    const at = headerBytes + place * entryBytes;
    const from = view.getUint32(at + 4, true);
    const to = view.getUint32(at + entryBytes + 4, true);
    must(from < to && to <= file.length, `the length of picture ${place} is not positive`);
    return { atMs: view.getUint32(at, true) * unitMs, from, to };
  });
}

/** The place of the last picture that is not later than a moment, or of the first. */
export function frameAt(times: readonly number[], ms: number): number {
  let low = 0;
  for (let high = times.length; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= ms) low = middle;
    else high = middle;
  }
  return low;
}

function must(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new RangeError(`This is no index file: ${otherwise}.`);
}
