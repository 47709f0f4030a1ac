import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseXmltvTime } from './xmltv-time.ts';

test.each([
  ['20270328023000 +0200', '2027-03-28T00:30:00Z'],
  ['20270328023000 -0330', '2027-03-28T06:00:00Z'],
  ['20270328023000+02:00', '2027-03-28T00:30:00Z'],
  ['20270328023000', '2027-03-28T02:30:00Z'],
  ['20270328023000 Z', '2027-03-28T02:30:00Z'],
  ['20270328023000 UTC', '2027-03-28T02:30:00Z'],
  ['200007281733 BST', '2000-07-28T16:33:00Z'],
  ['20270328023000 cest', '2027-03-28T00:30:00Z'],
  ['20270328023000 EST', '2027-03-28T07:30:00Z'],
  ['20270328023000 +1400', '2027-03-27T12:30:00Z'],
  ['202703280230 +0000', '2027-03-28T02:30:00Z'],
  ['2027032802', '2027-03-28T02:00:00Z'],
  ['20270328', '2027-03-28T00:00:00Z'],
  ['202703', '2027-03-01T00:00:00Z'],
  ['2027', '2027-01-01T00:00:00Z'],
  [' 20240229120000  +0000 ', '2024-02-29T12:00:00Z'],
])('%s is %s', (text, instant) => {
  expect(parseXmltvTime(text)).toBe(Date.parse(instant));
});

test.each([
  '',
  'tonight',
  '2027-03-28 02:30',
  '20270230000000 +0000',
  '20270328250000 +0000',
  '20270328026000 +0000',
  '20271301',
  '2027032',
  '20270328023000 +2500',
  '20270328023000 +0060',
  '20270328023000 +1401',
  '20270328023000 XYZ',
  '20270328023000 constructor',
  '20270328023000 0200',
  '20270328023000 +0200 +0200',
])('%j is no instant', text => {
  expect(parseXmltvTime(text)).toBeUndefined();
});

test('every second in every zone is read as it was written', () => {
  const seconds = fc.integer({ min: 0, max: Date.UTC(2100, 0) / 1000 });
  const offsets = fc.integer({ min: -14 * 60, max: 14 * 60 });
  fc.assert(
    fc.property(seconds, offsets, (second, offset) => {
      const local = new Date(second * 1000 + offset * 60_000)
        .toISOString()
        .replaceAll(/\D/g, '')
        .slice(0, 14);
      const hours = `${Math.floor(Math.abs(offset) / 60)}`.padStart(2, '0');
      const minutes = `${Math.abs(offset) % 60}`.padStart(2, '0');
      const zone = `${offset < 0 ? '-' : '+'}${hours}${minutes}`;
      expect(parseXmltvTime(`${local} ${zone}`)).toBe(second * 1000);
    }),
  );
});
