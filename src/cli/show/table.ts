import { styleText } from 'node:util';
import { oneLine } from '../../domain/one-line.ts';
import { cutTo, widthOf } from './width.ts';

type Style = Parameters<typeof styleText>[0];

/** What stands in a cell: text of any origin, and how it looks. */
export type Cell = string | readonly [text: string, style: Style];

export interface Column {
  /** Empty for one that needs none. */
  readonly title: string;
  readonly align?: 'right';
  /** Takes the place that others leave, and is cut where that is too little. One at most. */
  readonly gives?: true;
  /** Left out where the terminal is too narrow; those with the lowest number last. */
  readonly spare?: number;
}

const gap = '  ';
/** A column that gives is not made narrower than this before others are left out. */
const least = 16;

/**
 * Rows below each other, in at most `width` cells; without a width nothing is cut or left out. Empty without rows.
 * Lines have no spaces at their ends.
 */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width?: number,
): string {
  if (rows.length === 0) return '';
  const texts = rows.map(row => row.map(textOf));
  const widths = columns.map(({ title }, i) =>
    Math.max(widthOf(title), ...texts.map(row => widthOf(row[i] ?? ''))),
  );
  const shown = width === undefined ? columns.map((_, i) => i) : place(columns, widths, width);
  const line = (cell: (i: number) => readonly [string, Style | undefined]) =>
    shown
      .map((i, nth) => {
        const [text, style] = cell(i);
        const space = ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(text)));
        const styled = style && text ? styleText(style, text) : text;
        if (columns[i]?.align === 'right') return space + styled;
        return nth === shown.length - 1 ? styled : styled + space;
      })
      .join(gap)
      .trimEnd();
  const hasTitles = columns.some(({ title }) => title !== '');
  return [
    ...(hasTitles ? [line(i => [columns[i]?.title ?? '', 'dim'])] : []),
    ...rows.map((row, r) => line(i => [cutTo(texts[r]?.[i] ?? '', widths[i] ?? 0), styleOf(row[i])])),
  ].join('\n');
}

/** Which columns are shown; makes the one that gives as narrow as it has to be, in `widths`. */
function place(columns: readonly Column[], widths: number[], width: number): readonly number[] {
  const giving = columns.findIndex(({ gives }) => gives);
  let shown = columns.map((_, i) => i);
  for (;;) {
    const others = shown.filter(i => i !== giving).reduce((sum, i) => sum + (widths[i] ?? 0), 0);
    const left = width - others - gap.length * (shown.length - 1);
    const wanted = shown.includes(giving) ? Math.min(least, widths[giving] ?? 0) : 0;
    const first = shown
      .filter(i => columns[i]?.spare !== undefined)
      .toSorted((a, b) => (columns[b]?.spare ?? 0) - (columns[a]?.spare ?? 0))[0];
    if (left >= wanted || first === undefined) {
      if (giving >= 0) widths[giving] = Math.max(wanted, Math.min(widths[giving] ?? 0, left));
      return shown;
    }
    shown = shown.filter(i => i !== first);
  }
}

function textOf(cell: Cell): string {
  return oneLine(typeof cell === 'string' ? cell : cell[0]);
}

function styleOf(cell: Cell | undefined): Style | undefined {
  return cell === undefined || typeof cell === 'string' ? undefined : cell[1];
}
