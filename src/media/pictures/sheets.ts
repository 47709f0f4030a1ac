import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AV_PIX_FMT_YUV420P } from 'node-av/constants';
import { FFmpegError, Frame } from 'node-av/lib';
import type { PassOrders, PassResults } from '../../domain/pass.ts';
import type { Breathe } from '../../domain/worker.ts';
import { JpegDecoder } from '../codecs/jpeg-decoder.ts';
import { JpegEncoder } from '../codecs/jpeg-encoder.ts';
import { formatThumbnailTrack, type ThumbnailCue } from '../formats/thumbnail-track.ts';
import { formatSheetName, formatTileGrid, placeOf, type TileGrid } from '../formats/tiles.ts';
import { explainWriteError } from '../write-error.ts';

type SheetOrder = NonNullable<PassOrders['indexFile']['sheets']>;

/**
 * Lays the pictures of an index file out in sheets, with one sheet in memory. They come from the index file rather than
 * from the film as it is decoded, so that they are the same whether or not the work was interrupted, and can be made
 * long after without decoding the film again: a small JPEG is decoded in 0.2 ms.
 *
 * @param pictures JPEGs of that width, one for each interval
 */
export async function makeSheets(
  pictures: Iterable<Buffer>,
  order: SheetOrder & { readonly width: number; readonly intervalMs: number },
  breathe: Breathe,
): Promise<NonNullable<PassResults['indexFile']['sheets']>> {
  const { output, intervalMs, withTrack, ...grid } = order;
  const folder = join(output, formatTileGrid(grid));
  try {
    mkdirSync(folder, { recursive: true });
    using sheets = new Sheets(folder, grid);
    using decoder = new JpegDecoder();
    for (const jpeg of pictures) {
      sheets.add(decoder.decode(jpeg));
      const pause = breathe();
      if (pause) await pause;
    }
    sheets.finish();
    let { bytes } = sheets;
    if (withTrack) bytes += writeTrack(output, grid, intervalMs, sheets);
    return { count: sheets.count, bytes };
  } catch (error) {
    rmSync(output, { recursive: true, force: true });
    throw explainWriteError(error, output);
  }
}

function writeTrack(
  output: string,
  grid: TileGrid,
  intervalMs: number,
  { pictures, height }: Sheets,
): number {
  const name = formatTileGrid(grid);
  const cues = Array.from({ length: pictures }, (_, n): ThumbnailCue => {
    const { sheet, x, y } = placeOf(n, grid, height);
    const [startMs, endMs] = [n * intervalMs, (n + 1) * intervalMs];
    return { startMs, endMs, sheet: `${name}/${formatSheetName(sheet)}`, x, y, width: grid.width, height };
  });
  const text = formatThumbnailTrack(cues);
  writeFileSync(join(output, `${name}.vtt`), text, { flush: true });
  return Buffer.byteLength(text);
}

/** The sheets while they are filled. Their size follows from the first picture. */
class Sheets implements Disposable {
  pictures = 0;
  count = 0;
  bytes = 0;
  height = 0;
  readonly #folder: string;
  readonly #grid: TileGrid & Pick<SheetOrder, 'quality'>;
  readonly #frame = new Frame();
  #encoder: JpegEncoder | undefined;
  #pixels = Buffer.alloc(0);

  constructor(folder: string, grid: TileGrid & Pick<SheetOrder, 'quality'>) {
    this.#folder = folder;
    this.#grid = grid;
    this.#frame.alloc();
  }

  /** Where a picture is damaged its place stays black. */
  add(picture: Frame | undefined): void {
    if (this.#pixels.length === 0) this.#begin(picture);
    const { sheet, x, y } = placeOf(this.pictures++, this.#grid, this.height);
    if (sheet > this.count) this.#write();
    if (picture) this.#place(picture, x, y);
  }

  finish(): void {
    if (this.pictures > 0) this.#write();
  }

  [Symbol.dispose](): void {
    this.#encoder?.[Symbol.dispose]();
    this.#frame.free();
  }

  get #width(): number {
    return this.#grid.width * this.#grid.columns;
  }

  #begin(picture: Frame | undefined): void {
    // Without a picture, that of a film of the usual shape.
    this.height = picture?.height ?? 2 * Math.round((this.#grid.width * 9) / 32);
    const height = this.height * this.#grid.rows;
    this.#pixels = Buffer.alloc((this.#width * height * 3) / 2);
    this.#encoder = new JpegEncoder(this.#width, height, this.#grid.quality);
    this.#clear();
  }

  /** Black, in the full range of JPEG. */
  #clear(): void {
    const luma = (this.#pixels.length * 2) / 3;
    this.#pixels.fill(0, 0, luma).fill(128, luma);
  }

  /** One that is larger, as in a film that changes its shape, is cut off at the right and below. */
  #place(picture: Frame, x: number, y: number): void {
    const { data, linesize } = picture;
    const area = (this.#pixels.length * 2) / 3;
    for (const [plane, half] of [0, 1, 1].entries()) {
      const pixels = data?.[plane];
      const stride = linesize[plane] ?? 0;
      if (!pixels) return;
      const wide = Math.min(picture.width, this.#grid.width) >> half;
      const high = Math.min(picture.height, this.height) >> half;
      const start = plane === 0 ? 0 : plane === 1 ? area : (area * 5) / 4;
      const across = this.#width >> half;
      for (let row = 0; row < high; row++) {
        const to = start + ((y >> half) + row) * across + (x >> half);
        pixels.copy(this.#pixels, to, row * stride, row * stride + wide);
      }
    }
  }

  #write(): void {
    const frame = this.#frame;
    frame.unref();
    Object.assign(frame, {
      width: this.#width,
      height: this.height * this.#grid.rows,
      format: AV_PIX_FMT_YUV420P,
      pts: BigInt(this.count),
    });
    FFmpegError.throwIfError(frame.getBuffer(), 'sheet');
    FFmpegError.throwIfError(frame.fromBuffer(this.#pixels), 'sheet');
    const jpeg = this.#encoder?.encode(frame) ?? Buffer.alloc(0);
    frame.unref();
    writeFileSync(join(this.#folder, formatSheetName(this.count)), jpeg, { flush: true });
    this.count++;
    this.bytes += jpeg.length;
    this.#clear();
  }
}
