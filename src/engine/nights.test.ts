import { expect, test } from 'vitest';
import { defaultWindow } from '../schedule/window.ts';
import { Nights } from './nights.ts';

const windows = [defaultWindow(2, 5, 'UTC')];
const at = (time: string) => Temporal.Instant.from(`${time}Z`).epochMilliseconds;

test('a night is over once, when its window has closed and its work has ended', () => {
  const nights = new Nights();
  const over = (time: string, isAtWork: boolean) =>
    nights.ended(windows, at(time), () => isAtWork).map(night => night.serviceDay);
  expect(over('2027-06-01T12:00', false)).toEqual([]);
  expect(over('2027-06-02T02:00', true)).toEqual([]);
  expect(over('2027-06-02T04:59', false)).toEqual([]);
  expect(over('2027-06-02T05:00', true)).toEqual([]);
  expect(over('2027-06-02T06:30', false)).toEqual(['2027-06-02']);
  expect(over('2027-06-02T07:00', false)).toEqual([]);
});

test('a window that is taken away ends its night', () => {
  const nights = new Nights();
  nights.ended(windows, at('2027-06-02T03:00'), () => false);
  expect(nights.ended([], at('2027-06-02T03:01'), () => false)).toHaveLength(1);
});
