import {
  AV_DISPOSITION_ATTACHED_PIC,
  AV_DISPOSITION_DEFAULT,
  AV_DISPOSITION_TIMED_THUMBNAILS,
  AV_NOPTS_VALUE,
  AVDISCARD_ALL,
  AVERROR_EINVAL,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import { Dictionary, FFmpegError, FormatContext, Packet, type Rational, type Stream } from 'node-av/lib';
import { allowedCodecs, allowedFormats } from './allowed.ts';
import { type SourceFile, unreadable } from './source-file.ts';

/**
 * What FFmpeg is told of every file. As a dictionary of its own for each opening: options on a context that then
 * fails to open would be left behind in freed memory.
 */
const openOptions = {
  protocol_whitelist: 'file',
  format_whitelist: allowedFormats,
  codec_whitelist: allowedCodecs,
  // Bounds what is read to find out about a stream: bytes, and microseconds of its time.
  probesize: '5000000',
  analyzeduration: '5000000',
};

/** A media file opened by FFmpeg: its container is parsed, nothing is decoded yet. */
export class Demuxer implements Disposable {
  readonly context = new FormatContext();
  /** FFmpeg's short name: `matroska`, `mov`, `mpegts`. */
  readonly format: string;
  #streams: readonly Stream[];
  #isComplete = false;
  #startMs: number | undefined;

  /** Throws `media-unreadable` where FFmpeg finds no allowed format, and `media-changed`. */
  constructor(source: SourceFile) {
    using options = Dictionary.fromObject(openOptions);
    // The scheme keeps FFmpeg from taking anything in the name for a pattern, a protocol or an option.
    const result = this.context.openInputSync(`file:${source.path}`, null, options);
    if (result < 0)
      throw unreadable(
        source.path,
        result === AVERROR_EINVAL ? 'no format of media libraries' : describeFailure(result),
      );
    this.#streams = this.context.streams;
    this.format = this.context.iformat?.name?.split(',')[0] ?? 'unknown';
    try {
      // FFmpeg opened it by its path: that must still be the file that was looked at.
      source.assertUnchanged();
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  /** Those the container has told of; containers without a header tell of more after {@link complete}. */
  get streams(): readonly Stream[] {
    return this.#streams;
  }

  /** Reads and decodes as much as it takes to know what the container does not say. Costs little the second time. */
  complete(): void {
    if (this.#isComplete) return;
    this.#isComplete = true;
    this.context.findStreamInfoSync(null);
    this.#streams = this.context.streams;
  }

  /** The stream with the moving picture: the default one, or else the first. Cover art is none. */
  findVideo(): Stream | undefined {
    const moving = this.#streams.filter(
      stream => stream.codecpar.codecType === AVMEDIA_TYPE_VIDEO && !isStill(stream),
    );
    return moving.find(stream => stream.hasDisposition(AV_DISPOSITION_DEFAULT)) ?? moving[0];
  }

  /** Leaves out the packets of all other streams. */
  select(chosen: Stream): void {
    for (const stream of this.#streams) if (stream.index !== chosen.index) stream.discard = AVDISCARD_ALL;
  }

  /** The time that players show as 0, in milliseconds. May read the first packet of the file. */
  get startMs(): number {
    this.#startMs ??= this.#findStart();
    return this.#startMs;
  }

  /** Undefined where the container does not know. */
  get durationMs(): number | undefined {
    const { duration } = this.context;
    if (duration > 0n) return Number(duration) / 1000;
    const ends = this.#streams
      .filter(stream => stream.duration > 0n)
      .map(stream => toMs(stream.duration, stream.timeBase));
    return ends.length > 0 ? Math.max(...ends) : undefined;
  }

  [Symbol.dispose](): void {
    this.context.closeInputSync();
  }

  /** A recording from the middle of a broadcast may begin at any time, and a container need not say so in its header. */
  #findStart(): number {
    const { startTime } = this.context;
    if (startTime !== AV_NOPTS_VALUE) return Number(startTime) / 1000;
    using packet = new Packet();
    packet.alloc();
    if (this.context.readFrameSync(packet) < 0) return 0;
    const time = packet.pts === AV_NOPTS_VALUE ? packet.dts : packet.pts;
    const stream = this.#streams[packet.streamIndex];
    return stream && time !== AV_NOPTS_VALUE ? toMs(time, stream.timeBase) : 0;
  }
}

/** Cover art, or the thumbnails that some cameras keep beside the film. */
export function isStill(stream: Stream): boolean {
  return (
    stream.hasDisposition(AV_DISPOSITION_ATTACHED_PIC) ||
    stream.hasDisposition(AV_DISPOSITION_TIMED_THUMBNAILS)
  );
}

export function toMs(timestamp: bigint, timeBase: Rational): number {
  return (Number(timestamp) * 1000 * timeBase.num) / timeBase.den;
}

export function fromMs(ms: number, timeBase: Rational): bigint {
  return BigInt(Math.floor((ms * timeBase.den) / (1000 * timeBase.num)));
}

/** FFmpeg's sentence for a negative result, as the end of a sentence of ours. */
function describeFailure(result: number): string {
  const sentence = FFmpegError.strerror(result);
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
