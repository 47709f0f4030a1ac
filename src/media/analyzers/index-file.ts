import { linkSync, renameSync, rmSync } from 'node:fs';
import type { PassOrders, PassResults } from '../../domain/pass.ts';
import type { Analyzer, PictureWish, Prepare } from '../analyzer.ts';
import { BifWriter, readUnfinishedBif } from '../formats/bif.ts';
import type { OpenFile } from '../open-file.ts';
import { PictureMaker } from '../pictures/picture-maker.ts';
import { makeSheets } from '../pictures/sheets.ts';
import type { Moment } from '../reading/moments.ts';
import { pixelAspectOf, rotationOf } from '../reading/video-shape.ts';
import { unreadable } from '../source-file.ts';
import { explainWriteError } from '../write-error.ts';

/** Pictures in one index file at most: 138 hours at the usual ten seconds. A header may claim any length. */
const mostPictures = 50_000;
/** Milliseconds of work that may be lost when the process is killed. */
const checkpointEveryMs = 2_000;

/**
 * Makes an index file (BIF): a small picture of the film for each interval. A picture that cannot be decoded is
 * replaced by its neighbour; a file that ends early gets pictures as far as it goes. Where an earlier pass left a
 * checkpoint, it goes on from there.
 */
export const indexFile: Prepare<'indexFile'> = (file, order) => new IndexFile(file, order);

class IndexFile implements Analyzer<PassResults['indexFile']> {
  readonly #file: OpenFile;
  readonly #order: PassOrders['indexFile'];
  #album: Album | undefined;

  constructor(file: OpenFile, order: PassOrders['indexFile']) {
    this.#file = file;
    this.#order = order;
  }

  watch(): PictureWish {
    const { source, demuxer } = this.#file;
    const { intervalMs } = this.#order;
    const planned = demuxer.durationMs && Math.max(1, Math.ceil(demuxer.durationMs / intervalMs));
    if (planned && planned > mostPictures)
      throw unreadable(source.path, `${planned} pictures are too many for an index file`);
    const stream = demuxer.findVideo();
    if (!stream) throw unreadable(source.path, 'it has no moving picture');
    const isSecond = this.#album !== undefined;
    this.#album?.discard();
    this.#album = new Album(
      this.#order,
      planned ?? mostPictures,
      new PictureMaker({
        width: this.#order.width,
        quality: this.#order.quality,
        rotation: rotationOf(stream),
        pixelAspect: pixelAspectOf(stream),
      }),
      isSecond ? 'anew' : 'go on',
    );
    return this.#album;
  }

  async finish(): Promise<PassResults['indexFile']> {
    const { source, breathe } = this.#file;
    const album = this.#album;
    if (!album || album.pictures === 0) throw unreadable(source.path, 'none of its pictures can be decoded');
    try {
      source.assertUnchanged();
    } catch (error) {
      album.discard();
      throw error;
    }
    const bytes = album.finish();
    const { output, sheets, width, intervalMs } = this.#order;
    const laidOut =
      sheets &&
      (await makeSheets(readUnfinishedBif(output, intervalMs), { ...sheets, width, intervalMs }, breathe));
    album.release();
    return { pictures: album.pictures, bytes, ...(laidOut && { sheets: laidOut }) };
  }

  [Symbol.dispose](): void {
    this.#album?.[Symbol.dispose]();
  }
}

/** The index file while it is filled. */
class Album implements PictureWish, Disposable {
  readonly spacingMs: number;
  readonly reachMs: number;
  readonly exact: boolean;
  readonly #order: PassOrders['indexFile'];
  readonly #maker: PictureMaker;
  readonly #writer: BifWriter;
  /** Pictures that were asked for; fewer are written while none could be decoded. */
  #seen: number;
  #shownMs: number | undefined;
  #jpeg: Buffer | undefined;
  #keptAt = performance.now();
  /** Whether the checkpoint leads to this file, not to that of an earlier pass. */
  #isLinked = false;
  /** Pictures of this showing that were asked for, and those that were damaged. */
  #looks = 0;
  #damaged = 0;
  #state: 'filling' | 'finished' | 'ended' = 'filling';

  constructor(
    order: PassOrders['indexFile'],
    capacity: number,
    maker: PictureMaker,
    beginning: 'go on' | 'anew',
  ) {
    this.spacingMs = order.intervalMs;
    this.reachMs = order.intervalMs / 2;
    this.exact = !order.keyframesOnly;
    this.#order = order;
    this.#maker = maker;
    try {
      this.#writer = new BifWriter(order.output, order.intervalMs, capacity);
    } catch (error) {
      maker[Symbol.dispose]();
      throw explainWriteError(error, order.output);
    }
    try {
      if (beginning === 'go on') this.#goOn(capacity);
    } catch (error) {
      this.discard();
      throw explainWriteError(error, order.output);
    }
    this.#seen = this.pictures;
  }

  get pictures(): number {
    return this.#writer.pictures;
  }

  get nextMs(): number | undefined {
    return this.#seen < this.#writer.capacity ? this.#seen * this.#order.intervalMs : undefined;
  }

  see(moment: Moment): void {
    const n = this.#seen++;
    if (moment.atMs !== this.#shownMs) {
      this.#shownMs = moment.atMs;
      const picture = moment.decode();
      this.#looks++;
      if (!picture) this.#damaged++;
      if (picture) this.#jpeg = this.#maker.makeJpeg(picture);
    }
    // Those before the first sound picture are replaced by it.
    if (!this.#jpeg) return;
    try {
      while (this.pictures <= n) this.#writer.add(this.#jpeg);
      this.#keepNowAndThen();
    } catch (error) {
      throw explainWriteError(error, this.#order.output);
    }
  }

  /** Completes the file. Until it is released, the work may still be taken up from the checkpoint. */
  finish(): number {
    try {
      const bytes = this.#writer.finish();
      this.#state = 'finished';
      return bytes;
    } catch (error) {
      throw explainWriteError(error, this.#order.output);
    }
  }

  /** Nothing of the work is unfinished any more. */
  release(): void {
    this.#state = 'ended';
    this.#forget();
  }

  /** It is worth nothing: nothing of it stays. */
  discard(): void {
    this.#state = 'ended';
    this.#forget();
    this[Symbol.dispose]();
  }

  /** What is unfinished stays behind at the checkpoint. */
  [Symbol.dispose](): void {
    if (this.#state !== 'ended') this.#keep();
    if (this.#state === 'finished') rmSync(this.#order.output, { force: true });
    this.#state = 'ended';
    this.#maker[Symbol.dispose]();
    this.#writer[Symbol.dispose]();
  }

  #keepNowAndThen(): void {
    if (performance.now() - this.#keptAt < checkpointEveryMs) return;
    this.#keep();
    this.#keptAt = performance.now();
  }

  /**
   * The checkpoint is another name of the unfinished file, which outlives this one: nothing is written twice. Without it,
   * as on file systems that know no such names, the work is done from the start after an interruption.
   */
  #keep(): void {
    const { output, checkpoint } = this.#order;
    if (checkpoint === undefined || this.pictures === 0) return;
    // Keyframes that do not stand alone: what there is of them is not worth going on from.
    if (this.#damaged * 2 > this.#looks) return;
    try {
      if (this.#state === 'filling') this.#writer.checkpoint();
      if (this.#isLinked) return;
      const fresh = `${checkpoint}.new`;
      rmSync(fresh, { force: true });
      linkSync(output, fresh);
      renameSync(fresh, checkpoint);
      this.#isLinked = true;
    } catch {}
  }

  #forget(): void {
    if (this.#order.checkpoint !== undefined) rmSync(this.#order.checkpoint, { force: true });
  }

  /** Takes over the pictures that an earlier pass made. */
  #goOn(capacity: number): void {
    const { checkpoint, intervalMs } = this.#order;
    if (checkpoint === undefined) return;
    try {
      for (const jpeg of readUnfinishedBif(checkpoint, intervalMs)) {
        if (this.pictures >= capacity) return;
        this.#writer.add(jpeg);
        this.#jpeg = jpeg;
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}
