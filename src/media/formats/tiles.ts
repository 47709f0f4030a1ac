import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readJpegSize } from './jpeg-size.ts';

/**
 * Jellyfin's trickplay tiles: pictures of a film in sheets, row by row, at
 * `<name of the media>.trickplay/<width> - <columns>x<rows>/<n>.jpg`, n from 0. All sheets have the full grid, the last
 * one too. There is no manifest: how many pictures there are, and how far apart, follows from the film and the settings.
 *
 * Source: Jellyfin 10.11, Jellyfin.Server.Implementations/Trickplay/TrickplayManager.cs.
 */
export interface TileGrid {
  /** Of one picture, in pixels. */
  readonly width: number;
  readonly columns: number;
  readonly rows: number;
}

export interface Tiles extends TileGrid {
  readonly height: number;
  /** The sheets in their order, as paths. */
  readonly sheets: readonly string[];
}

/** The folder of the sheets: `320 - 10x10`. */
export function formatTileGrid({ width, columns, rows }: TileGrid): string {
  return `${width} - ${columns}x${rows}`;
}

/** Undefined for any other name. */
export function parseTileGrid(name: string): TileGrid | undefined {
  const [, width, columns, rows] = /^([1-9]\d{0,4}) - ([1-9]\d{0,2})x([1-9]\d{0,2})$/.exec(name) ?? [];
  return width ? { width: Number(width), columns: Number(columns), rows: Number(rows) } : undefined;
}

export function formatSheetName(sheet: number): string {
  return `${sheet}.jpg`;
}

/** Where picture n is: its sheet, and its upper left corner there. */
export function placeOf(n: number, { width, columns, rows }: TileGrid, height: number) {
  const inSheet = n % (columns * rows);
  return {
    sheet: Math.floor(n / (columns * rows)),
    x: (inSheet % columns) * width,
    y: Math.floor(inSheet / columns) * height,
  };
}

/** Reads a folder of sheets. Throws a RangeError that names the first thing that is not as it must be. */
export function readTiles(folder: string): Tiles {
  const grid = parseTileGrid(basename(folder));
  must(grid, `its name is not "<width> - <columns>x<rows>"`);
  const names = readdirSync(folder);
  must(names.length > 0, 'it has no sheet');
  const sheets = names.map((_, n) => formatSheetName(n));
  const stranger = names.find(name => !sheets.includes(name));
  must(stranger === undefined, `${stranger} is none of its ${names.length} sheets`);
  const sizes = sheets.map(name => readJpegSize(readFileSync(join(folder, name))));
  const [first] = sizes;
  const height = (first?.height ?? 0) / grid.rows;
  must(Number.isInteger(height) && height > 0, `a sheet of ${first?.height} pixels has no ${grid.rows} rows`);
  for (const [n, size] of sizes.entries()) {
    const isFull = size.width === grid.width * grid.columns && size.height === first?.height;
    must(isFull, `sheet ${n} is ${size.width}x${size.height}`);
  }
  return { ...grid, height, sheets: sheets.map(name => join(folder, name)) };
}

function must(condition: unknown, otherwise: string): asserts condition {
  if (!condition) throw new RangeError(`This is no folder of tiles: ${otherwise}.`);
}
