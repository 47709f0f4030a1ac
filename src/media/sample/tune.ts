import { dice } from './dice.ts';
import { type Note, playNotes, type Sound } from './sound.ts';

export interface Mood {
  /** Hertz of the lowest root. */
  readonly root: number;
  /** Semitones above the root. */
  readonly scale: readonly number[];
  /** Roots of the chords, one a bar, as steps of the scale. */
  readonly chords: readonly number[];
  /** Seconds. */
  readonly beat: number;
  /** Notes of melody for each beat, 0 to 1. */
  readonly density: number;
  /** Amplitudes of partials. */
  readonly partials: readonly number[];
}

const major = [0, 2, 4, 5, 7, 9, 11];
const minor = [0, 2, 3, 5, 7, 8, 10];
const dorian = [0, 2, 3, 5, 7, 9, 10];

export const moods = {
  calm: {
    root: 98,
    scale: major,
    chords: [0, 4, 5, 3],
    beat: 0.5,
    density: 0.7,
    partials: [1, 0.4, 0.2, 0.1],
  },
  curious: {
    root: 110,
    scale: dorian,
    chords: [0, 3, 0, 6],
    beat: 0.375,
    density: 0.8,
    partials: [1, 0.1, 0.5, 0.1, 0.2],
  },
  tense: {
    root: 73.4,
    scale: minor,
    chords: [0, 5, 1, 4],
    beat: 0.3,
    density: 0.55,
    partials: [1, 0.8, 0.6, 0.4, 0.3],
  },
  night: {
    root: 82.4,
    scale: minor,
    chords: [0, 5, 2, 6],
    beat: 0.7,
    density: 0.5,
    partials: [1, 0.2, 0.08],
  },
  bright: {
    root: 130.8,
    scale: major,
    chords: [0, 3, 4, 0],
    beat: 0.33,
    density: 0.85,
    partials: [1, 0.5, 0.3, 0.2],
  },
} satisfies Record<string, Mood>;

export interface Passage {
  /** Seconds from the beginning. */
  readonly at: number;
  readonly seconds: number;
  readonly mood: Mood;
  /** Makes it another melody. */
  readonly seed: number;
}

/** A tune for anything that needs sound. */
export function tune(seconds: number): Sound {
  return playNotes(compose({ at: 0, seconds, mood: moods.calm, seed: 1 }));
}

/** A bass, broken chords, and a melody in phrases of four bars, of which every second is the first one again. */
export function compose({ at, seconds, mood, seed }: Passage): Note[] {
  const bar = 4 * mood.beat;
  const notes: Note[] = [];
  for (let index = 0; index * bar < seconds; index++) {
    const phrase = Math.floor(index / 4);
    const chance = dice(seed * 1013 + (phrase % 2 ? 0 : phrase) * 59 + (index % 4));
    const chord = mood.chords[index % mood.chords.length] ?? 0;
    notes.push(...accompany(mood, chord, index * bar), ...sing(mood, chord, index * bar, chance));
  }
  // The last notes ring out within the passage.
  return notes
    .filter(note => note.at < seconds - 0.3)
    .map(note => ({ ...note, at: at + note.at, fade: Math.min(note.fade, 0.2 + (seconds - note.at) * 1.2) }));
}

function accompany(mood: Mood, chord: number, from: number): Note[] {
  const { beat, partials } = mood;
  const bass: Note = { at: from, pitch: pitch(mood, chord), loudness: 0.2, fade: beat * 5, partials, pan: 0 };
  const broken = [0, 2, 4, 7].map((step, index) => ({
    at: from + index * beat,
    pitch: pitch(mood, 7 + chord + step),
    loudness: 0.08,
    fade: beat * 3,
    partials: [1, 0.3],
    pan: index % 2 ? 0.5 : -0.5,
  }));
  return [bass, ...broken];
}

function sing(mood: Mood, chord: number, from: number, chance: () => number): Note[] {
  const notes: Note[] = [];
  let step = 14 + chord + 2 * Math.floor(chance() * 3);
  for (let half = 0; half < 8; half++) {
    const strong = half % 2 === 0;
    if (chance() > mood.density * (strong ? 1.1 : 0.45)) continue;
    notes.push({
      at: from + (half * mood.beat) / 2,
      pitch: pitch(mood, step),
      loudness: 0.16 + 0.08 * chance(),
      fade: mood.beat * 3.2,
      partials: mood.partials,
      pan: 0.4 * (chance() - 0.5),
    });
    step = Math.min(22, Math.max(11, step + Math.floor(chance() * 5) - 2));
  }
  return notes;
}

/** Of a step of the scale, of which seven are an octave. */
function pitch({ root, scale }: Mood, step: number): number {
  const octave = Math.floor(step / scale.length);
  return root * 2 ** (octave + (scale[step - octave * scale.length] ?? 0) / 12);
}
