import type { ComponentChildren } from 'preact';
import { classes } from './classes.ts';
import css from './table.module.css';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Numbers stand at the end of their column. */
  readonly isNumber?: boolean;
  /** Names the row: one of the columns. */
  readonly isHead?: boolean;
}

interface TableProps<Row> {
  /** What it shows, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string | number;
}

/** Rows of facts of a few kinds; on a phone each row is a block in which every fact has its title. */
export function Table<Row>({ label, columns, rows, keyOf }: TableProps<Row>) {
  return (
    <table class={css['table']} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ key, title, isNumber = false }) => (
            <th key={key} scope="col" class={classes(isNumber && css['number'])}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={keyOf(row)}>
            {columns.map(({ key, title, cell, isNumber = false, isHead = false }) => {
              const Cell = isHead ? 'th' : 'td';
              return (
                <Cell
                  key={key}
                  data-title={title}
                  class={classes(isNumber && css['number'])}
                  {...(isHead && { scope: 'row' })}
                >
                  {cell(row)}
                </Cell>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
