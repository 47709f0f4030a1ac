import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Amounts, amountNames, nothing, type RunSamples } from '../domain/samples.ts';
import { mostSamples, SampleSeries } from './sample-series.ts';

/** What happened between two times of a run, in milliseconds. */
interface Happening {
  readonly amounts: Amounts;
  readonly fromMs: number;
  readonly toMs: number;
}

const dayMs = 86_400_000;
const amount = fc.integer({ min: 0, max: 1e12 });
const amounts: fc.Arbitrary<Amounts> = fc.record({
  ...{ done: amount, failed: amount, cpuUs: amount, bytesRead: amount, bytesWritten: amount },
  ...{ workerMs: amount, restedMs: amount },
});
const happening = (mostMs: number): fc.Arbitrary<Happening> =>
  fc
    .record({ amounts, fromMs: fc.nat(mostMs), lengthMs: fc.oneof(fc.constant(0), fc.nat(mostMs / 10)) })
    .map(({ amounts, fromMs, lengthMs }) => ({ amounts, fromMs, toMs: fromMs + lengthMs }));
/** Runs of a moment and of days, in order and not. */
const happenings = fc
  .oneof(...[20_000, 1_200_000, 40 * 60_000, 3 * dayMs].map(most => fc.constant(most)))
  .chain(most => fc.array(happening(most), { maxLength: 30 }));

function seriesOf(all: readonly Happening[]): SampleSeries {
  const series = new SampleSeries();
  for (const { amounts, fromMs, toMs } of all) series.add(amounts, fromMs, toMs);
  return series;
}

function total(all: readonly Amounts[]): Amounts {
  const names = amountNames.map(name => [name, all.reduce((sum, one) => sum + one[name], 0)]);
  return Object.fromEntries(names) as unknown as Amounts;
}

function lengthOf({ items }: RunSamples): number {
  return items.reduce((sum, { lengthMs }) => sum + lengthMs, 0);
}

describe('whatever happens', () => {
  test('nothing of it is lost, or made up', () => {
    fc.assert(
      fc.property(happenings, all => {
        expect(total(seriesOf(all).samples().items)).toEqual(total(all.map(({ amounts }) => amounts)));
      }),
    );
  });

  test('samples are few, whole, and follow each other without a gap', () => {
    fc.assert(
      fc.property(happenings, all => {
        const { bucketMs, items } = seriesOf(all).samples();
        expect(items.length).toBeLessThanOrEqual(mostSamples);
        expect(Math.log2(bucketMs / 10_000) % 1).toBe(0);
        for (const [i, sample] of items.entries()) {
          expect(sample.fromMs).toBe(i * bucketMs);
          if (i < items.length - 1) expect(sample.lengthMs).toBe(bucketMs);
          expect(amountNames.filter(name => !(Number.isInteger(sample[name]) && sample[name] >= 0))).toEqual(
            [],
          );
        }
        expect(lengthOf({ bucketMs, items })).toBe(Math.max(0, ...all.map(({ toMs }) => toMs)));
      }),
    );
  });

  test('no more of a sample is rest than it is long', () => {
    const rests = fc.array(fc.tuple(fc.nat(3_600_000), fc.nat(3_600_000)), { maxLength: 20 });
    fc.assert(
      fc.property(rests, gaps => {
        const series = new SampleSeries();
        let at = 0;
        for (const [workMs, restedMs] of gaps) {
          series.add({ restedMs }, at + workMs, at + workMs + restedMs);
          at += workMs + restedMs;
        }
        for (const { restedMs, lengthMs } of series.samples().items)
          expect(restedMs).toBeLessThanOrEqual(lengthMs);
      }),
    );
  });

  test('a moment is in the bucket that it would be in had the run always been as long', () => {
    const moments = fc.array(fc.nat(dayMs), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(moments, times => {
        const series = seriesOf(
          times.map(ms => ({ amounts: { ...nothing, done: 1 }, fromMs: ms, toMs: ms })),
        );
        const { bucketMs, items } = series.samples();
        const places = times.map(ms => Math.max(0, Math.ceil(ms / bucketMs) - 1));
        expect(items.map(({ done }) => done)).toEqual(
          items.map((_, place) => places.filter(other => other === place).length),
        );
      }),
    );
  });
});

test('buckets are halved when there would be too many, and only then', () => {
  const series = new SampleSeries();
  for (let minute = 1; minute <= 40; minute++)
    series.add({ done: 6 }, (minute - 1) * 60_000, minute * 60_000);
  expect(series.samples().items).toHaveLength(mostSamples);
  expect(new Set(series.samples().items.map(({ done }) => done))).toEqual(new Set([1]));
  series.add({ failed: 1 }, 2_400_001, 2_400_001);
  const { bucketMs, items } = series.samples();
  expect(bucketMs).toBe(20_000);
  expect(items).toHaveLength(121);
  expect(items[0]).toMatchObject({ fromMs: 0, lengthMs: 20_000, done: 2, failed: 0 });
  expect(items[120]).toMatchObject({ fromMs: 2_400_000, lengthMs: 1, done: 0, failed: 1 });
});

test('what goes on for long is spread over it evenly', () => {
  const series = new SampleSeries();
  series.add({ cpuUs: 101 }, 5_000, 30_000);
  expect(series.samples().items.map(({ cpuUs }) => cpuUs)).toEqual([20, 41, 40]);
  expect(series.samples(series.placeOf(20_001)).items).toMatchObject([{ fromMs: 20_000, cpuUs: 40 }]);
});
