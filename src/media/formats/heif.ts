import { Fields, readBoxes } from './boxes.ts';
import { HeifItems, type Property } from './heif-items.ts';
import { type HeifShape, reshape, wholeShape } from './heif-shape.ts';
import { isHeif } from './image-signature.ts';

/** A picture of one tile, or of as many as fill it row by row. */
export interface HeifPicture {
  readonly shape: HeifShape;
  readonly columns: number;
  /** Of each tile, in pixels. Those at the right and below may reach beyond the picture. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly tiles: readonly HeifTile[];
  /** ICC profile of its colours, of red, green and blue. */
  readonly profile?: Buffer;
  /** In place of what the tiles say of their colours. */
  readonly colours?: HeifColours;
}

export interface HeifTile {
  /** `HEVCDecoderConfigurationRecord`, ISO/IEC 14496-15, 8.3.3.1; the same for tiles that share it. */
  readonly configuration: Buffer;
  /** One picture, each of its units with its length before it, in the pieces in which it lies in the file. */
  readonly pieces: readonly Buffer[];
}

/** Numbers of ISO/IEC 23091-2. */
interface HeifColours {
  readonly primaries: number;
  readonly transfer: number;
  readonly matrix: number;
  readonly isFullRange: boolean;
}

export interface HeifPictures {
  readonly picture: HeifPicture;
  /** The same in small. */
  readonly thumbnails: readonly HeifPicture[];
}

/** What is known of properties, so that the picture may be shown though they are said to matter. */
const known = ['auxC', 'clap', 'colr', 'hvcC', 'imir', 'irot', 'ispe', 'pasp', 'pixi'];
/** What a grid says of itself, at most. */
const gridBytes = 12;
/** Bytes of a pixel in no compression at all, and of what comes before them. */
const [mostOfPixel, mostOfHeader] = [6, 65_536];
/** The smallest tile in pixels that is not a waste: 64 × 64. */
const leastTile = 4096;
/** Pictures that are another one in another shape (`iden`), one after the other. */
const mostDerivations = 4;

/**
 * Reads what a HEIF file says of its picture, which is in HEVC: one picture, or a grid of tiles as Apple's cameras write
 * it (ISO/IEC 23008-12). Nothing is decoded. Undefined where it is another kind of file or another codec; throws a
 * RangeError that ends a sentence on the file where it is damaged, or has more than so many pixels.
 */
export function parseHeif(file: Buffer, mostPixels: number): HeifPictures | undefined {
  if (!isHeif(file)) return undefined;
  const meta = findMeta(file);
  if (!meta) return undefined;
  const items = new HeifItems(file, meta);
  // Some files show their thumbnail first.
  const [main = items.primary] = items.referencesOf('thmb', items.primary);
  if (!isHevc(items, main, 0)) return undefined;
  return {
    picture: readPicture(items, main, mostPixels),
    thumbnails: items.referrersTo('thmb', main).flatMap(item => findPicture(items, item, mostPixels) ?? []),
  };
}

function findMeta(file: Buffer): Buffer | undefined {
  for (const { type, content } of readBoxes(file)) if (type === 'meta') return content;
  return undefined;
}

/** Whether the item, or the first of those that it is made of, is in HEVC. */
function isHevc(items: HeifItems, item: number, depth: number): boolean {
  if (depth > mostDerivations) throw new RangeError('its picture is made of itself');
  const type = items.typeOf(item);
  if (type !== 'grid' && type !== 'iden') return type === 'hvc1' || type === 'hev1';
  const [first] = items.referencesOf('dimg', item);
  return first !== undefined && isHevc(items, first, depth + 1);
}

/** Undefined where something is wrong with it: the picture itself may be fine. */
function findPicture(items: HeifItems, item: number, mostPixels: number): HeifPicture | undefined {
  try {
    return isHevc(items, item, 0) ? readPicture(items, item, mostPixels) : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Of an item that is in HEVC. */
function readPicture(items: HeifItems, item: number, mostPixels: number): HeifPicture {
  const properties = readProperties(items, item);
  const [first] = items.referencesOf('dimg', item);
  const type = items.typeOf(item);
  const stored =
    type === 'iden' && first !== undefined
      ? readPicture(items, first, mostPixels)
      : type === 'grid'
        ? readGrid(items, item, mostPixels)
        : readSingle(items, item, mostPixels);
  return { ...stored, ...readColours(properties), shape: properties.reduce(reshape, stored.shape) };
}

/** Throws where there is one that must be known, and is not. */
function readProperties(items: HeifItems, item: number): readonly Property[] {
  const properties = items.propertiesOf(item);
  const strange = properties.find(({ type, isEssential }) => isEssential && !known.includes(type));
  if (strange) throw new RangeError(`nothing is known of its property ${strange.type}`);
  return properties;
}

function readSingle(items: HeifItems, item: number, mostPixels: number): HeifPicture {
  const { width, height, ...tile } = readTile(items, item);
  assertSize(width, height, mostPixels);
  return {
    shape: wholeShape(width, height),
    columns: 1,
    tileWidth: width,
    tileHeight: height,
    tiles: [tile],
  };
}

/** `ImageGrid`, ISO/IEC 23008-12, 6.6.2.3. */
function readGrid(items: HeifItems, item: number, mostPixels: number): HeifPicture {
  const fields = new Fields(Buffer.concat(items.find(item).map(piece => piece.subarray(0, gridBytes))));
  fields.number(1);
  const wide = fields.number(1) & 1 ? 4 : 2;
  const [rows, columns] = [fields.number(1) + 1, fields.number(1) + 1];
  const [width, height] = [fields.number(wide), fields.number(wide)];
  assertSize(width, height, mostPixels);
  const ids = items.referencesOf('dimg', item);
  if (ids.length !== rows * columns)
    throw new RangeError(`it has ${ids.length} tiles for a grid of ${columns} × ${rows}`);
  if (ids.length * leastTile > mostPixels) throw new RangeError(`it has ${ids.length} tiles`);
  // One that is there many times is read once.
  const byId = new Map([...new Set(ids)].map(id => [id, readTile(items, id)]));
  const tiles = ids.flatMap(id => byId.get(id) ?? []);
  const [first] = tiles as [Tile];
  const [tileWidth, tileHeight] = [first.width, first.height];
  if (tiles.some(tile => tile.width !== tileWidth || tile.height !== tileHeight))
    throw new RangeError('its tiles are not all of one size');
  const fills = (tile: number, count: number, all: number) => tile * count >= all && tile * (count - 1) < all;
  if (!fills(tileWidth, columns, width) || !fills(tileHeight, rows, height))
    throw new RangeError(
      `its tiles of ${tileWidth} × ${tileHeight} do not make up ${width} × ${height} pixels`,
    );
  const colours = readColours(items.propertiesOf(ids[0] ?? 0));
  return { ...colours, shape: wholeShape(width, height), columns, tileWidth, tileHeight, tiles };
}

interface Tile extends HeifTile {
  readonly width: number;
  readonly height: number;
}

function readTile(items: HeifItems, item: number): Tile {
  const type = items.typeOf(item);
  if (type !== 'hvc1' && type !== 'hev1') throw new RangeError(`its item ${item} is no picture in HEVC`);
  const properties = readProperties(items, item);
  const find = (wanted: string) => properties.find(property => property.type === wanted)?.content;
  const [configuration, extents] = [find('hvcC'), find('ispe')];
  if (!configuration || !extents) throw new RangeError(`nothing tells how its item ${item} is decoded`);
  const fields = new Fields(extents.subarray(4));
  const [width, height] = [fields.number(4), fields.number(4)];
  const pieces = items.find(item);
  const size = pieces.reduce((sum, { length }) => sum + length, 0);
  if (size > width * height * mostOfPixel + mostOfHeader)
    throw new RangeError(`its item ${item} is larger than all its pixels`);
  return { width, height, configuration, pieces };
}

/** `colr`, ISO/IEC 14496-12, 12.1.5. */
function readColours(properties: readonly Property[]): Pick<HeifPicture, 'profile' | 'colours'> {
  let found: Pick<HeifPicture, 'profile' | 'colours'> = {};
  for (const { type, content } of properties) {
    if (type !== 'colr') continue;
    const fields = new Fields(content);
    const kind = fields.text(4);
    const profile = fields.rest();
    const isProfile = kind === 'prof' || kind === 'rICC';
    if (isProfile && profile.toString('latin1', 16, 20) === 'RGB ') found = { ...found, profile };
    if (kind !== 'nclx') continue;
    const [primaries, transfer, matrix] = [fields.number(2), fields.number(2), fields.number(2)];
    const isFullRange = (fields.number(1) & 0x80) !== 0;
    found = { ...found, colours: { primaries, transfer, matrix, isFullRange } };
  }
  return found;
}

function assertSize(width: number, height: number, mostPixels: number): void {
  if (width === 0 || height === 0) throw new RangeError('it has no pixels');
  if (width * height > mostPixels)
    throw new RangeError(`it has more than ${mostPixels / 1e6} million pixels`);
}
