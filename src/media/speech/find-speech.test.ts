import { expect, test } from 'vitest';
import { findSpeech } from './find-speech.ts';

/** So many frames of 32 ms of each probability. */
function frames(...runs: readonly (readonly [count: number, probability: number])[]): readonly number[] {
  return runs.flatMap(([count, probability]) => new Array<number>(count).fill(probability));
}

test('speech begins at a half, goes on above a third, and bridges short pauses', () => {
  const spans = findSpeech(frames([10, 0.1], [10, 0.9], [10, 0.4], [3, 0.1], [10, 0.7], [10, 0]));
  expect(spans).toEqual([{ fromMs: 320 - 30, toMs: 43 * 32 + 30 }]);
});

test('what is too short is none, and what goes on at the end is', () => {
  expect(findSpeech(frames([10, 0], [7, 0.9], [20, 0]))).toEqual([]);
  expect(findSpeech(frames([10, 0], [20, 0.9]))).toEqual([{ fromMs: 290, toMs: 960 }]);
  expect(findSpeech([])).toEqual([]);
});

test('padding does not leave the film', () => {
  expect(findSpeech(frames([10, 0.9], [5, 0], [10, 0.9]))).toEqual([
    { fromMs: 0, toMs: 350 },
    { fromMs: 450, toMs: 800 },
  ]);
});
