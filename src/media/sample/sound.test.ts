import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Note, playNotes, type Sound, sampleRate } from './sound.ts';
import { compose, moods } from './tune.ts';

function render(sound: Sound, seconds: number, block: number): Float32Array {
  const left = new Float32Array(Math.round(seconds * sampleRate));
  for (let first = 0; first < left.length; first += block) {
    const part = left.subarray(first, first + block);
    sound(part, new Float32Array(part.length), first);
  }
  return left;
}

const a4: Note = { at: 0.1, pitch: 440, loudness: 0.5, fade: 1, partials: [1], pan: -1 };

test('a note begins at its time, has its pitch and loudness, and fades', () => {
  const samples = render(playNotes([a4]), 1.2, 1000);
  expect(samples.findIndex(sample => sample !== 0)).toBe(0.1 * sampleRate);
  expect(Math.max(...samples)).toBeCloseTo(0.5, 1);
  const tenth = samples.subarray(0.1 * sampleRate, 0.2 * sampleRate);
  const rises = tenth.filter((sample, i) => sample > 0 && (tenth[i - 1] ?? 0) <= 0).length;
  expect(rises).toBe(44);
  expect(Math.max(...samples.subarray(1.05 * sampleRate))).toBeLessThan(0.001);
});

test('the same notes sound the same in blocks of any size', () => {
  const whole = render(playNotes([a4, { ...a4, at: 0.03, pitch: 660 }]), 0.2, sampleRate);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), block => {
      expect(render(playNotes([a4, { ...a4, at: 0.03, pitch: 660 }]), 0.2, block)).toEqual(whole);
    }),
    { numRuns: 20 },
  );
});

test.each(Object.keys(moods) as (keyof typeof moods)[])(
  'a tune of the mood %s keeps to its passage and its level',
  mood => {
    const notes = compose({ at: 5, seconds: 20, mood: moods[mood], seed: 7 });
    expect(notes).toEqual(compose({ at: 5, seconds: 20, mood: moods[mood], seed: 7 }));
    expect(notes.length).toBeGreaterThan(40);
    expect(Math.min(...notes.map(note => note.at))).toBe(5);
    expect(Math.max(...notes.map(note => note.at))).toBeLessThan(24.8);
    const samples = render(playNotes(notes), 26, 4096);
    expect(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeLessThan(1);
  },
);
