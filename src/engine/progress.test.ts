import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Progress } from '../domain/run.ts';
import { ProgressMeter } from './progress.ts';

const change = fc.record(
  {
    done: fc.nat(200),
    total: fc.nat(100),
    failed: fc.nat(10),
    bytesDone: fc.nat(10_000),
    bytesTotal: fc.nat(5_000),
    subtitle: fc.string(),
  },
  { requiredKeys: [] },
);

test('progress never falls and never passes its total, whatever it is told', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.array(change), (total, changes) => {
      let at = 0;
      const meter = new ProgressMeter(() => (at += 400));
      let before = meter.update({ total, bytesTotal: total * 50 });
      // A total is told once, at the start; later changes concern what is done.
      for (const { total: _, bytesTotal: __, ...later } of changes) {
        const after = meter.update(later);
        expect(after.done).toBeGreaterThanOrEqual(before.done);
        expect(after.bytesDone).toBeGreaterThanOrEqual(before.bytesDone);
        expect(after.done).toBeLessThanOrEqual(total);
        expect(after.bytesDone).toBeLessThanOrEqual(total * 50);
        expect(after.timeLeftMs ?? 0).toBeGreaterThanOrEqual(0);
        before = after;
      }
    }),
  );
});

test('rate and time left follow from the last half minute', () => {
  let at = 0;
  const meter = new ProgressMeter(() => at);
  meter.update({ total: 100, bytesTotal: 100_000 });
  let last: Progress | undefined;
  for (let second = 1; second <= 60; second++) {
    at = second * 1000;
    // 1,000 bytes a second in the first half minute, 500 in the second.
    const bytes = second <= 30 ? second * 1000 : 30_000 + (second - 30) * 500;
    last = meter.update({ done: second, bytesDone: bytes });
    if (second === 20) expect(last).toMatchObject({ bytesPerSecond: 1000, timeLeftMs: 80_000 });
  }
  expect(last?.bytesPerSecond).toBeCloseTo(500, -1);
  expect(last?.timeLeftMs).toBeCloseTo(110_000, -3);
});

test('no estimate is given from the first moment', () => {
  const meter = new ProgressMeter(() => 0);
  expect(meter.update({ done: 1, total: 10 }).timeLeftMs).toBeUndefined();
});
