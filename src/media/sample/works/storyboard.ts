import type { ChapterStart } from '../film.ts';
import { paintFade } from '../paint/light.ts';
import { fillPicture, type Painter, type Picture } from '../picture.ts';
import { paintCredits } from '../scenes/titles.ts';
import { type Note, playNotes } from '../sound.ts';
import { compose, type Mood } from '../tune.ts';
import type { FilmContent } from './work.ts';

/** Paints a shot at `seconds` from its beginning; `share` of it is over, 0 to 1. */
export type Scene = (picture: Picture, seconds: number, share: number) => void;

/** The notes for a span of seconds. */
export type Music = (at: number, seconds: number) => Note[];

export interface Shot {
  readonly seconds: number;
  readonly scene: Scene;
  /** A chapter that begins with it. */
  readonly chapter?: string;
  /** Music that begins with it, and lasts until other music begins. */
  readonly music?: Music;
  /** Seconds in which it comes out of the dark, or goes into it. */
  readonly fadeIn?: number;
  readonly fadeOut?: number;
}

export function play(mood: Mood, seed: number): Music {
  return (at, seconds) => compose({ at, seconds, mood, seed });
}

export const silence: Music = () => [];

/** Joins shots with hard cuts. */
export function cut(shots: readonly Shot[]): Pick<FilmContent, 'seconds' | 'picture' | 'sound'> & {
  readonly chapters: readonly ChapterStart[];
} {
  const placed = place(shots);
  const seconds = shots.reduce((sum, shot) => sum + shot.seconds, 0);
  return {
    seconds,
    picture: paintShots(placed),
    sound: playNotes(musicOf(placed, seconds)),
    chapters: placed.flatMap(({ chapter, from }) =>
      chapter ? [{ title: chapter, startMs: from * 1000 }] : [],
    ),
  };
}

/** Two seconds of darkness and silence, then credits: `role|name`, a single line, or nothing for a gap. */
export function ending(lines: readonly string[], seconds: number, music: Music, chapter?: string): Shot[] {
  const dark: Scene = picture => fillPicture(picture, 16);
  const credits: Scene = (picture, since) => paintCredits(picture, lines, since, seconds);
  return [
    { seconds: 2, scene: dark, music: silence },
    { seconds, scene: credits, music, ...(chapter && { chapter }) },
    { seconds: 1, scene: dark, music: silence },
  ];
}

interface PlacedShot extends Shot {
  /** Seconds from the beginning. */
  readonly from: number;
}

function place(shots: readonly Shot[]): PlacedShot[] {
  let from = 0;
  return shots.map(shot => {
    const placed = { ...shot, from };
    from += shot.seconds;
    return placed;
  });
}

function paintShots(shots: readonly PlacedShot[]): Painter {
  return (picture, timeMs) => {
    // Half a millisecond later, as the time of a picture may be a hair below that of its cut.
    const at = timeMs / 1000 + 0.0005;
    const shot = shots.findLast(({ from }) => from <= at);
    if (!shot) return;
    const since = at - shot.from;
    shot.scene(picture, since, since / shot.seconds);
    if (shot.fadeIn) paintFade(picture, 1 - since / shot.fadeIn);
    if (shot.fadeOut) paintFade(picture, 1 - (shot.seconds - since) / shot.fadeOut);
  };
}

function musicOf(shots: readonly PlacedShot[], end: number): Note[] {
  const starts = shots.filter(shot => shot.music);
  return starts.flatMap(
    ({ music, from }, index) => music?.(from, (starts[index + 1]?.from ?? end) - from) ?? [],
  );
}
