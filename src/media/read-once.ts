import type { Stream } from 'node-av/lib';
import type { Analyzer } from './analyzer.ts';
import { Hearing } from './hear.ts';
import type { OpenFile } from './open-file.ts';
import { planReading } from './plan-reading.ts';
import { Packets, type Tap } from './reading/packets.ts';
import { VideoPackets } from './reading/video-packets.ts';
import { showPictures } from './show-pictures.ts';
import type { SoundWish } from './sound/wish.ts';
import { unreadable } from './source-file.ts';

/** An analyzer that takes part in the reading, until it fails. */
export interface Reader {
  readonly analyzer: Analyzer<unknown> | undefined;
  /** Ends its part. Throws what is not the file's fault. */
  fail(error: unknown): void;
}

/**
 * Reads a file once for all analyzers. Where somebody wants sound or all packets, the file is read in its order, and
 * pictures are decoded as their packets come by, while sound is measured beside; where only pictures are wanted, they
 * are found through the index, and most of the file is not read at all.
 */
export async function readOnce(
  file: OpenFile,
  readers: readonly Reader[],
  report: (fraction: number) => void,
): Promise<void> {
  const { demuxer, source } = file;
  const { durationMs } = demuxer;
  const counters = readers.filter(reader => reader.analyzer?.count);
  const viewers = readers.filter(reader => reader.analyzer?.watch);
  const wishes = readers.flatMap(reader => (reader.analyzer?.hears ?? []).map(wish => guard(wish, reader)));
  const video = demuxer.findVideo();
  if (!video) for (const viewer of viewers) viewer.fail(unreadable(source.path, 'it has no moving picture'));
  const watching = viewers.filter(viewer => viewer.analyzer);

  using hearing = wishes.length > 0 ? new Hearing(file, wishes, watching.length > 0) : undefined;
  const reading = planReading({
    packets: counters.length > 0,
    heard: wishes.map(wish => wish.spans),
    durationMs,
    canJump: demuxer.canJump,
  });
  const ofPosition = (position: number) => report(position / source.size);
  const ofTime = (ms: number) => report(durationMs ? ms / durationMs : 0);

  let isFine: boolean;
  if (reading.whole) {
    demuxer.select(
      stream =>
        counters.length > 0 ||
        hearing?.hears(stream) === true ||
        (watching.length > 0 && stream.index === video?.index),
    );
    using packets = new Packets(file, tapFor(counters, hearing));
    isFine = !video || (await show(file, new VideoPackets(packets, video), 'first', watching, ofTime));
    await packets.drain(ofPosition);
    await hearing?.finish();
  } else {
    if (hearing) {
      await hearSpans(file, hearing, reading.spans);
      await hearing.finish();
    }
    const from = hearing ? 'rewind' : 'here';
    isFine = !video || (await showAlone(file, video, from, 'first', watching, ofTime));
  }
  // What was seen was worthless, and takes another reading of the picture.
  if (!isFine && video) await showAlone(file, video, 'rewind', 'again', watching, ofTime);
}

/** Shows the film from its start, which must be rewound to when something was read before, and reads nothing but its picture. */
async function showAlone(
  file: OpenFile,
  video: Stream,
  from: 'here' | 'rewind',
  time: 'first' | 'again',
  readers: readonly Reader[],
  report: (ms: number) => void,
): Promise<boolean> {
  if (readers.length === 0) return true;
  file.demuxer.select(stream => stream.index === video.index);
  if (from === 'rewind') file.demuxer.seek(video, 0);
  using packets = new Packets(file);
  return await show(file, new VideoPackets(packets, video), time, readers, report);
}

/** False where the film must be shown again. Where keyframes do not stand alone, only decoding everything yields pictures. */
async function show(
  file: OpenFile,
  packets: VideoPackets,
  time: 'first' | 'again',
  readers: readonly Reader[],
  report: (ms: number) => void,
): Promise<boolean> {
  const viewers = readers.flatMap(reader => {
    try {
      const wish = reader.analyzer?.watch?.();
      return wish ? [{ wish, drop: (error: unknown) => reader.fail(error) }] : [];
    } catch (error) {
      reader.fail(error);
      return [];
    }
  });
  if (viewers.length === 0) return true;
  const isExact = time === 'again' || viewers.some(({ wish }) => wish.exact);
  const isFine = await showPictures(file, packets, isExact ? 'all' : 'keyframes', viewers, report);
  return isFine || isExact;
}

/** Hands every packet to all who want it. */
function tapFor(counters: readonly Reader[], hearing: Hearing | undefined): Tap | undefined {
  if (counters.length === 0) return hearing && (passing => hearing.take(passing));
  return passing => {
    for (const counter of counters) {
      try {
        counter.analyzer?.count?.(passing);
      } catch (error) {
        counter.fail(error);
      }
    }
    return hearing?.take(passing);
  };
}

/** What an analyzer makes of a result may be its end, not that of the others. */
function guard(wish: SoundWish, reader: Reader): SoundWish {
  const attempt = (act: () => void) => {
    try {
      if (reader.analyzer) act();
    } catch (error) {
      reader.fail(error);
    }
  };
  return {
    ...wish,
    take: result => attempt(() => wish.take(result)),
    fail: because => attempt(() => wish.fail(because)),
  };
}

/** Reads the parts of the film that somebody wants to hear. */
async function hearSpans(
  file: OpenFile,
  hearing: Hearing,
  spans: readonly { readonly fromMs: number; readonly toMs: number }[],
): Promise<void> {
  const { demuxer } = file;
  const sounds = demuxer.streams.filter(stream => hearing.hears(stream));
  const [first] = sounds;
  if (!first) return;
  demuxer.select(stream => hearing.hears(stream));
  using packets = new Packets(file, passing => hearing.take(passing));
  for (const { fromMs, toMs } of spans) {
    if (fromMs > 0) demuxer.seek(first, fromMs);
    const beyond = new Set<number>();
    while (beyond.size < sounds.length && (await packets.read())) {
      if (hearing.timeOf(packets) >= toMs) beyond.add(packets.stream);
    }
  }
}
