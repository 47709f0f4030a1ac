import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Api } from '../../../../sdk/src/index.ts';
import {
  columnsOf,
  pathOf,
  perSecond,
  restsOf,
  roundUp,
  stepOf,
  together,
  toStretches,
  withChanges,
} from './course.ts';

const quiet = { restedMs: 0, done: 0, failed: 0, cpuSeconds: 0, bytesRead: 0, bytesWritten: 0, workers: 0 };

function samplesOf(given: readonly Partial<Api.RunSample>[], bucketMs = 10_000): Api.RunSamples {
  const samples = given.map((one, place) => ({
    ...{ ...quiet, fromMs: place * bucketMs, lengthMs: bucketMs },
    ...one,
  }));
  return { bucketMs, samples };
}

describe('samples', () => {
  test('with what was told since are those that would be read now', () => {
    const now = samplesOf([{ done: 1 }, { done: 2 }, { done: 3 }, { done: 4, lengthMs: 2_000 }]);
    fc.assert(
      fc.property(fc.nat(4), fc.nat(4), (known, from) => {
        const before = { ...now, samples: now.samples.slice(0, known).map(one => ({ ...one, done: 0 })) };
        const { samples } = withChanges(before, now.samples.slice(Math.min(from, known)));
        expect(samples.map(({ fromMs }) => fromMs)).toEqual(samples.map((_, place) => place * now.bucketMs));
        expect(samples.slice(Math.min(from, known))).toEqual(now.samples.slice(Math.min(from, known)));
      }),
    );
  });

  test('together have what they have one by one', () => {
    const one = { ...quiet, fromMs: 10_000, lengthMs: 10_000, done: 3, cpuSeconds: 5, workers: 2 };
    const other = { ...quiet, fromMs: 20_000, lengthMs: 5_000, failed: 1, bytesRead: 9, workers: 0.5 };
    expect(together([one, other])).toEqual({
      ...{ ...quiet, fromMs: 10_000, lengthMs: 15_000, done: 3, failed: 1 },
      ...{ cpuSeconds: 5, bytesRead: 9, workers: 1.5 },
    });
  });

  test.each([
    [
      [10_000, 10_000, 1_200],
      [10_000, 21_200],
    ],
    [
      [10_000, 10_000, 7_000],
      [10_000, 20_000, 27_000],
    ],
    [[900], [900]],
  ])('that are %j ms long are drawn to %j', (lengths, ends) => {
    const samples = samplesOf(lengths.map(lengthMs => ({ lengthMs })));
    expect(toStretches(samples).map(({ toMs }) => toMs)).toEqual(ends);
  });

  test('tell their pace by the time in which the run worked', () => {
    const [half, none] = toStretches(samplesOf([{ restedMs: 5_000 }, { restedMs: 10_000 }]));
    expect(half && perSecond(20, half)).toBe(4);
    expect(none && perSecond(20, none)).toBe(0);
  });
});

describe('columns', () => {
  const counted = fc.array(fc.constantFrom(0, 0, 1, 2, 9, 'rest' as const), { minLength: 3, maxLength: 240 });

  test('hold what all stretches hold, and none is of work and rest', () => {
    fc.assert(
      fc.property(counted, given => {
        const stretches = toStretches(
          samplesOf(given.map(one => (one === 'rest' ? { restedMs: 10_000 } : { done: one }))),
        );
        const columns = new Set(columnsOf(stretches, ({ done }) => done).values());
        const sum = (all: Iterable<Api.RunSample>) => [...all].reduce((sum, { done }) => sum + done, 0);
        expect(sum(columns)).toBe(sum(stretches));
        expect([...columns].filter(({ restedMs }) => restedMs > 0)).toEqual([]);
      }),
    );
  });

  test('are one for each stretch where enough ends, and wider where little does', () => {
    const lengthOf = (done: number) => {
      const stretches = toStretches(samplesOf(Array.from({ length: 240 }, () => ({ done }))));
      return new Set(columnsOf(stretches, ({ done }) => done).values()).size;
    };
    expect([3, 1, 0.1].map(lengthOf)).toEqual([240, 80, 24]);
  });
});

describe('a run that rested', () => {
  const rested = { restedMs: 9_000 };
  const stretches = toStretches(samplesOf([{ done: 4 }, { done: 2 }, rested, rested, { done: 4 }]));
  const path = (shape: 'columns' | 'area' | 'line') => pathOf(stretches, shape, 4, ({ done }) => done);

  test('has one gap for what follows each other', () => {
    expect(restsOf(stretches)).toEqual([{ fromMs: 20_000, toMs: 40_000 }]);
  });

  test('is drawn with nothing in the gap', () => {
    expect(path('line')).toBe('M0 0.0L5 0.0L15 50.0L20 50.0M40 0.0L45 0.0L50 0.0');
    expect(path('area')).toBe(
      'M0 100L0 0.0L5 0.0L15 50.0L20 50.0L20 100ZM40 100L40 0.0L45 0.0L50 0.0L50 100Z',
    );
    expect(path('columns')).toBe('M0 100.0V0.0H10V100.0ZM10 100.0V50.0H20V100.0ZM40 100.0V0.0H50V100.0Z');
  });
});

test('an axis ends above what it shows, near it', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), value => {
      const top = roundUp(value);
      expect(top).toBeGreaterThanOrEqual(value * (1 - 1e-9));
      expect(top / value).toBeLessThanOrEqual(1.6);
    }),
  );
  expect([0, 3, 0.7, 54, 1e6].map(roundUp)).toEqual([1, 3, 0.8, 60, 1e6]);
});

test.each([
  [31_000, 4, 10_000],
  [34 * 60_000, 9, 5 * 60_000],
  [9 * 3_600_000, 9, 3_600_000],
  [400 * 3_600_000, 4, 24 * 3_600_000],
])('%i ms with room for %i marks have one every %i ms', (length, most, step) =>
  expect(stepOf(length, most)).toBe(step),
);
