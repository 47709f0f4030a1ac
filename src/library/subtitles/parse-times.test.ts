import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTimes } from './parse-times.ts';

test('SubRip, with carriage returns, missing digits and settings behind the times', () => {
  const text =
    '\ufeff1\r\n00:00:01,500 --> 00:00:04,000 X1:10\r\nHello --> there\r\n\r\n2\r\n01:00:00,1-->01:00:02,25\r\nA\r\n';
  expect(parseTimes(text, 'srt')).toEqual([
    { fromMs: 1500, toMs: 4000 },
    { fromMs: 3_600_100, toMs: 3_602_250 },
  ]);
});

test('WebVTT, with and without hours', () => {
  const text = 'WEBVTT\n\n00:05.000 --> 00:07.250 align:start\nA\n\n01:00:00.000 --> 01:00:01.000\nB\n';
  expect(parseTimes(text, 'vtt')).toEqual([
    { fromMs: 5000, toMs: 7250 },
    { fromMs: 3_600_000, toMs: 3_601_000 },
  ]);
});

test('Advanced SubStation, in order of time, without comments', () => {
  const text = `[Events]
Format: Layer, Start, End, Style, Text
Dialogue: 0,0:01:02.50,0:01:04.00,Default,,later
Comment: 0,0:00:01.00,0:00:02.00,Default,,not shown
Dialogue: 1,0:00:03.25,0:00:04.00,Default,,earlier, and with 0:00:09.00,0:00:10.00
`;
  expect(parseTimes(text, 'ass')).toEqual([
    { fromMs: 3250, toMs: 4000 },
    { fromMs: 62_500, toMs: 64_000 },
  ]);
});

test('lines that end before they begin are passed over, and so is whatever is no subtitle', () => {
  expect(parseTimes('00:00:05,000 --> 00:00:04,000', 'srt')).toEqual([]);
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('srt', 'ass', 'vtt'), (text, format) => {
      for (const { fromMs, toMs } of parseTimes(text, format)) expect(toMs).toBeGreaterThan(fromMs);
    }),
  );
  // Long lines of digits take no time.
  expect(parseTimes('0:'.repeat(1_000_000), 'srt')).toEqual([]);
});
