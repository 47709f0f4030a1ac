import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planReading, type Wanted } from './plan-reading.ts';

const film: Wanted = { packets: false, heard: [], durationMs: 100_000, canJump: true };
const span = (fromMs: number, toMs: number) => ({ fromMs, toMs });

test('pictures alone are found by the index', () => {
  expect(planReading(film)).toEqual({ whole: false, spans: [] });
  expect(planReading({ ...film, canJump: false })).toEqual({ whole: false, spans: [] });
});

test.each<[string, Partial<Wanted>]>([
  ['who wants every packet', { packets: true }],
  ['who wants all of the sound', { heard: [undefined, [span(0, 1)]] }],
  ['spans that are most of the film', { heard: [[span(0, 40_000)], [span(70_000, 100_000)]] }],
  ['a span where one cannot jump to it', { heard: [[span(0, 10)]], canJump: false }],
])('%s has the whole file read', (_, wanted) => {
  expect(planReading({ ...film, ...wanted })).toEqual({ whole: true });
});

test('what several want to hear is read once', () => {
  const heard = [[span(0, 10_000), span(90_000, 100_000)], [span(5_000, 12_000)], [span(12_000, 13_000)]];
  expect(planReading({ ...film, heard })).toEqual({
    whole: false,
    spans: [span(0, 13_000), span(90_000, 100_000)],
  });
});

test('joined spans are apart, in order, and hold exactly the times that somebody wants', () => {
  const spans = fc.array(
    fc.tuple(fc.nat(100), fc.nat(20)).map(([from, length]) => span(from, from + length)),
    { minLength: 1, maxLength: 8 },
  );
  const holds = fc.property(fc.array(spans, { minLength: 1, maxLength: 4 }), fc.nat(130), (heard, at) => {
    const reading = planReading({ ...film, heard });
    if (reading.whole) throw new Error('So short spans are not most of the film.');
    const isIn = (all: readonly { fromMs: number; toMs: number }[]) =>
      all.some(({ fromMs, toMs }) => fromMs <= at && at < toMs);
    expect(isIn(reading.spans)).toBe(isIn(heard.flat()));
    for (const [n, { fromMs, toMs }] of reading.spans.entries()) {
      expect(fromMs).toBeLessThan(toMs);
      expect(fromMs).toBeGreaterThan(reading.spans[n - 1]?.toMs ?? -1);
    }
  });
  fc.assert(holds);
});
