import { AV_NOPTS_VALUE } from 'node-av/constants';
import type { OpenFile } from '../open-file.ts';
import { Packets } from '../packets.ts';
import { VideoDecoder } from '../video-decoder.ts';
import { VideoPackets } from '../video-packets.ts';
import { isWithin, type Sought } from './lookout.ts';
import { better, type Studio } from './studio.ts';

/** Milliseconds after its wanted time in which every picture of a chapter is looked at. */
const spanMs = 3000;
/** Between two of them. */
const stepMs = 200;
/** Milliseconds of film that are decoded for one chapter at most: keyframes may be far apart. */
const mostMs = 30_000;
/** Chapters of one film that are worth it: a film that is black throughout has no better pictures. */
const mostChapters = 50;

/** Decodes what follows the beginning of those chapters for which no keyframe was good, and takes the best of it. */
export async function lookCloser(file: OpenFile, chapters: readonly Sought[], studio: Studio): Promise<void> {
  const poor = chapters.filter(({ found }) => !found?.isGood).slice(0, mostChapters);
  const video = file.demuxer.findVideo();
  if (!video || poor.length === 0) return;
  file.demuxer.select(stream => stream.index === video.index);
  using packets = new Packets(file);
  using decoder = new VideoDecoder(video, 'all');
  for (const chapter of poor) {
    const pictures = new VideoPackets(packets, video);
    for (const fromMs of new Set([chapter.wantedMs, chapter.startMs])) {
      decoder.flush();
      if (pictures.seek(fromMs)) await lookAt(chapter, fromMs, pictures, decoder, studio);
      // Only of a film that ends before its header says is there nothing at the time that is wanted.
      if (chapter.found) break;
    }
  }
}

async function lookAt(
  chapter: Sought,
  fromMs: number,
  packets: VideoPackets,
  decoder: VideoDecoder,
  studio: Studio,
): Promise<void> {
  const toMs = Math.min(fromMs + spanMs, chapter.endMs);
  let dueMs = fromMs;
  let startedMs: number | undefined;
  for (let isMore = true; isMore; ) {
    isMore = await packets.read();
    if (isMore && startedMs === undefined && !packets.packet.isKeyframe) continue;
    startedMs ??= packets.atMs;
    // Packets come in the order of decoding, a little before their pictures.
    if (isMore && packets.atMs > Math.min(toMs, startedMs + mostMs) + spanMs) return;
    decoder.send(isMore ? packets.packet : null);
    for (let frame = decoder.receive(); frame; frame = decoder.receive()) {
      const time = frame.bestEffortTimestamp;
      const atMs = time === AV_NOPTS_VALUE ? packets.atMs : packets.toFilmMs(time);
      if (atMs > toMs) return;
      if (atMs < dueMs || !isWithin(chapter, atMs)) continue;
      dueMs = atMs + stepMs;
      const picture = frame;
      chapter.found = better(
        chapter.found,
        studio.look(atMs, () => picture),
      );
      if (chapter.found?.isGood) return;
    }
  }
}
