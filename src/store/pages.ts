/** Rows that one answer brings: few enough to hold up the thread that serves clients for some milliseconds only. */
export const pageRows = 2_000;

/** All rows of a query that is asked page by page, each with the rows after an id, in its order. */
export async function collectPages<Row extends { readonly id: number }>(
  page: (after: number) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const next = await page(rows.at(-1)?.id ?? 0);
    for (const row of next) rows.push(row);
    if (next.length < pageRows) return rows;
  }
}
