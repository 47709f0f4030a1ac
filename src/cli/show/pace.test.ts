import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPace, formatUse } from './pace.ts';

const quiet = { restedMs: 0, done: 0, failed: 0, cpuSeconds: 0, bytesRead: 0, bytesWritten: 0, workers: 0 };

/** Ten seconds each, with so many files; −1 is a pause. */
function samplesOf(files: readonly number[]) {
  return files.map((count, place) => ({
    ...{ ...quiet, fromMs: place * 10_000, lengthMs: 10_000 },
    ...(count < 0 ? { restedMs: 10_000 } : { done: count }),
  }));
}

test.each([
  [[4, 8, -1, 1, 0], '▄█·▁  up to 48 files a minute'],
  [[0, 1, 0], ' █  up to 6 files a minute'],
])('files of %j are %j', (files, text) => expect(formatPace(samplesOf(files))).toBe(text));

test('few files are told by longer stretches, so that they make a line rather than points', () => {
  const files = Array.from({ length: 24 }, (_, place) => (place % 2 === 0 ? 1 : 0));
  expect(formatPace(samplesOf(files))).toBe('█▄█▄█▄█▄ up to 4 files a minute');
});

test('a moment at the end is part of what was before', () => {
  const [end] = samplesOf([2]);
  expect(formatPace([...samplesOf([4, 8, 2]), { ...quiet, ...end, fromMs: 30_000, lengthMs: 9 }])).toBe(
    '▄█▄ up to 48 files a minute',
  );
});

test('work that is slow is counted by the hour', () => {
  const [sample = { ...quiet, fromMs: 0, lengthMs: 0 }] = samplesOf([1]);
  const long = [0, 1, 2].map(place => ({ ...sample, fromMs: place * 320_000, lengthMs: 320_000 }));
  expect(formatPace(long)).toBe('███ up to 11 files an hour');
});

test.each([[[]], [[5, 5]], [[0, 0, 0, 0]]])('nothing is told of %j', files =>
  expect(formatPace(samplesOf(files))).toBeUndefined(),
);

test('however long it was it is one line, of which the fastest is full', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1, max: 50 }), { minLength: 3, maxLength: 240 }), files => {
      const line = formatPace(samplesOf(files))?.split(' up to ')[0];
      if (files.every(count => count <= 0)) return;
      expect(line?.length).toBeLessThanOrEqual(40);
      expect(line).toContain('█');
    }),
  );
});

test('what was used is told in words', () => {
  expect(formatUse([])).toBeUndefined();
  const used = { cpuSeconds: 61, bytesRead: 9.4e9, bytesWritten: 12_000_000 };
  expect(formatUse(samplesOf([1, 1]).map(sample => ({ ...sample, ...used })))).toBe(
    '2 min 2 s of processor time, 18.8 GB read, 24 MB written',
  );
});
