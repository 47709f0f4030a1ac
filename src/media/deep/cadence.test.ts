import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeCadence } from './cadence.ts';

const times = (count: number, rate: number, round = (ms: number) => ms) =>
  Float64Array.from({ length: count }, (_, n) => round((n * 1000) / rate));

test.each([24_000 / 1001, 25, 30_000 / 1001, 50, 60])(
  '%f pictures a second, in a container of whole milliseconds',
  rate => {
    const { frameRate, frameRateMode, pictures } = describeCadence(times(5000, rate, Math.round), [0], 1);
    expect(frameRateMode).toBe('constant');
    expect(pictures).toBe(5000);
    expect(frameRate).toBeCloseTo(rate, 1);
  },
);

test('the order in which pictures are decoded does not matter', () => {
  const shuffled = fc.property(fc.shuffledSubarray([...times(200, 25)], { minLength: 200 }), shown => {
    expect(describeCadence(Float64Array.from(shown), [0], 8000).frameRate).toBe(25);
  });
  fc.assert(shuffled, { numRuns: 20 });
});

test('one gap leaves the rate constant, pictures held for one or two do not', () => {
  const gap = times(1000, 25).map((ms, n) => (n > 500 ? ms + 3000 : ms));
  expect(describeCadence(gap, [0], 1)).toMatchObject({ frameRateMode: 'constant', frameRate: 25 });
  const pulled = Float64Array.from({ length: 1000 }, (_, n) => Math.floor((n * 5) / 2) * 16.7);
  expect(describeCadence(pulled, [0], 1)).toMatchObject({ frameRateMode: 'variable' });
});

test('groups of pictures reach from keyframe to keyframe, and the last to the end', () => {
  expect(describeCadence(times(100, 10), [6000, 0, 2000], 10_000)).toMatchObject({
    keyframesMs: [0, 2000, 6000],
    gopMs: { shortest: 2000, mean: 3333, longest: 4000 },
  });
});

test.each([[0], [1]])('a film of %i pictures has no rate', count => {
  const cadence = describeCadence(times(count, 25), [], 0);
  expect(cadence).toEqual({ pictures: count, frameRateMode: 'constant', keyframesMs: [] });
});
