import { expect, test } from 'vitest';
import { addDays, dateAt, daysBetween, timeAt } from './calendar.ts';

test('an instant has the date and the time of its zone', () => {
  const at = Date.UTC(2027, 2, 28, 23, 59, 59);
  expect(dateAt(at, 'Europe/Berlin')).toBe('2027-03-29');
  expect(timeAt(at, 'Europe/Berlin')).toBe('01:59');
  expect(dateAt(at, 'America/New_York')).toBe('2027-03-28');
  expect(timeAt(at, 'Asia/Kathmandu')).toBe('05:44');
});

test('days are counted on the calendar, over months, leap days and backwards', () => {
  expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2);
  expect(daysBetween('2027-03-01', '2026-12-31')).toBe(-60);
  expect(addDays('2027-12-31', 1)).toBe('2028-01-01');
  expect(addDays('2028-03-01', -2)).toBe('2028-02-28');
});
