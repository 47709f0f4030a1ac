import {
  AV_DISPOSITION_ATTACHED_PIC,
  AV_DISPOSITION_DEFAULT,
  AV_DISPOSITION_TIMED_THUMBNAILS,
  AV_NOPTS_VALUE,
  AVDISCARD_ALL,
  AVDISCARD_DEFAULT,
  AVERROR_EINVAL,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
  AVSEEK_FLAG_BACKWARD,
} from 'node-av/constants';
import { Dictionary, FFmpegError, FormatContext, Packet, type Rational, type Stream } from 'node-av/lib';
import { allowedCodecs, allowedFormats } from '../codecs/allowed.ts';
import { type SourceFile, unreadable } from '../source-file.ts';

/**
 * What FFmpeg is told of every file. As a dictionary of its own for each opening: options on a context that then
 * fails to open would be left behind in freed memory.
 */
const openOptions = {
  format_whitelist: allowedFormats,
  codec_whitelist: allowedCodecs,
  // Bounds what is read to find out about a stream: bytes, and microseconds of its time.
  probesize: '5000000',
  analyzeduration: '5000000',
};

/**
 * Containers that say in advance where their keyframes are. In the others, FFmpeg looks for a time by trial, and lands
 * between keyframes.
 */
const indexedFormats = new Set(['mov', 'matroska', 'avi']);

/** Packets that come before the first one of a stream, at most. */
const mostBefore = 1000;

/**
 * For MP4: reads what is asked for and no more. FFmpeg otherwise lets its buffer grow until it spans what plays at one
 * time, and fills it at each jump: three megabytes for a picture of 200 kB.
 */
const readExactly = { avioflags: 'direct' };

/** By its first box, whose name comes behind its size. */
function isMp4(source: SourceFile): boolean {
  return source.read(4, 4).toString('latin1') === 'ftyp';
}

/** A media file opened by FFmpeg: its container is parsed, nothing is decoded yet. */
export class Demuxer implements Disposable {
  readonly context = new FormatContext();
  /** FFmpeg's short name: `matroska`, `mov`, `mpegts`. */
  readonly format: string;
  #streams: readonly Stream[] = [];
  /** Milliseconds of a tick of each stream. To ask a stream costs more than to read a packet. */
  #tickMs: readonly number[] = [];
  #isComplete = false;
  #startMs: number | undefined;
  /** Streams of which a packet was read. */
  readonly #met = new Set<number>();
  /** Read ahead of its time, to learn when the film starts. */
  #first: Packet | undefined;

  /** Throws `media-unreadable` where FFmpeg finds no allowed format, and `media-changed`. */
  constructor(source: SourceFile) {
    const { url, ...access } = accessTo(source);
    using options = Dictionary.fromObject({ ...openOptions, ...access, ...(isMp4(source) && readExactly) });
    const result = this.context.openInputSync(url, null, options);
    if (result < 0)
      throw unreadable(
        source.path,
        result === AVERROR_EINVAL ? 'no format of media libraries' : describeFailure(result),
      );
    this.#takeStreams();
    this.format = this.context.iformat?.name?.split(',')[0] ?? 'unknown';
    try {
      // Where it was opened by its path, that must still lead to the file that was looked at.
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
    this.#takeStreams();
  }

  /** The stream with the moving picture: the default one, or else the first. Cover art is none. */
  findVideo(): Stream | undefined {
    const moving = this.#streams.filter(
      stream => stream.codecpar.codecType === AVMEDIA_TYPE_VIDEO && !isStill(stream),
    );
    return moving.find(stream => stream.hasDisposition(AV_DISPOSITION_DEFAULT)) ?? moving[0];
  }

  /** The stream of sound that is played where nobody chooses: the default one, or else the first. */
  findSound(): Stream | undefined {
    const sounds = this.findSounds();
    return sounds.find(stream => stream.hasDisposition(AV_DISPOSITION_DEFAULT)) ?? sounds[0];
  }

  /** The streams of sound, in their order. */
  findSounds(): readonly Stream[] {
    return this.#streams.filter(stream => stream.codecpar.codecType === AVMEDIA_TYPE_AUDIO);
  }

  /** Leaves out the packets of all other streams. */
  select(isChosen: (stream: Stream) => boolean): void {
    this.#learnStart();
    for (const stream of this.#streams) stream.discard = isChosen(stream) ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
  }

  /** Reads the next packet of the chosen streams into an empty one. False at the end of what can be read. */
  read(packet: Packet): boolean {
    this.#learnStart();
    if (!this.#first) return this.context.readFrameSync(packet) >= 0;
    packet.ref(this.#first);
    this.#dropFirst();
    return true;
  }

  /** Goes to the last keyframe of a stream that the container has at or before a time of the film. False when that fails. */
  seek(stream: Stream, ms: number): boolean {
    const timestamp = fromMs(this.startMs + ms, stream.timeBase);
    this.#dropFirst();
    this.#meet(stream);
    return this.context.seekFrameSync(stream.index, timestamp, AVSEEK_FLAG_BACKWARD) >= 0;
  }

  /**
   * The time that players show as 0, in milliseconds. What comes before a container's own 0 is what encoders of sound need
   * to begin, which nobody hears. May read the first packet of the file.
   */
  get startMs(): number {
    this.#learnStart();
    return this.#startMs ?? 0;
  }

  /**
   * Whether the container says where to find a time, so that one can go there without reading what lies before it.
   * Without a known end, an index cannot tell a last keyframe from a missing rest.
   */
  get canJump(): boolean {
    return indexedFormats.has(this.format) && this.durationMs !== undefined;
  }

  /** When a packet is shown or heard, in ms from the start of the film. Undefined where the container gives it no time. */
  timeOf(packet: Packet, stream: number): number | undefined {
    const tickMs = this.#tickMs[stream];
    const time = timestampOf(packet);
    return tickMs && time !== AV_NOPTS_VALUE ? Number(time) * tickMs - this.startMs : undefined;
  }

  /** How long a packet is shown or heard, in ms; 0 where the container does not say. */
  durationOf(packet: Packet, stream: number): number {
    return Math.max(0, Number(packet.duration) * (this.#tickMs[stream] ?? 0));
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
    this.#dropFirst();
    this.context.closeInputSync();
  }

  /**
   * Reads on to the first packet of a stream, once. Where a Matroska file has no index, FFmpeg makes one of what it
   * reads; while it has none of a stream, it reads all of the file in search of one, and finds nothing.
   */
  #meet(stream: Stream): void {
    if (this.format !== 'matroska' || this.#met.has(stream.index)) return;
    this.#met.add(stream.index);
    const packet = new Packet();
    packet.alloc();
    for (let n = 0; n < mostBefore && this.context.readFrameSync(packet) >= 0; n++) {
      if (packet.streamIndex === stream.index) break;
      packet.unref();
    }
    packet.free();
  }

  #takeStreams(): void {
    this.#streams = this.context.streams;
    this.#tickMs = this.#streams.map(({ timeBase: { num, den } }) => (den > 0 ? (1000 * num) / den : 0));
  }

  /** Before anything else is read or left out: the film starts with the first packet, of whichever stream. */
  #learnStart(): void {
    this.#startMs ??= Math.max(0, this.#findStart());
  }

  /** A recording from the middle of a broadcast may begin at any time, and a container need not say so in its header. */
  #findStart(): number {
    const { startTime } = this.context;
    if (startTime !== AV_NOPTS_VALUE) return Number(startTime) / 1000;
    const packet = new Packet();
    packet.alloc();
    // Whoever reads next gets it, as if nobody had looked.
    this.#first = packet;
    if (this.context.readFrameSync(packet) < 0) {
      this.#dropFirst();
      return 0;
    }
    const time = timestampOf(packet);
    const stream = this.#streams[packet.streamIndex];
    return stream && time !== AV_NOPTS_VALUE ? toMs(time, stream.timeBase) : 0;
  }

  #dropFirst(): void {
    this.#first?.free();
    this.#first = undefined;
  }
}

/**
 * How FFmpeg gets at the file: through the descriptor that is open already, so that the file is opened once, and nothing
 * in its name can be taken for a pattern, a protocol or an option. On Windows the descriptors of Node mean nothing to
 * FFmpeg, which therefore opens the path again.
 */
function accessTo(source: SourceFile): { url: string; protocol_whitelist: string; fd?: string } {
  return process.platform === 'win32'
    ? { url: `file:${source.path}`, protocol_whitelist: 'file' }
    : { url: 'fd:', protocol_whitelist: 'fd', fd: String(source.descriptor) };
}

/** Cover art, or the thumbnails that some cameras keep beside the film. */
export function isStill(stream: Stream): boolean {
  return (
    stream.hasDisposition(AV_DISPOSITION_ATTACHED_PIC) ||
    stream.hasDisposition(AV_DISPOSITION_TIMED_THUMBNAILS)
  );
}

/** When it is shown, or else when it is decoded. */
function timestampOf(packet: Packet): bigint {
  const { pts } = packet;
  return pts === AV_NOPTS_VALUE ? packet.dts : pts;
}

export function toMs(timestamp: bigint, timeBase: Rational): number {
  return (Number(timestamp) * 1000 * timeBase.num) / timeBase.den;
}

function fromMs(ms: number, timeBase: Rational): bigint {
  return BigInt(Math.floor((ms * timeBase.den) / (1000 * timeBase.num)));
}

/** FFmpeg's sentence for a negative result, as the end of a sentence of ours. */
function describeFailure(result: number): string {
  const sentence = FFmpegError.strerror(result);
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
