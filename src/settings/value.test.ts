import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Preference, PreferenceType } from '../domain/preference.ts';
import { formatValue, parseValue } from './value.ts';

const common = { id: 'Sample', label: '', summary: '', group: 'general' } as const;
const samples: { [T in PreferenceType]: Preference<T> } = {
  bool: { ...common, type: 'bool', default: true },
  int: { ...common, type: 'int', default: 0 },
  double: { ...common, type: 'double', default: 0 },
  text: { ...common, type: 'text', default: '' },
};

const lines = fc.string({ unit: 'grapheme' }).filter(text => !/[\p{Cc}\u2028\u2029]/u.test(text));

describe('a value survives being written and read', () => {
  const values = {
    bool: fc.boolean(),
    int: fc.maxSafeInteger(),
    double: fc.double({ noDefaultInfinity: true, noNaN: true }).map(value => value + 0),
    text: lines,
  };
  test.each(['bool', 'int', 'double', 'text'] as const)('of type %s', type => {
    fc.assert(
      fc.property(values[type] as fc.Arbitrary<boolean | number | string>, value => {
        expect(parseValue(samples[type] as Preference, formatValue(value))).toBe(value);
      }),
    );
  });
});

test('booleans are read in the four forms of the wire', () => {
  expect(['1', 'true', '0', 'false'].map(text => parseValue(samples.bool, text))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test.each([
  ['bool', 'yes', 'Sample cannot be "yes": it must be true or false.'],
  ['bool', 'True', 'Sample cannot be "True": it must be true or false.'],
  ['int', '1.5', 'Sample cannot be "1.5": it must be a whole number.'],
  ['int', '', 'Sample cannot be "": it must be a whole number.'],
  ['int', '9007199254740993', 'Sample cannot be "9007199254740993": it must be a whole number.'],
  ['double', '1e999', 'Sample cannot be "1e999": it must be a number.'],
  ['double', '0x10', 'Sample cannot be "0x10": it must be a number.'],
  ['text', 'a\nb', 'Sample cannot be "a\\nb": it must be one line of text.'],
  ['text', '\ud800', 'Sample cannot be "\\ud800": it must be one line of text.'],
] as const)('%s refuses %j', (type, text, message) => {
  expect(() => parseValue(samples[type] as Preference, text)).toThrow(
    expect.objectContaining({ code: 'preference-value', message }),
  );
});

test('only the choices are values, where there are choices', () => {
  const preference: Preference<'int'> = {
    ...samples.int,
    choices: [
      [1, 'one'],
      [2, 'two'],
    ],
  };
  expect(parseValue(preference, '2')).toBe(2);
  expect(() => parseValue(preference, '3')).toThrow('Sample cannot be "3": it must be one of 1, 2.');
});

test("a preference's own check says what a value must be", () => {
  const preference: Preference<'int'> = {
    ...samples.int,
    range: [0, 9],
    check: value => (value % 2 === 0 ? undefined : 'an even number'),
  };
  expect(parseValue(preference, '4')).toBe(4);
  expect(() => parseValue(preference, '5')).toThrow('Sample cannot be "5": it must be an even number.');
  expect(() => parseValue(preference, '11')).toThrow('it must be a whole number from 0 to 9.');
});

test('the refusal of a secret does not repeat it', () => {
  const preference: Preference<'text'> = {
    ...samples.text,
    secret: true,
    check: value => (value.length > 16 ? undefined : 'longer'),
  };
  for (const text of ['hunter2', 'hunter2\n']) {
    expect(() => parseValue(preference, text)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/^Sample cannot be "…": it must be (longer|one line of text)\.$/),
        parameters: expect.objectContaining({ given: '…' }),
      }),
    );
  }
});

test('both bounds of a range belong to it', () => {
  const preference: Preference<'int'> = { ...samples.int, range: [2, 31] };
  expect([parseValue(preference, '2'), parseValue(preference, '31')]).toEqual([2, 31]);
  expect(() => parseValue(preference, '1')).toThrow('it must be a whole number from 2 to 31.');
  expect(() => parseValue(preference, '32')).toThrow('it must be a whole number from 2 to 31.');
});
