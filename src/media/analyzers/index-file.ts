import type { PassOrders, PassResults } from '../../domain/pass.ts';
import { VideoDecoder } from '../decoder.ts';
import { ExactFrames } from '../exact-frames.ts';
import { BifWriter } from '../formats/bif.ts';
import { Keyframes } from '../keyframes.ts';
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

  using packets = new VideoPackets(demuxer, stream, file.breathe);
  using decoder = new VideoDecoder(stream, order.keyframesOnly ? 'keyframes' : 'all');
  using moments = order.keyframesOnly
    ? new Keyframes(packets, decoder, order.intervalMs / 2)
    : new ExactFrames(packets, decoder);
  using maker = new PictureMaker({
    width: order.width,
    quality: order.quality,
    rotation: rotationOf(stream),
    pixelAspect: pixelAspectOf(stream),
  });
  using writer = new BifWriter(order.output, order.intervalMs, planned ?? mostPictures);

  const shown: { atMs?: number; jpeg?: Buffer } = {};
  for (let n = 0; n < writer.capacity; n++) {
    const moment = await moments.at(n * order.intervalMs);
    if (!moment) break;
    if (moment.atMs !== shown.atMs) {
      const picture = moment.decode();
      shown.atMs = moment.atMs;
      if (picture) shown.jpeg = maker.makeJpeg(picture);
    }
    // Those before the first sound picture are replaced by it.
    if (shown.jpeg) while (writer.pictures <= n) writer.add(shown.jpeg);
    report(planned ? (n + 1) / planned : packets.position / source.size);
    const pause = file.breathe();
    if (pause) await pause;
  }
  if (writer.pictures === 0) throw unreadable(source.path, 'none of its pictures can be decoded');
  source.assertUnchanged();
  return { pictures: writer.pictures, bytes: writer.finish() };
}
