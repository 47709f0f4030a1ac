/** A TIFF whose pixels are still to be filled in. */
export interface Tiff {
  readonly file: Buffer;
  /** Of the file: red, green and blue in a byte each, row by row. Black. */
  readonly pixels: Buffer;
}

interface TiffSettings {
  /** Exif's number for how it is to be turned. */
  readonly orientation: number;
  /** ICC profile of its colours. */
  readonly profile?: Buffer | undefined;
}

/** Types of values, and how many bytes each takes. */
const [short, long, bytes] = [3, 4, 7];
/** Rows that are read at once. */
const rowsPerStrip = 16;

/** Lays out a picture without compression (TIFF 6.0), in which libraries take pixels with their colours and orientation. */
export function layOutTiff(width: number, height: number, { orientation, profile }: TiffSettings): Tiff {
  const strips = Array.from({ length: Math.ceil(height / rowsPerStrip) }, (_, n) => n * rowsPerStrip);
  const values: readonly (readonly [tag: number, type: number, values: readonly number[] | Buffer])[] = [
    [256, long, [width]],
    [257, long, [height]],
    [258, short, [8, 8, 8]],
    // No compression, red-green-blue.
    [259, short, [1]],
    [262, short, [2]],
    [273, long, strips],
    [274, short, [orientation]],
    [277, short, [3]],
    [278, long, [rowsPerStrip]],
    [279, long, strips.map(row => Math.min(rowsPerStrip, height - row) * width * 3)],
    ...(profile ? [[34_675, bytes, profile] as const] : []),
  ];
  const directory = 8;
  let free = directory + 2 + 12 * values.length + 4;
  const places = values.map(([, type, { length }]) => {
    const size = length * (type === long ? 4 : type === short ? 2 : 1);
    const at = free;
    if (size > 4) free += size + (size % 2);
    return size > 4 ? at : undefined;
  });
  const file = Buffer.alloc(free + width * height * 3);
  file.write('II*\0', 'latin1');
  file.writeUInt32LE(directory, 4);
  file.writeUInt16LE(values.length, directory);
  for (const [n, [tag, type, content]] of values.entries()) {
    const entry = directory + 2 + 12 * n;
    file.writeUInt16LE(tag, entry);
    file.writeUInt16LE(type, entry + 2);
    file.writeUInt32LE(content.length, entry + 4);
    const place = places[n];
    if (place !== undefined) file.writeUInt32LE(place, entry + 8);
    const at = place ?? entry + 8;
    if (Buffer.isBuffer(content)) content.copy(file, at);
    else {
      for (const [index, value] of content.entries()) {
        if (type === short) file.writeUInt16LE(value, at + 2 * index);
        else file.writeUInt32LE(tag === 273 ? free + value * width * 3 : value, at + 4 * index);
      }
    }
  }
  return { file, pixels: file.subarray(free) };
}
