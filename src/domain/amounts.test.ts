import { expect, test } from 'vitest';
import { formatBytes, formatCount, formatLength } from './amounts.ts';

test.each([
  [0, '0 s'],
  [499, '0 s'],
  [45_000, '45 s'],
  [59_600, '1 min'],
  [192_000, '3 min 12 s'],
  [3_600_000, '1 h'],
  [11_520_000, '3 h 12 min'],
  [90_061_000, '1 d 1 h'],
  [-5, '0 s'],
])('%i ms is written %s', (ms, text) => {
  expect(formatLength(ms)).toBe(text);
});

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1 kB'],
  [241_664, '242 kB'],
  [999_600, '1,000 kB'],
  [1_240_000_000, '1.24 GB'],
  [1_000_000_000_000, '1 TB'],
  [1_234_000_000_000_000, '1,230 TB'],
])('%i bytes are written %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, '0 files'],
  [1, '1 file'],
  [999, '999 files'],
  [1_204, '1,204 files'],
  [1_234_567, '1,234,567 files'],
])('%i files are written %s', (count, text) => {
  expect(formatCount(count, 'file')).toBe(text);
});
