import type { PictureWish } from './analyzer.ts';
import { VideoDecoder } from './codecs/video-decoder.ts';
import type { OpenFile } from './open-file.ts';
import { ExactFrames } from './reading/exact-frames.ts';
import { Keyframes } from './reading/keyframes.ts';
import type { Moment } from './reading/moments.ts';
import type { VideoPackets } from './reading/video-packets.ts';

/** Somebody who wants pictures. `drop` ends that, with the error that its `see` threw. */
export interface Viewer {
  readonly wish: PictureWish;
  drop(error: unknown): void;
}

/**
 * Shows a film to all who want to see of it, in one go from its start to its end: each picture is decoded once, also
 * where several of them want it. Returns false where most of what was decoded came to nothing.
 *
 * @param report is given the time that was reached, in ms from the start of the film
 */
export async function showPictures(
  file: OpenFile,
  packets: VideoPackets,
  way: 'keyframes' | 'all',
  viewers: readonly Viewer[],
  report: (reachedMs: number) => void,
): Promise<boolean> {
  using decoder = new VideoDecoder(packets.stream, way);
  const spacingMs = Math.min(...viewers.map(({ wish }) => wish.spacingMs));
  using moments =
    way === 'keyframes' ? new Keyframes(packets, decoder, spacingMs / 2) : new ExactFrames(packets, decoder);
  const looks = new Looks();
  const watching = new Set(viewers);
  for (;;) {
    const nextMs = Math.min(...[...watching].map(({ wish }) => wish.nextMs ?? Number.POSITIVE_INFINITY));
    if (nextMs === Number.POSITIVE_INFINITY) break;
    const asking = [...watching].filter(({ wish }) => wish.nextMs === nextMs);
    for (const [reachMs, those] of Map.groupBy(
      asking,
      ({ wish }) => wish.reachMs ?? Number.POSITIVE_INFINITY,
    )) {
      const moment = await moments.at(nextMs, reachMs);
      if (!moment) return looks.areFine;
      const shared = looks.share(moment);
      for (const viewer of those) {
        try {
          viewer.wish.see(shared);
        } catch (error) {
          watching.delete(viewer);
          viewer.drop(error);
        }
      }
    }
    report(nextMs);
    const pause = file.breathe();
    if (pause) await pause;
  }
  return looks.areFine;
}

/** Decodes each moment once, whoever asks, and counts what came of it. */
class Looks {
  #decoded = 0;
  #damaged = 0;
  #last: Moment | undefined;

  /** Whether most of what was decoded came to something. */
  get areFine(): boolean {
    return this.#damaged * 2 <= this.#decoded;
  }

  share(moment: Moment): Moment {
    if (this.#last?.atMs !== moment.atMs) this.#last = { atMs: moment.atMs, decode: this.#once(moment) };
    return this.#last;
  }

  #once(moment: Moment): Moment['decode'] {
    let seen: { readonly picture: ReturnType<Moment['decode']> } | undefined;
    return () => {
      if (!seen) {
        seen = { picture: moment.decode() };
        this.#decoded++;
        if (!seen.picture) this.#damaged++;
      }
      return seen.picture;
    };
  }
}
