import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Column, formatTable } from './table.ts';
import { widthOf } from './width.ts';

const columns: readonly Column[] = [
  { title: 'Task' },
  { title: 'Took', align: 'right', spare: 1 },
  { title: '', gives: true, spare: 2 },
];
const rows = [
  ['BackupDatabase', '12 s', ['Copied 12 MB and compared every row.', 'dim']],
  ['漢字', '3 min 4 s', ''],
] as const;

const seen = (width?: number) => stripVTControlCharacters(formatTable(columns, rows, width)).split('\n');

describe('a table', () => {
  test('stands in columns, numbers to the right', () => {
    expect(seen()).toEqual([
      'Task                 Took',
      'BackupDatabase       12 s  Copied 12 MB and compared every row.',
      '漢字            3 min 4 s',
    ]);
  });

  test('cuts what gives, then leaves out what can be spared, but never what has to be said', () => {
    expect(seen(44)[1]).toBe('BackupDatabase       12 s  Copied 12 MB and…');
    expect(seen(30)[1]).toBe('BackupDatabase       12 s');
    expect(seen(15)[1]).toBe('BackupDatabase');
  });

  test('is nothing without rows', () => {
    expect(formatTable(columns, [])).toBe('');
  });

  test('is never wider than the terminal where it can be, and never breaks a line or obeys a name', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 60, max: 120 }),
        (rows, width) => {
          const shown = formatTable(
            [
              { title: 'A', spare: 2 },
              { title: 'B', spare: 1 },
              { title: 'C', gives: true },
            ],
            rows,
            width,
          );
          const lines = shown.split('\n');
          expect(lines).toHaveLength(rows.length + 1);
          for (const line of lines) {
            expect(stripVTControlCharacters(line)).not.toMatch(/\p{Cc}/u);
            expect(widthOf(line)).toBeLessThanOrEqual(width);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});
