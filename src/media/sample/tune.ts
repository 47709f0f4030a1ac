import { dice } from './dice.ts';
import { type Note, playNotes, type Sound } from './sound.ts';

/** A slow melody over chords, without end: never the same bar twice, for whoever listens by loudness or fingerprint. */
export function tune(seconds: number, seed = 1): Sound {
  return playNotes(tuneNotes(seconds, seed));
}

function tuneNotes(seconds: number, seed: number): Note[] {
  const notes: Note[] = [];
  const chance = dice(seed);
  let degree = 7;
  for (let beat = 0; beat * 0.4 < seconds - 0.2; beat++) {
    degree = Math.min(14, Math.max(3, degree + Math.floor(chance() * 5) - 2));
    notes.push({
      at: beat * 0.4,
      pitch: pentatonic(degree),
      loudness: 0.3 + 0.2 * chance(),
      fade: 1.6,
      partials: [1, 0.5, 0.25, 0.12],
      pan: chance() - 0.5,
    });
  }
  return notes;
}

function pentatonic(degree: number): number {
  const steps = [0, 2, 4, 7, 9];
  return 110 * 2 ** (Math.floor(degree / 5) + (steps[degree % 5] ?? 0) / 12);
}
