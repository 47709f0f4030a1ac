import { styleText } from 'node:util';
import { expect, test } from 'vitest';
import { cutTo, widthOf } from './width.ts';
import { wrap } from './wrap.ts';

test('colours and marks take no place, signs of East Asia two', () => {
  expect(widthOf('Films')).toBe(5);
  expect(widthOf(styleText('red', 'Films', { validateStream: false }))).toBe(5);
  expect(widthOf('Amélie')).toBe(6);
  expect(widthOf('Ame\u0301lie')).toBe(6);
  expect(widthOf('千と千尋')).toBe(8);
  expect(widthOf('🎬 Film')).toBe(7);
});

test('what is cut ends in an ellipsis and fits', () => {
  expect(cutTo('Night Train to Meridian', 11)).toBe('Night Trai…');
  expect(cutTo('千と千尋の神隠し', 6)).toBe('千と…');
  expect(cutTo('short', 5)).toBe('short');
});

test('lines break between words and begin below each other', () => {
  expect(wrap('one two three four', 12, 2)).toBe('one two\n  three four');
  expect(wrap('one two', undefined, 2)).toBe('one two');
  expect(wrap('incomprehensibilities are long', 10, 0)).toBe('incomprehensibilities\nare long');
});
