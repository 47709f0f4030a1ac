import { expect, test } from 'vitest';
import { snapEnd, snapStart } from './snap.ts';

const chapters = [
  { startMs: 0, endMs: 30_000 },
  { startMs: 30_000, endMs: 60_000 },
];
const silences = [[40_200, 40_800]] as const;
const none = { chapters: [], silences: [], keyframesMs: [] };

test.each([
  ['the start of the film, where it is near', 499, none, 0],
  ['not to the start of the film after a short cold open', 3000, none, 3000],
  ['the start of a chapter', 28_100, { ...none, chapters }, 30_000],
  ['not to one too far away', 27_900, { ...none, chapters }, 27_900],
  ['the end of a silence', 40_000, { ...none, silences }, 40_800],
  [
    'a chapter rather than a silence',
    29_000,
    { chapters, silences: [[28_000, 29_100]] as const, keyframesMs: [] },
    30_000,
  ],
  ['a keyframe, where nothing else is near', 50_000, { ...none, keyframesMs: [49_000, 50_200] }, 50_200],
] as const)('a start is moved to %s', (_, ms, landmarks, expected) => {
  expect(snapStart(ms, landmarks)).toBe(expected);
});

test.each([
  ['the end of a chapter', 61_000, { ...none, chapters }, 60_000],
  ['the beginning of a silence', 40_900, { ...none, silences }, 40_200],
  ['a keyframe, where nothing else is near', 50_000, { ...none, keyframesMs: [49_800, 50_300] }, 49_800],
  ['nowhere, where nothing is near', 50_000, { ...none, keyframesMs: [49_000] }, 50_000],
] as const)('an end is moved to %s', (_, ms, landmarks, expected) => {
  expect(snapEnd(ms, landmarks)).toBe(expected);
});
