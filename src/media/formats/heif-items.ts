import { type Box, Fields, readBoxes } from './boxes.ts';

/** Something that is said of an item. */
export interface Property extends Box {
  /** Who does not know this kind of property must leave the item alone. */
  readonly isEssential: boolean;
}

/** Where the bytes of an item lie. */
interface Location {
  /** 0: in the file; 1: in the box `idat`; 2: in another item. */
  readonly method: number;
  readonly base: number;
  readonly extents: readonly { readonly offset: number; readonly length: number }[];
}

/** Of items, of references and of properties. Real files have a few hundred, and a picture of tiles a thousand at most. */
const mostEntries = 16_384;
/** Pieces in which an item lies; real ones lie in one. */
const mostExtents = 32;

/**
 * The items of a HEIF file, as its box `meta` tells of them (ISO/IEC 14496-12, 8.11; properties: ISO/IEC 23008-12, 9.3):
 * what they are, what is said of them, which of them they are made of, and where they lie. All that throws, throws a
 * RangeError that ends a sentence on the file.
 */
export class HeifItems {
  /** The item that is the picture. */
  readonly primary: number;
  readonly #file: Buffer;
  readonly #data: Buffer;
  readonly #types = new Map<number, string>();
  readonly #locations = new Map<number, Location>();
  readonly #properties: readonly Box[];
  /** By item: its properties, each by its number from 1 in so many bytes, with the upper bit for those that must be known. */
  readonly #associations = new Map<number, { readonly size: number; readonly numbers: Buffer }>();
  /** By kind: the items that each refers to. */
  readonly #references = new Map<string, Map<number, readonly number[]>>();

  /** @param meta content of the file's box `meta` */
  constructor(file: Buffer, meta: Buffer) {
    this.#file = file;
    const boxes = new Map<string, Buffer>();
    for (const { type, content } of readBoxes(meta.subarray(4)))
      if (!boxes.has(type)) boxes.set(type, content);
    const get = (type: string) => boxes.get(type) ?? Buffer.alloc(0);
    this.#data = get('idat');
    const [version, primary] = readVersion(get('pitm'));
    this.primary = primary.number(version === 0 ? 2 : 4);
    this.#readTypes(get('iinf'));
    this.#readLocations(get('iloc'));
    this.#readReferences(boxes.get('iref'));
    this.#properties = this.#readProperties(get('iprp'));
  }

  /** Four characters: `hvc1` for a picture in HEVC, `grid` for one of tiles. */
  typeOf(item: number): string | undefined {
    return this.#types.get(item);
  }

  /** In their order, which is that in which they change the picture. */
  propertiesOf(item: number): readonly Property[] {
    const { size, numbers } = this.#associations.get(item) ?? { size: 1, numbers: Buffer.alloc(0) };
    const fields = new Fields(numbers);
    const essentialBit = size === 2 ? 0x8000 : 0x80;
    return Array.from({ length: numbers.length / size }, () => fields.number(size)).flatMap(number => {
      const property = this.#properties[(number & (essentialBit - 1)) - 1];
      return property ? [{ ...property, isEssential: (number & essentialBit) !== 0 }] : [];
    });
  }

  /** The items to which one refers. */
  referencesOf(kind: string, item: number): readonly number[] {
    return this.#references.get(kind)?.get(item) ?? [];
  }

  /** The items that refer to one. */
  referrersTo(kind: string, item: number): readonly number[] {
    return [...(this.#references.get(kind) ?? [])].flatMap(([from, to]) => (to.includes(item) ? from : []));
  }

  /** The bytes of an item, in the pieces in which they lie in the file. */
  find(item: number): readonly Buffer[] {
    const location = this.#locations.get(item);
    if (!location || location.method > 1) throw new RangeError(`nothing tells where its item ${item} lies`);
    const source = location.method === 1 ? this.#data : this.#file;
    return location.extents.map(({ offset, length }) => {
      const from = location.base + offset;
      if (length === 0 || from + length > source.length)
        throw new RangeError(`its item ${item} lies beyond its end`);
      return source.subarray(from, from + length);
    });
  }

  /** `iinf`, ISO/IEC 14496-12, 8.11.6: of those entries that say what kind of item they are. */
  #readTypes(content: Buffer): void {
    const [version, fields] = readVersion(content);
    fields.number(version === 0 ? 2 : 4);
    for (const { content: entry } of limited(readBoxes(fields.rest()))) {
      const [form, about] = readVersion(entry);
      if (form < 2) continue;
      const item = about.number(form === 2 ? 2 : 4);
      about.number(2);
      this.#types.set(item, about.text(4));
    }
  }

  /** `iloc`, ISO/IEC 14496-12, 8.11.3. */
  #readLocations(content: Buffer): void {
    const [version, fields] = readVersion(content);
    const sizes = fields.number(2);
    const [offsetSize, lengthSize, baseSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
    const indexSize = version === 0 ? 0 : sizes & 15;
    if ([offsetSize, lengthSize, baseSize, indexSize].some(size => size > 8))
      throw new RangeError('its items lie at numbers of more than eight bytes');
    const wide = version < 2 ? 2 : 4;
    for (let left = countOf(fields.number(wide)); left > 0; left--) {
      const item = fields.number(wide);
      const method = version === 0 ? 0 : fields.number(2) & 15;
      fields.number(2);
      const base = fields.number(baseSize);
      const count = fields.number(2);
      if (count > mostExtents) throw new RangeError(`its item ${item} lies in ${count} pieces`);
      const extents = Array.from({ length: count }, () => {
        fields.number(indexSize);
        return { offset: fields.number(offsetSize), length: fields.number(lengthSize) };
      });
      this.#locations.set(item, { method, base, extents });
    }
  }

  /** `iref`, ISO/IEC 14496-12, 8.11.12. */
  #readReferences(content: Buffer | undefined): void {
    if (!content) return;
    const [version, fields] = readVersion(content);
    const wide = version === 0 ? 2 : 4;
    let total = 0;
    for (const { type, content: reference } of limited(readBoxes(fields.rest()))) {
      const ids = new Fields(reference);
      const from = ids.number(wide);
      const count = ids.number(2);
      total = countOf(total + count);
      const kind = this.#references.get(type) ?? new Map<number, readonly number[]>();
      kind.set(
        from,
        Array.from({ length: count }, () => ids.number(wide)),
      );
      this.#references.set(type, kind);
    }
  }

  /** `iprp`, ISO/IEC 23008-12, 9.3.1. */
  #readProperties(content: Buffer): readonly Box[] {
    const properties: Box[] = [];
    for (const box of limited(readBoxes(content))) {
      if (box.type === 'ipco') properties.push(...limited(readBoxes(box.content)));
      else if (box.type === 'ipma') this.#readAssociations(box.content);
    }
    return properties;
  }

  #readAssociations(content: Buffer): void {
    const [version, fields, flags] = readVersion(content);
    const size = flags & 1 ? 2 : 1;
    for (let left = countOf(fields.number(4)); left > 0; left--) {
      const item = fields.number(version === 0 ? 2 : 4);
      this.#associations.set(item, { size, numbers: fields.bytes(fields.number(1) * size) });
    }
  }
}

/** The version, what follows it, and the flags, of a box that has them. */
function readVersion(content: Buffer): readonly [version: number, fields: Fields, flags: number] {
  const fields = new Fields(content);
  return [fields.number(1), fields, fields.number(3)];
}

function countOf(entries: number): number {
  if (entries > mostEntries) throw new RangeError(`it tells of ${entries} items`);
  return entries;
}

function* limited(boxes: Iterable<Box>): Generator<Box> {
  let count = 0;
  for (const box of boxes) {
    countOf(++count);
    yield box;
  }
}
