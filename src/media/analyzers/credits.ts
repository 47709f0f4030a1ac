import type { CreditsRoll } from '../../domain/analysis.ts';
import type { PassOrders, PassResults } from '../../domain/pass.ts';
import type { Analyzer, PictureWish, Prepare } from '../analyzer.ts';
import { CardJudge } from '../credits/card.ts';
import { findRolls, type Glance } from '../credits/find-rolls.ts';
import type { OpenFile } from '../open-file.ts';
import { CloseUp } from '../reading/close-up.ts';
import { unreadable } from '../source-file.ts';

/** Of a film, how much its end is at most: seven minutes and a half of an episode of 42. */
const tailShare = 0.18;
/** From one look to the next, in ms. */
const spacingMs = 2000;
/** From one picture to the next where an end of the credits is looked for exactly, in ms. */
const stepMs = 250;
/** Of film that is decoded for one end at most, in ms: keyframes further apart are rare. */
const mostDecodedMs = 15_000;
/** What follows credits is their end as well, where it is so short, in ms. */
const finalMs = 6000;

/** Looks for the credits at the end of a film: by its keyframes first, and then by every picture around their ends. */
export const credits: Prepare<'credits'> = (file, order) => {
  const { demuxer, source } = file;
  if (!demuxer.findVideo()) throw unreadable(source.path, 'it has no moving picture');
  return new Credits(file, order);
};

class Credits implements Analyzer<PassResults['credits']> {
  readonly watch?: () => PictureWish;
  readonly #file: OpenFile;
  readonly #judge = new CardJudge();
  #glances: Glance[] = [];
  #fromMs = 0;
  #durationMs = 0;

  constructor(file: OpenFile, order: PassOrders['credits']) {
    this.#file = file;
    const { durationMs } = file.demuxer;
    // Where nobody knows the end of a film, nobody can tell what comes last.
    if (!durationMs) return;
    this.#durationMs = durationMs;
    this.#fromMs = Math.max(0, durationMs - Math.min(order.tailMs, durationMs * tailShare));
    this.watch = () => this.#watch();
  }

  #watch(): PictureWish {
    this.#glances = [];
    const glances = this.#glances;
    const judge = this.#judge;
    const durationMs = this.#durationMs;
    let nextMs: number | undefined = this.#fromMs;
    return {
      spacingMs,
      exact: false,
      get nextMs() {
        return nextMs;
      },
      see(moment) {
        const later: number = (nextMs ?? 0) + spacingMs;
        nextMs = later < durationMs ? later : undefined;
        if (moment.atMs <= (glances.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY)) return;
        const picture = moment.decode();
        if (picture) glances.push({ atMs: moment.atMs, look: judge.judge(picture) });
      },
    };
  }

  async finish(): Promise<PassResults['credits']> {
    const { source } = this.#file;
    source.assertUnchanged();
    const glances = this.#glances;
    if (this.watch && glances.length === 0)
      throw unreadable(source.path, 'none of its last pictures can be decoded');
    const rolls: CreditsRoll[] = [];
    for (const { first, last } of findRolls(glances, this.#durationMs)) {
      const startMs = await this.#findStart(glances[first - 1], glances[first] as Glance);
      const after = glances[last + 1];
      const endMs = after ? await this.#findEnd(glances[last] as Glance, after) : this.#durationMs;
      const isFinal = this.#durationMs - endMs <= finalMs;
      rolls.push({
        startMs: Math.round(startMs),
        endMs: Math.round(isFinal ? this.#durationMs : endMs),
        isFinal,
      });
    }
    source.assertUnchanged();
    return { rolls };
  }

  /** When the scenes end between the last look at one and the first at the credits. */
  async #findStart(scene: Glance | undefined, first: Glance): Promise<number> {
    if (!scene) return first.atMs;
    const between = await this.#lookClosely(scene.atMs, first.atMs);
    const lastScene = between.findLastIndex(({ look }) => look === 'scene');
    return between[lastScene + 1]?.atMs ?? first.atMs;
  }

  /** When a scene begins between the last look at the credits and the first at what follows. */
  async #findEnd(last: Glance, scene: Glance): Promise<number> {
    const between = await this.#lookClosely(last.atMs, scene.atMs);
    return between.find(({ look }) => look === 'scene')?.atMs ?? scene.atMs;
  }

  /** Judges every picture of a stretch, where that is not too long. */
  async #lookClosely(fromMs: number, toMs: number): Promise<readonly Glance[]> {
    const video = this.#file.demuxer.findVideo();
    if (!video || toMs - fromMs > mostDecodedMs || toMs - fromMs <= stepMs) return [];
    using film = new CloseUp(this.#file, video);
    const seen: Glance[] = [];
    for await (const { atMs, moment } of film.show(fromMs, toMs, stepMs)) {
      const picture = moment.decode();
      if (picture) seen.push({ atMs, look: this.#judge.judge(picture) });
    }
    return seen;
  }

  [Symbol.dispose](): void {
    this.#judge[Symbol.dispose]();
  }
}
