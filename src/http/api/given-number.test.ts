import { expect, test } from 'vitest';
import { givenNumber } from './given-number.ts';

const number = givenNumber('must be a number up to 500', 500);

test.each([
  ['1', 1],
  ['007', 7],
  ['500', 500],
])('%s is a number', (text, expected) => {
  expect(number.parse(text)).toBe(expected);
});

test.each([
  '',
  ' ',
  '0',
  '-1',
  '+1',
  '1.0',
  '1e2',
  '0x10',
  ' 1',
  '１',
  '501',
  '9'.repeat(40),
  undefined,
  ['1'],
])('%j is none', text => {
  expect(number.safeParse(text).error?.issues).toEqual([
    expect.objectContaining({ message: 'must be a number up to 500' }),
  ]);
});
