import { AV_FRAME_FLAG_INTERLACED } from 'node-av/constants';
import type { Stream } from 'node-av/lib';
import type { DeepFacts, SoundDepth, StreamTraffic, VideoDepth } from '../../domain/deep-facts.ts';
import type { Analyzer, PictureWish, Prepare } from '../analyzer.ts';
import { requiredBandwidth } from '../deep/bandwidth.ts';
import { describeCadence } from '../deep/cadence.ts';
import { CropFinder } from '../deep/crop.ts';
import { findHdr } from '../deep/hdr.ts';
import type { OpenFile } from '../open-file.ts';
import { isStill } from '../reading/demuxer.ts';
import type { Passing } from '../reading/packets.ts';
import type { SoundWish } from '../sound/wish.ts';
import { unreadable } from '../source-file.ts';

/** Players hold this much of the film ahead. */
const buffersMs = [1000, 2000, 5000, 10_000];
/** Pictures that are looked at, spread over the film. */
const looks = 24;
/** Between two of them where the length of the film is not known, ms. */
const usualSpacingMs = 10_000;
/** Seconds that the bitrate is told for: a week. Broken times would make it endless. */
const mostSeconds = 604_800;

/** Finds out what only all packets of a file tell, and a few of its pictures. */
export const deep: Prepare<'deep'> = file => {
  const moving = file.demuxer.streams.filter(stream => !isStill(stream));
  if (moving.length === 0) throw unreadable(file.source.path, 'it has neither picture nor sound');
  return new Deep(file, moving);
};

class Deep implements Analyzer<DeepFacts> {
  readonly watch?: () => PictureWish;
  readonly hears: readonly SoundWish<'levels'>[];
  readonly #file: OpenFile;
  readonly #traffic: ReadonlyMap<number, Traffic>;
  readonly #video:
    | { readonly stream: Stream; readonly index: number; readonly times: VideoTimes }
    | undefined;
  readonly #crop = new CropFinder();
  readonly #sound: SoundDepth[] = [];
  #bytesOfSeconds: number[] = [];
  #transfer: Parameters<typeof findHdr>[1];
  #seen = 0;
  #interlaced = 0;

  /** @param moving its streams but for still pictures */
  constructor(file: OpenFile, moving: readonly Stream[]) {
    this.#file = file;
    const { demuxer } = file;
    this.#traffic = new Map(moving.map(stream => [stream.index, new Traffic(stream.index)]));
    this.hears = demuxer.findSounds().map(({ index }) => ({
      stream: index,
      meter: 'levels',
      settings: {},
      take: levels => this.#sound.push({ stream: index, ...levels }),
      // What cannot be decoded is told by everything else all the same.
      fail: () => {},
    }));
    const video = demuxer.findVideo();
    if (video) {
      this.#video = { stream: video, index: video.index, times: new VideoTimes() };
      this.watch = () => this.#look();
    }
  }

  count(passing: Passing): void {
    const traffic = this.#traffic.get(passing.stream);
    if (!traffic) return;
    const atMs = traffic.take(passing);
    const second = Math.max(0, Math.floor(atMs / 1000));
    if (second < mostSeconds) {
      while (this.#bytesOfSeconds.length <= second) this.#bytesOfSeconds.push(0);
      this.#bytesOfSeconds[second] = (this.#bytesOfSeconds[second] ?? 0) + passing.bytes;
    }
    if (passing.stream === this.#video?.index) this.#video.times.add(atMs, passing.packet.isKeyframe);
  }

  finish(): DeepFacts {
    const { source } = this.#file;
    source.assertUnchanged();
    const all = [...this.#traffic.values()];
    const streams = all.filter(traffic => traffic.packets > 0).map(traffic => traffic.summary);
    if (streams.length === 0) throw unreadable(source.path, 'it holds nothing that can be read');
    const endMs = Math.max(...all.map(traffic => traffic.endMs));
    const bits = this.#bitsOfSeconds(endMs);
    const video = this.#describeVideo(endMs);
    return {
      durationMs: Math.round(endMs),
      bitsPerSecond: bits.map(Math.round),
      peakBitrate: Math.round(bits.reduce((a, b) => Math.max(a, b), 0)),
      requiredBandwidths: buffersMs.map(bufferMs => ({
        bufferMs,
        bitsPerSecond: requiredBandwidth(bits, bufferMs),
      })),
      streams,
      ...(video && { video }),
      sound: this.#sound,
    };
  }

  [Symbol.dispose](): void {
    this.#crop[Symbol.dispose]();
  }

  #look(): PictureWish {
    const { durationMs } = this.#file.demuxer;
    const spacingMs = durationMs === undefined ? usualSpacingMs : durationMs / (looks + 1);
    this.#seen = this.#interlaced = 0;
    let looked = 0;
    return {
      spacingMs,
      exact: false,
      // Not the first and the last picture, which are black in so many films.
      get nextMs() {
        return looked < looks ? (looked + 1) * spacingMs : undefined;
      },
      see: moment => {
        looked++;
        const picture = moment.decode();
        if (!picture) return;
        this.#seen++;
        if (picture.flags & AV_FRAME_FLAG_INTERLACED) this.#interlaced++;
        this.#transfer = picture.colorTrc;
        this.#crop.take(picture);
      },
    };
  }

  /** The last second of a film is seldom whole: what it holds is its share of a whole one's bandwidth. */
  #bitsOfSeconds(endMs: number): number[] {
    const seconds = Math.max(1, Math.ceil(endMs / 1000));
    return this.#bytesOfSeconds.slice(0, seconds).map(bytes => bytes * 8);
  }

  #describeVideo(endMs: number): VideoDepth | undefined {
    if (!this.#video) return undefined;
    const { stream, index, times } = this.#video;
    const hdr = findHdr(stream, this.#transfer);
    const crop = this.#crop.found;
    return {
      stream: index,
      ...describeCadence(times.shownMs, times.keyframesMs, endMs),
      ...(this.#seen > 0 && { scan: this.#interlaced * 2 > this.#seen ? 'interlaced' : 'progressive' }),
      ...(hdr && { hdr }),
      ...(crop && { crop }),
    };
  }
}

/** What a stream carries. */
class Traffic {
  packets = 0;
  endMs = 0;
  readonly #stream: number;
  #bytes = 0;
  #firstMs = Number.POSITIVE_INFINITY;

  /** @param stream its index */
  constructor(stream: number) {
    this.#stream = stream;
  }

  /** Returns the time of the packet from the start of the film, in ms. */
  take({ atMs = this.endMs, durationMs, bytes }: Passing): number {
    this.packets++;
    this.#bytes += bytes;
    this.#firstMs = Math.min(this.#firstMs, atMs);
    this.endMs = Math.max(this.endMs, atMs + durationMs);
    return atMs;
  }

  get summary(): StreamTraffic {
    const durationMs = Math.max(0, this.endMs - Math.max(0, this.#firstMs));
    return {
      stream: this.#stream,
      packets: this.packets,
      bytes: this.#bytes,
      durationMs: Math.round(durationMs),
      ...(durationMs > 0 && { bitrate: Math.round((this.#bytes * 8000) / durationMs) }),
    };
  }
}

/** When the pictures of a film are shown, with room that grows: a long film has a million of them. */
class VideoTimes {
  readonly keyframesMs: number[] = [];
  #times = new Float64Array(4096);
  #count = 0;

  add(atMs: number, isKeyframe: boolean): void {
    if (this.#count === this.#times.length) {
      const larger = new Float64Array(2 * this.#times.length);
      larger.set(this.#times);
      this.#times = larger;
    }
    this.#times[this.#count++] = atMs;
    if (isKeyframe) this.keyframesMs.push(atMs);
  }

  get shownMs(): Float64Array {
    return this.#times.subarray(0, this.#count);
  }
}
