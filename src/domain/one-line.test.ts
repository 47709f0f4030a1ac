import fc from 'fast-check';
import { expect, test } from 'vitest';
import { oneLine } from './one-line.ts';

test.each([
  ['Film', 'Film'],
  ['  Film  one', '  Film  one'],
  ['a\r\nb\u2028c\td\u0085e', 'a··b·c·d·e'],
  ['\u001b[31mred\u0000', '·[31mred·'],
  ['\u202eevil\u202c', '·evil·'],
  ['👩‍👩‍👧', '👩‍👩‍👧'],
  ['half \ud83d', 'half ·'],
])('%j becomes %j', (text, line) => {
  expect(oneLine(text)).toBe(line);
});

test('what is too long ends in a sign for it, and no character is halved', () => {
  expect(oneLine('12345', 5)).toBe('12345');
  expect(oneLine('123456', 5)).toBe('1234…');
  expect(oneLine('😀😀😀', 3)).toBe('😀😀😀');
  expect(oneLine('😀😀😀', 2)).toBe('😀…');
});

const anyText = fc.array(fc.nat(0xffff)).map(units => String.fromCharCode(...units));

test('any text becomes one line of the length asked for, and stays as it is then', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 100 }), (text, most) => {
      const line = oneLine(text, most);
      expect([...line].length).toBeLessThanOrEqual(most);
      expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]/u);
      expect(oneLine(line, most)).toBe(line);
    }),
  );
});
