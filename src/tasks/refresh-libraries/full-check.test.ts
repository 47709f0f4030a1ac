import { expect, test } from 'vitest';
import { isFullCheckDue } from './full-check.ts';

const at = (iso: string) => Date.parse(iso);
const days = Array.from({ length: 28 }, (_, i) => `2027-03-${String(i + 1).padStart(2, '0')}`);

test('a section that was never scanned is checked in full', () => {
  expect(days.every(day => isFullCheckDue(day, undefined))).toBe(true);
});

test('with a scan each night, every seventh is a full check', () => {
  const due = days.slice(1).filter(day => isFullCheckDue(day, at(`${day}T03:00Z`) - 86_400_000));
  expect(due).toEqual(['2027-03-04', '2027-03-11', '2027-03-18', '2027-03-25']);
});

test('a night without a scan puts it off, and does not cancel it', () => {
  expect(isFullCheckDue('2027-03-05', at('2027-03-03T03:00Z'))).toBe(true);
  expect(isFullCheckDue('2027-03-10', at('2027-03-03T03:00Z'))).toBe(true);
  expect(isFullCheckDue('2027-03-06', at('2027-03-05T03:00Z'))).toBe(false);
});
