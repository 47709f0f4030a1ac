import { describe, expect, test } from 'vitest';
import {
  formatBytes,
  formatLength,
  formatPercent,
  formatRelative,
  formatTime,
  zoneOffsetMs,
} from './format.ts';

const minuteMs = 60_000;
const summer = Date.UTC(2026, 6, 1, 12);
const winter = Date.UTC(2026, 0, 1, 12);

test('zones are ahead of UTC or behind it, by the clock of the season', () => {
  expect(zoneOffsetMs(winter, 'Europe/Berlin')).toBe(60 * minuteMs);
  expect(zoneOffsetMs(summer, 'Europe/Berlin')).toBe(120 * minuteMs);
  expect(zoneOffsetMs(summer, 'Asia/Kolkata')).toBe(330 * minuteMs);
  expect(zoneOffsetMs(winter, 'America/St_Johns')).toBe(-210 * minuteMs);
  expect(zoneOffsetMs(winter, 'UTC')).toBe(0);
});

test('times are those of a zone', () => {
  expect(formatTime(summer, 'Europe/Berlin')).toBe('14:00');
  expect(formatTime(Date.UTC(2026, 0, 1), 'UTC')).toBe('00:00');
});

describe('amounts', () => {
  test.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_000, '1 kB'],
    [12_345_678, '12.3 MB'],
    [184e6, '184 MB'],
    [9.4e12, '9.4 TB'],
    [2e18, '2,000 PB'],
  ])('%d bytes', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  test.each([
    [-5, '0 sec'],
    [42_400, '42 sec'],
    [3 * minuteMs, '3 min'],
    [80 * minuteMs, '1 hr 20 min'],
    [120 * minuteMs, '2 hr'],
    [50 * 60 * minuteMs, '2 days'],
  ])('%d ms', (ms, text) => {
    expect(formatLength(ms)).toBe(text);
  });

  test('a share is never told as more than it is', () => {
    expect(formatPercent(0.999)).toBe('99%');
    expect(formatPercent(1)).toBe('100%');
  });
});

test.each([
  [0, 'now'],
  [-59_000, 'now'],
  [-3 * minuteMs, '3 minutes ago'],
  [90 * minuteMs, 'in 2 hours'],
  [-24 * 60 * minuteMs, 'yesterday'],
])('%d ms away', (away, text) => {
  expect(formatRelative(summer + away, summer)).toBe(text);
});
