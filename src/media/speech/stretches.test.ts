import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameLength } from './network.ts';
import { type Stretch, Stretches } from './stretches.ts';

/** Frames of sound: each is its own number where it is loud, and else 1. */
function cut(loud: readonly boolean[]): { readonly stretches: readonly Stretch[]; readonly frames: number } {
  const found: Stretch[] = [];
  const stretches = new Stretches(stretch => found.push(stretch));
  for (const [n, isLoud] of loud.entries())
    stretches.add(new Int16Array(frameLength).fill(isLoud ? 100 + n : 1));
  stretches.finish();
  return { stretches: found, frames: stretches.frames };
}

test('every loud frame is in one stretch, in its place, behind a lead; long silence in none', () => {
  const runs = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 400 })), { maxLength: 8 });
  fc.assert(
    fc.property(runs, all => {
      const loud = all.flatMap(([isLoud, count]) => new Array<boolean>(count).fill(isLoud));
      const { stretches, frames } = cut(loud);
      expect(frames).toBe(loud.length);
      const counted = new Set<number>();
      for (const { first, lead, samples } of stretches) {
        const length = samples.length / frameLength;
        expect(lead).toBe(Math.min(32, first));
        expect(length - lead).toBeLessThanOrEqual(288);
        for (let n = 0; n < length; n++) {
          const frame = first - lead + n;
          expect(samples[n * frameLength]).toBe(loud[frame] ? 100 + frame : 1);
          if (n < lead) continue;
          expect(counted.has(frame)).toBe(false);
          counted.add(frame);
        }
      }
      for (const [frame, isLoud] of loud.entries()) if (isLoud) expect(counted.has(frame)).toBe(true);
      const quiet = [...counted].filter(frame => !loud[frame]).length;
      expect(quiet).toBeLessThanOrEqual(16 * all.length);
    }),
    { numRuns: 50 },
  );
});

test('what does not fill the last frame is filled up', () => {
  const found: Stretch[] = [];
  const stretches = new Stretches(stretch => found.push(stretch));
  stretches.add(new Int16Array(frameLength + 100).fill(5000));
  stretches.finish();
  expect(stretches.frames).toBe(2);
  expect(found).toHaveLength(1);
  expect(found[0]?.samples.subarray(-412).every(sample => sample === 0)).toBe(true);
});
