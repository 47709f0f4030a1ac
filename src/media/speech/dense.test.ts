import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { DenseMemory, type Rows } from './dense.ts';

test('a layer is what its definition says, of any size', async () => {
  const small = (most: number) => fc.integer({ min: 1, max: most });
  const layers = fc.record({
    rows: small(9),
    steps: small(7),
    channels: small(5),
    outputs: small(20),
    width: small(4),
    stride: small(3),
    padding: fc.integer({ min: 0, max: 2 }),
    rectified: fc.boolean(),
    seed: fc.integer({ min: 1, max: 2 ** 30 }),
  });
  const dense = () => DenseMemory.make(20_000);
  await fc.assert(
    fc.asyncProperty(layers, async ({ rows, outputs, seed, ...convolution }) => {
      const { steps, channels, width, stride, padding, rectified } = convolution;
      fc.pre(steps + 2 * padding >= width && padding < width);
      const memory = await dense();
      const from = memory.allocate(rows, steps, channels);
      const random = randomNumbers(seed);
      from.values.set(from.values.map(random));
      const weights = new Float32Array(outputs * channels * width).map(random);
      const bias = new Float32Array(outputs).map(random);
      const layer = memory.place(from, { weights, bias, width, stride, padding, rectified });
      layer.calculate(rows);

      const { result } = layer;
      expect(result.steps).toBe(Math.floor((steps + 2 * padding - width) / stride) + 1);
      for (let row = 0; row < rows; row++) {
        for (let step = 0; step < result.steps; step++) {
          for (let output = 0; output < outputs; output++) {
            let sum = bias[output] as number;
            for (let channel = 0; channel < channels; channel++)
              for (let n = 0; n < width; n++)
                sum +=
                  at(from, row, step * stride - padding + n, channel) *
                  (weights[(output * channels + channel) * width + n] as number);
            const expected = rectified ? Math.max(0, sum) : sum;
            expect(at(result, row, step, output)).toBeCloseTo(expected, 4);
          }
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('what does not fit is refused', async () => {
  const memory = await DenseMemory.make(16_384);
  memory.allocate(4, 1, 4_096);
  expect(() => memory.allocate(4, 1, 1)).toThrow(RangeError);
});

test('dense.wasm was compiled from dense.wat', async () => {
  await using folder = await makeTempFolder();
  const output = join(folder.path, 'dense.wasm');
  const script = join(import.meta.dirname, '../../../scripts/dense.mjs');
  execFileSync(process.execPath, [script, output]);
  const compiled = readFileSync(join(import.meta.dirname, 'dense.wasm'));
  expect(compiled.equals(readFileSync(output)), 'run node scripts/dense.mjs').toBe(true);
});

/** Zero outside the steps. */
function at({ values, steps, channels }: Rows, row: number, step: number, channel: number): number {
  if (step < 0 || step >= steps) return 0;
  return values[(row * steps + step) * channels + channel] as number;
}

/** Numbers between −1 and 1. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return (state / 2_147_483_647) * 2 - 1;
  };
}
