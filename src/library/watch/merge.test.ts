import { array, assert, constantFrom, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { isBelow } from '../../domain/scan-scope.ts';
import { mergeFolders } from './merge.ts';

const paths = array(constantFrom('a', 'a b', 'b', 'B'), { maxLength: 4 }).map(
  names => `/${['films', ...names].join('/')}`,
);

test('every folder is looked at once, in as few places as were asked for', () => {
  assert(
    property(array(paths, { minLength: 1 }), integer({ min: 1, max: 5 }), (folders, most) => {
      const merged = mergeFolders(folders, most);
      expect(merged.length).toBeLessThanOrEqual(most);
      for (const folder of folders) {
        expect(merged.filter(place => isBelow(folder, place))).toHaveLength(1);
      }
      if (new Set(folders).size <= most) expect(folders).toEqual(expect.arrayContaining([...merged]));
    }),
  );
});

test('too many become the one that holds them', () => {
  const seasons = [1, 2, 3].map(season => `/shows/Fargo/Season ${season}`);
  expect(mergeFolders(seasons, 3)).toEqual(seasons);
  expect(mergeFolders(seasons, 2)).toEqual(['/shows/Fargo']);
  expect(mergeFolders(['/a', '/b'], 1)).toEqual(['/']);
});
