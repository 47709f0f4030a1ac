import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type TaskName, taskNames } from '../domain/task.ts';
import { addDays } from './calendar.ts';
import { spreadBetween } from './spread.ts';

const nights = 4096;
const span = 3 * 60 * 60_000;

/** The moments of a task over many nights in a row, as parts of the span. */
function moments(instanceId: string, task: TaskName): readonly number[] {
  return Array.from({ length: nights }, (_, i) => {
    const serviceDay = addDays('2027-01-01', i);
    return spreadBetween({ instanceId, task, serviceDay }, 0, span) / span;
  });
}

/** Pearson's correlation of two series. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (all: readonly number[]) => all.reduce((sum, x) => sum + x, 0) / all.length;
  const [ma, mb] = [mean(a), mean(b)];
  const covariance = mean(a.map((x, i) => (x - ma) * ((b[i] ?? 0) - mb)));
  const deviation = (all: readonly number[], m: number) => Math.sqrt(mean(all.map(x => (x - m) ** 2)));
  return covariance / (deviation(a, ma) * deviation(b, mb));
}

test('a moment lies between the bounds, both included, and is always the same', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.constantFrom(...taskNames),
      fc.integer({ min: 0, max: 2e12 }),
      fc.nat(90_000_000),
      (instanceId, task, from, length) => {
        const spread = { instanceId, task, serviceDay: '2027-06-01' };
        const at = spreadBetween(spread, from, from + length);
        expect(Number.isInteger(at)).toBe(true);
        expect(at).toBeGreaterThanOrEqual(from);
        expect(at).toBeLessThanOrEqual(from + length);
        expect(spreadBetween({ ...spread }, from, from + length)).toBe(at);
      },
    ),
  );
});

test('stays what it is from one release to the next', () => {
  const spread = { instanceId: '5f1d', task: 'BackupDatabase', serviceDay: '2027-06-01' } as const;
  expect(spreadBetween(spread, 0, 2 ** 32 - 1)).toBe(4222271558);
});

describe.each(taskNames.slice(0, 6))('the moments of %s', task => {
  const one = moments('5f1d0c', task);

  test('fill the span evenly', () => {
    const bins = new Array<number>(16).fill(0);
    for (const moment of one)
      bins[Math.min(15, Math.floor(moment * 16))] = (bins[Math.floor(moment * 16)] ?? 0) + 1;
    const expected = nights / 16;
    const chiSquare = bins.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 15 degrees of freedom: an even spread stays below this in 999 of 1,000 cases.
    expect(chiSquare).toBeLessThan(37.7);
  });

  test('tell nothing of the next night, of other tasks or of other installations', () => {
    const others = [
      moments('5f1d0d', task),
      moments('5f1d0c', 'UpgradeMediaAnalysis'),
      [...one.slice(1), one[0] ?? 0],
      [...one.slice(7), ...one.slice(0, 7)],
    ];
    for (const other of others) expect(Math.abs(correlation(one, other))).toBeLessThan(0.06);
  });
});
