import { expect, test } from 'vitest';
import { ShowMatcher } from './show-matcher.ts';

const matcher = new ShowMatcher([
  { id: 1, title: 'Small Planets' },
  { id: 2, title: 'Doctor Who', year: 1963 },
  { id: 3, title: 'Doctor Who', year: 2005 },
  { id: 4, title: 'House of Cards (1990)' },
  { id: 5, title: 'Amélie & Co.' },
  { id: 6, title: '???' },
]);

test.each([
  ['Small Planets', undefined, 1],
  ['SMALL PLANETS!', undefined, 1],
  ['Small Planets (2019)', undefined, 1],
  ['Small Planet', undefined, undefined],
  ['Doctor Who', undefined, undefined],
  ['Doctor Who', 2005, 3],
  ['Doctor Who (1963)', 2005, 2],
  ['Doctor Who', 2020, undefined],
  ['House of Cards', undefined, 4],
  ['Amelie and Co', undefined, 5],
  ['!!!', undefined, undefined],
  ['', undefined, undefined],
])('%s (%s) is the show %s', (title, year, id) => {
  for (let again = 0; again < 2; again++) expect(matcher.find({ title, year })).toBe(id);
});
