import type { Stream } from 'node-av/lib';
import { VideoDecoder } from '../codecs/video-decoder.ts';
import type { OpenFile } from '../open-file.ts';
import { ExactFrames } from './exact-frames.ts';
import type { Moment } from './moments.ts';
import { Packets } from './packets.ts';
import { VideoPackets } from './video-packets.ts';

/**
 * Milliseconds before a stretch at which reading begins where a container does not say where keyframes are: in
 * broadcasts there is one at least each two seconds.
 */
const leadMs = 2500;
/** Milliseconds of film that are decoded before a stretch at most: a film may have a single keyframe. */
const mostLeadMs = 30_000;

/** Shows every picture of short stretches of a film, wherever they are. Only after the file was read. */
export class CloseUp implements Disposable {
  readonly #file: OpenFile;
  readonly #decoder: VideoDecoder;
  readonly #packets: Packets;
  readonly #pictures: VideoPackets;

  constructor(file: OpenFile, video: Stream) {
    this.#file = file;
    file.demuxer.select(stream => stream.index === video.index);
    this.#decoder = new VideoDecoder(video, 'all');
    this.#packets = new Packets(file);
    this.#pictures = new VideoPackets(this.#packets, video);
  }

  /**
   * What is shown at each step from one time to before another, in ms from the start of the film, until somebody has seen
   * enough. Nothing where that takes too much decoding.
   */
  async *show(
    fromMs: number,
    toMs: number,
    stepMs: number,
  ): AsyncGenerator<{ readonly atMs: number; readonly moment: Moment }> {
    if (!(await this.#goTo(fromMs))) return;
    this.#decoder.flush();
    using frames = new ExactFrames(this.#pictures, this.#decoder);
    for (let atMs = fromMs; atMs < toMs; atMs += stepMs) {
      const moment = await frames.at(atMs);
      if (!moment) return;
      yield { atMs, moment };
      const pause = this.#file.breathe();
      if (pause) await pause;
    }
  }

  async #goTo(ms: number): Promise<boolean> {
    if (!this.#pictures.canJump) return this.#pictures.seek(Math.max(0, ms - leadMs));
    return (
      this.#pictures.seek(ms) &&
      (await this.#pictures.readKeyframe()) &&
      ms - this.#pictures.atMs <= mostLeadMs
    );
  }

  [Symbol.dispose](): void {
    this.#packets[Symbol.dispose]();
    this.#decoder[Symbol.dispose]();
  }
}
