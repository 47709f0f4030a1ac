import { expect, test } from 'vitest';
import { findPlace } from './places.ts';

test.each([
  ['Munich', 'Germany', 48.1372, 11.5756],
  ['Dachau', 'Germany', 48.2599, 11.434],
  ['Tokyo', 'Japan', 35.68, 139.69],
  ['Vatican City', 'Vatican City', 41.9022, 12.4533],
  ['Lauterbrunnen', 'Switzerland', 46.55, 7.98],
  ['Sydney', 'Australia', -33.86, 151.2],
])('%s, %s', (town, country, latitude, longitude) => {
  expect(findPlace(latitude, longitude)).toEqual({ town, country });
});

test('across the line where the days meet', () => {
  expect(findPlace(66.3, 179.95)).toEqual({ town: 'Egvekinot', country: 'Russia' });
});

test.each([
  ['at sea', 0, -30],
  ['at the pole', 90, 0],
  ['nowhere', Number.NaN, 0],
])('%s there is no town', (_, latitude, longitude) => {
  expect(findPlace(latitude, longitude)).toBeUndefined();
});
