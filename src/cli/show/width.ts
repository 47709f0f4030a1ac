import { stripVTControlCharacters } from 'node:util';

/** Signs that stand above or below others, or are not seen. */
const noCells = /^[\p{M}\p{Cf}]$/u;
/** What fills two cells of a terminal: the scripts of East Asia, full-width forms and emoji. */
const twoCells =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$|^\p{Emoji_Presentation}$/u;
const plain = /^[\x20-\x7e]*$/;

/** Cells that a text takes in a terminal, its colours aside. */
export function widthOf(text: string): number {
  const seen = stripVTControlCharacters(text);
  if (plain.test(seen)) return seen.length;
  let width = 0;
  for (const sign of seen) width += cellsOf(sign);
  return width;
}

/** A text without colours in at most `width` cells: what is too long ends in `…`. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let cut = '';
  let left = width - 1;
  for (const sign of text) {
    left -= cellsOf(sign);
    if (left < 0) break;
    cut += sign;
  }
  return `${cut.trimEnd()}…`;
}

function cellsOf(sign: string): number {
  if (noCells.test(sign)) return 0;
  return twoCells.test(sign) ? 2 : 1;
}
