import { widthOf } from './width.ts';

/**
 * Text in lines of at most `width` cells, broken between words. Every line but the first begins with `indent` spaces; the
 * first one stands after `before` cells that are taken already. Without a width it stays one line.
 */
export function wrap(text: string, width: number | undefined, indent: number, before = indent): string {
  if (width === undefined) return text;
  const lines: string[] = [];
  let line = '';
  let taken = before;
  for (const word of text.split(' ')) {
    const needed = widthOf(word) + (line === '' ? 0 : 1);
    if (line !== '' && taken + needed > width) {
      lines.push(line);
      line = word;
      taken = indent + widthOf(word);
    } else {
      line += (line === '' ? '' : ' ') + word;
      taken += needed;
    }
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`);
}
