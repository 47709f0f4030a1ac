import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findNearest } from './nearest.ts';
import { taskNames } from './task.ts';

test.each([
  ['BackupDatabse', 'BackupDatabase'],
  ['backupdatabase', 'BackupDatabase'],
  ['BackupDatabaes', 'BackupDatabase'],
  ['RefreshLibrary', 'RefreshLibraries'],
  ['GenerateMediaIndexFile', 'GenerateMediaIndexFiles'],
  ['IndexFiles', 'GenerateMediaIndexFiles'],
  ['backup', 'BackupDatabase'],
  ['Credits', 'ButlerTaskGenerateCreditsMarkers'],
  ['MakeCoffee', undefined],
  ['x', undefined],
  ['', undefined],
  ['e'.repeat(10_000), undefined],
])('%s is likely to mean %s', (given, expected) => {
  expect(findNearest(given, taskNames)).toBe(expected);
});

test('of no names none is near', () => {
  expect(findNearest('backup', [])).toBeUndefined();
});

test('a name is the nearest to itself, and to itself with one slip in it', () => {
  const slip = fc.record({
    name: fc.constantFrom(...taskNames),
    at: fc.nat(9),
    slip: fc.constantFrom('swap', 'drop', 'double', 'none'),
  });
  fc.assert(
    fc.property(slip, ({ name, at, slip }) => {
      const pair = name.slice(at, at + 2);
      const written = {
        swap: pair[1] + (pair[0] ?? ''),
        drop: pair[1] ?? '',
        double: pair[0] + pair,
        none: pair,
      };
      expect(findNearest(name.slice(0, at) + written[slip] + name.slice(at + 2), taskNames)).toBe(name);
    }),
  );
});
