import type { Stream } from 'node-av/lib';
import { ExactFrames } from '../exact-frames.ts';
import type { OpenFile } from '../open-file.ts';
import { Packets } from '../packets.ts';
import { VideoDecoder } from '../video-decoder.ts';
import { VideoPackets } from '../video-packets.ts';
import { CardJudge } from './card.ts';
import type { Glance } from './find-rolls.ts';

/**
 * Milliseconds before a stretch at which reading begins where a container does not say where keyframes are: in
 * broadcasts there is one at least each two seconds.
 */
const leadMs = 2500;

/** Judges every picture of short stretches of a film, wherever they are. Only after the file was read. */
export class CloseLook implements Disposable {
  readonly #file: OpenFile;
  readonly #packets: Packets;
  readonly #pictures: VideoPackets;
  readonly #decoder: VideoDecoder;
  readonly #judge = new CardJudge();

  constructor(file: OpenFile, video: Stream) {
    this.#file = file;
    file.demuxer.select(stream => stream.index === video.index);
    this.#decoder = new VideoDecoder(video, 'all');
    this.#packets = new Packets(file);
    this.#pictures = new VideoPackets(this.#packets, video);
  }

  /** What is shown at each step from one time to another, in ms from the start of the film, until somebody has seen enough. */
  async *look(fromMs: number, toMs: number, stepMs: number): AsyncGenerator<Glance> {
    const { canJump } = this.#file.demuxer;
    if (!this.#pictures.seek(Math.max(0, canJump ? fromMs : fromMs - leadMs))) return;
    this.#decoder.flush();
    using frames = new ExactFrames(this.#pictures, this.#decoder);
    for (let atMs = fromMs; atMs < toMs; atMs += stepMs) {
      const moment = await frames.at(atMs);
      if (!moment) return;
      const picture = moment.decode();
      if (picture) yield { atMs, look: this.#judge.judge(picture) };
      const pause = this.#file.breathe();
      if (pause) await pause;
    }
  }

  [Symbol.dispose](): void {
    this.#packets[Symbol.dispose]();
    this.#decoder[Symbol.dispose]();
    this.#judge[Symbol.dispose]();
  }
}
