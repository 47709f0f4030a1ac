import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TrackLoudness } from '../../domain/loudness.ts';
import { sumUp } from './album.ts';

/** A track of blocks of one loudness, LUFS. */
const even = (loudness: number, blocks: number): TrackLoudness => ({
  stream: 0,
  integrated: loudness,
  range: 0,
  samplePeak: loudness + 3,
  curve: [],
  heardMs: blocks * 100,
  blocks: { from: Math.floor(loudness * 10) / 10, counts: [blocks] },
});

test('an album of equally loud tracks is as loud as each', () => {
  expect(sumUp([even(-14, 100), even(-14, 900)])?.integrated).toBeCloseTo(-14, 0);
});

test('the mean is that of the power, weighed by length', () => {
  const { integrated = 0 } = sumUp([even(-10, 100), even(-16, 300)]) ?? {};
  expect(integrated).toBeCloseTo(10 * Math.log10((10 ** -1 + 3 * 10 ** -1.6) / 4), 0.5);
});

test('what is much quieter than the rest does not count: the gates are those of the whole album', () => {
  expect(sumUp([even(-12, 100), even(-45, 10_000)])?.integrated).toBeCloseTo(-12, 0);
});

test('it lies between its quietest and its loudest track, and has the highest peak', () => {
  const tracks = fc.array(fc.tuple(fc.integer({ min: -60, max: -1 }), fc.integer({ min: 1, max: 5000 })), {
    minLength: 1,
    maxLength: 20,
  });
  const lies = fc.property(tracks, all => {
    const album = sumUp(all.map(([loudness, blocks]) => even(loudness, blocks)));
    const loudest = Math.max(...all.map(([loudness]) => loudness));
    expect(album?.integrated).toBeLessThanOrEqual(loudest + 0.1);
    expect(album?.integrated).toBeGreaterThanOrEqual(Math.min(...all.map(([loudness]) => loudness)) - 0.1);
    expect(album?.samplePeak).toBe(loudest + 3);
  });
  fc.assert(lies);
});

test('silence has no loudness', () => {
  expect(sumUp([])).toBeUndefined();
  expect(sumUp([{ ...even(-70, 0), blocks: { from: -70, counts: [] } }])).toBeUndefined();
});
