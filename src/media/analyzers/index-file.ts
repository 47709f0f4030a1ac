import type { PassOrders, PassResults } from '../../domain/pass.ts';
import type { Breathe } from '../../domain/worker.ts';
import { VideoDecoder } from '../decoder.ts';
import { ExactFrames } from '../exact-frames.ts';
import { BifWriter } from '../formats/bif.ts';
import { Keyframes } from '../keyframes.ts';
import type { Moments } from '../moments.ts';
import type { OpenFile } from '../open-file.ts';
import { PictureMaker } from '../picture-maker.ts';
import { unreadable } from '../source-file.ts';
import { VideoPackets } from '../video-packets.ts';
import { pixelAspectOf, rotationOf } from '../video-shape.ts';
import { explainWriteError } from '../write-error.ts';
import { isToldByHeader } from './streams.ts';

/** Pictures in one index file at most: 138 hours at the usual ten seconds. A header may claim any length. */
const mostPictures = 50_000;

/**
 * Makes an index file (BIF): a small picture of the film for each interval. A picture that cannot be decoded is
 * replaced by its neighbour; a file that ends early gets pictures as far as it goes.
 */
export async function makeIndexFile(
  file: OpenFile,
  order: PassOrders['indexFile'],
  report: (fraction: number) => void,
): Promise<PassResults['indexFile']> {
  try {
    return await make(file, order, report);
  } catch (error) {
    throw explainWriteError(error, order.output);
  }
}

async function make(
  file: OpenFile,
  order: PassOrders['indexFile'],
  report: (fraction: number) => void,
): Promise<PassResults['indexFile']> {
  const { source, demuxer } = file;
  if (!isToldByHeader(demuxer)) demuxer.complete();
  const stream = demuxer.findVideo();
  if (!stream) throw unreadable(source.path, 'it has no moving picture');
  const planned = demuxer.durationMs && Math.max(1, Math.ceil(demuxer.durationMs / order.intervalMs));
  if (planned && planned > mostPictures) {
    throw unreadable(source.path, `${planned} pictures are too many for an index file`);
  }

  // Where keyframes do not stand alone (periodic intra refresh), only decoding everything yields pictures.
  const ways = order.keyframesOnly ? (['keyframes', 'all'] as const) : (['all'] as const);
  for (const [n, way] of ways.entries()) {
    using packets = new VideoPackets(demuxer, stream, file.breathe);
    if (n > 0) packets.seek(0);
    using decoder = new VideoDecoder(stream, way);
    using moments =
      way === 'keyframes'
        ? new Keyframes(packets, decoder, order.intervalMs / 2)
        : new ExactFrames(packets, decoder);
    using maker = new PictureMaker({
      width: order.width,
      quality: order.quality,
      rotation: rotationOf(stream),
      pixelAspect: pixelAspectOf(stream),
    });
    using writer = new BifWriter(order.output, order.intervalMs, planned ?? mostPictures);
    const advance = (pictures: number) =>
      report(planned ? pictures / planned : packets.position / source.size);
    const damaged = await fill(writer, moments, maker, order.intervalMs, file.breathe, advance);
    if (damaged * 2 > writer.pictures && n + 1 < ways.length) continue;
    if (writer.pictures === 0) break;
    source.assertUnchanged();
    return { pictures: writer.pictures, bytes: writer.finish() };
  }
  throw unreadable(source.path, 'none of its pictures can be decoded');
}

/** Writes a picture for each interval until the film or the room for them ends. Returns how many had to be replaced. */
async function fill(
  writer: BifWriter,
  moments: Moments,
  maker: PictureMaker,
  intervalMs: number,
  breathe: Breathe,
  report: (pictures: number) => void,
): Promise<number> {
  let shownMs: number | undefined;
  let jpeg: Buffer | undefined;
  let isSound = false;
  let damaged = 0;
  for (let n = 0; n < writer.capacity; n++) {
    const moment = await moments.at(n * intervalMs);
    if (!moment) break;
    if (moment.atMs !== shownMs) {
      const picture = moment.decode();
      shownMs = moment.atMs;
      isSound = picture !== undefined;
      if (picture) jpeg = maker.makeJpeg(picture);
    }
    if (!isSound) damaged++;
    // Those before the first sound picture are replaced by it.
    if (jpeg) while (writer.pictures <= n) writer.add(jpeg);
    report(n + 1);
    const pause = breathe();
    if (pause) await pause;
  }
  return damaged;
}
