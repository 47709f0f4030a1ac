import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeKernelFolder } from '../../test/support/kernel-folder.ts';
import { findPressure, parsePressure } from './pressure.ts';

const none = { avg10: 0, avg60: 0, avg300: 0 };

test('reads what a kernel says of its disks', () => {
  const text =
    'some avg10=0.82 avg60=0.64 avg300=1.05 total=50766329\nfull avg10=0.47 avg60=0.39 avg300=0.44 total=25512968\n';
  expect(parsePressure(text)).toEqual({
    some: { avg10: 0.82, avg60: 0.64, avg300: 1.05 },
    full: { avg10: 0.47, avg60: 0.39, avg300: 0.44 },
  });
});

test('kernels before 5.13 do not say of the processor when all tasks waited', () => {
  expect(parsePressure('some avg10=0.00 avg60=0.00 avg300=0.00 total=0\n')).toEqual({ some: none });
});

test.each(['', '\n', 'some', 'some avg10= avg60=0.00 avg300=0.00 total=0', 'full avg10=1.00 avg60=1.00'])(
  '%j is no pressure',
  text => expect(parsePressure(text)).toBeUndefined(),
);

test('reads every number that a kernel can write', () => {
  const average = fc.integer({ min: 0, max: 100_00 }).map(hundredths => hundredths / 100);
  const stall = fc.record({ avg10: average, avg60: average, avg300: average });
  const line = (kind: string, { avg10, avg60, avg300 }: typeof none) =>
    `${kind} avg10=${avg10.toFixed(2)} avg60=${avg60.toFixed(2)} avg300=${avg300.toFixed(2)} total=1\n`;
  fc.assert(
    fc.property(stall, stall, (some, full) => {
      expect(parsePressure(line('some', some) + line('full', full))).toEqual({ some, full });
    }),
  );
});

test('a kernel without pressures is none to read from', async () => {
  await using kernel = await makeKernelFolder({ 'proc/stat': '' });
  expect(findPressure(kernel.root, 'io')).toBeUndefined();
});

const missing = existsSync('/proc/pressure/io') ? '' : ': this kernel tells none';
test.skipIf(missing)(`this machine tells its pressures${missing}`, () => {
  for (const resource of ['cpu', 'io', 'memory'] as const) {
    const { some } = findPressure('/', resource) ?? {};
    expect(some?.avg10).toBeGreaterThanOrEqual(0);
    expect(some?.avg10).toBeLessThanOrEqual(100);
  }
});
