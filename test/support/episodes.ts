import { dice } from '../../src/media/sample/dice.ts';
import type { Scene } from './season.ts';

/** An episode of a made-up season: what it sounds like, and where its intro is, in seconds. */
export interface MadeEpisode {
  readonly scenes: readonly Scene[];
  readonly intro?: { readonly from: number; readonly to: number };
}

export interface MadeSeason {
  readonly episodes: number;
  /** Another number is another season. */
  readonly seed: number;
  /** Seconds before the intro at most; some episodes begin with it. */
  readonly coldOpen: number;
  /** Seconds of the whole episode. */
  readonly seconds: number;
  /** The music of the intro of an episode (from 0) and its length in seconds; undefined where it has none. */
  readonly introOf: (episode: number) => { readonly seed: number; readonly seconds: number } | undefined;
  /** The music of the credits, at the end; none where absent. */
  readonly credits?: { readonly seed: number; readonly seconds: number };
}

/** Cold opens of any length, and intros of any loudness. The same season each time. */
export function makeSeason(season: MadeSeason): readonly MadeEpisode[] {
  const chance = dice(season.seed);
  return Array.from({ length: season.episodes }, (_, n) => {
    const from = chance() < 0.2 ? 0 : chance() * season.coldOpen;
    const loudness = 0.1 + 0.9 * chance();
    const intro = season.introOf(n);
    const own = season.seed * 1000 + n;
    const to = from + (intro?.seconds ?? 0);
    const scenes: Scene[] = [
      ...(from > 0 ? [{ seconds: from, seed: own }] : []),
      ...(intro ? [{ ...intro, loudness }] : []),
      { seconds: season.seconds - to - (season.credits?.seconds ?? 0), seed: own + 500 },
      ...(season.credits ? [season.credits] : []),
    ];
    return { scenes, ...(intro && { intro: { from, to } }) };
  });
}
