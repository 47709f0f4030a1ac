import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, planNight } from './plan-night.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2027, 2, 28);

const days = (most: number) => fc.integer({ min: 0, max: most }).map(ago => now - ago * dayMs);
const asked = fc.record({
  at: days(400),
  outcome: fc.constantFrom('described' as const, 'nobody' as const, 'failed' as const),
});
const candidates = fc
  .array(fc.record({ bornAt: days(4_000), asked: fc.option(asked, { nil: undefined }) }), { maxLength: 60 })
  .map(all => all.map(({ bornAt, asked }, id): Candidate => ({ id, bornAt, ...(asked && { asked }) })));

test('never more than the budget, each once, and all of it while something is due', () => {
  fc.assert(
    fc.property(candidates, fc.integer({ min: 1, max: 70 }), (all, budget) => {
      const chosen = planNight(all, now, budget);
      const due = planNight(all, now, 1_000);
      expect(chosen).toHaveLength(Math.min(budget, due.length));
      expect(new Set(chosen).size).toBe(chosen.length);
      expect(due).toEqual(expect.arrayContaining([...chosen]));
    }),
  );
});

test('who was asked today is not asked again, and who was never asked is', () => {
  fc.assert(
    fc.property(candidates, all => {
      const chosen = new Set(planNight(all, now, 1_000));
      for (const { id, asked } of all) {
        if (!asked) expect(chosen).toContain(id);
        else if (asked.at > now - dayMs) expect(chosen).not.toContain(id);
        else if (asked.at < now - 151 * dayMs) expect(chosen).toContain(id);
      }
    }),
  );
});

test('the older an item, the longer it is left alone', () => {
  fc.assert(
    fc.property(fc.nat(100_000), days(4_000), days(4_000), days(160), (id, a, b, at) => {
      const isDue = (bornAt: number) =>
        planNight([{ id, bornAt, asked: { at, outcome: 'described' } }], now, 1).length;
      expect(isDue(Math.min(a, b))).toBeLessThanOrEqual(isDue(Math.max(a, b)));
    }),
  );
});

test('new items come first, but what is due keeps a quarter of the night', () => {
  const fresh = Array.from({ length: 100 }, (_, id) => ({ id, bornAt: now - id * dayMs }));
  const due = Array.from({ length: 100 }, (_, i) => ({
    id: 1_000 + i,
    bornAt: now - 4_000 * dayMs,
    asked: { at: now - (200 + i) * dayMs, outcome: 'described' as const },
  }));
  const chosen = planNight([...due, ...fresh], now, 20);
  expect(chosen.slice(0, 15)).toEqual(fresh.slice(0, 15).map(({ id }) => id));
  expect(chosen.slice(15).every(id => id >= 1_000)).toBe(true);
});

describe('a library of 20,000', () => {
  /** How many are asked about in each of these nights. */
  function live(nights: number, budget: number, library: Candidate[]): number[] {
    const state = new Map(library.map(candidate => [candidate.id, candidate]));
    return Array.from({ length: nights }, (_, night) => {
      const at = now + night * dayMs;
      const chosen = planNight([...state.values()], at, budget);
      for (const id of chosen) {
        const { bornAt } = state.get(id) as Candidate;
        state.set(id, { id, bornAt, asked: { at, outcome: 'described' } });
      }
      return chosen.length;
    });
  }

  test('that is new is asked about night by night, and then comes back as spread', () => {
    const library = Array.from({ length: 20_000 }, (_, id) => ({ id, bornAt: now - 4_000 * dayMs }));
    const nights = live(200, 1_000, library);
    expect(nights.slice(0, 20)).toEqual(Array(20).fill(1_000));
    expect(nights.slice(20, 89).every(count => count === 0)).toBe(true);
    // It takes 90 to 150 days, by the id: the twenty full nights never come again.
    expect(Math.max(...nights.slice(90))).toBeLessThan(500);
  });
});
