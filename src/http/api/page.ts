import { z } from '@hono/zod-openapi';
import { givenNumber } from './given-number.ts';

const most = 500;
const limitError = `must be a whole number from 1 to ${most}`;

/** The two query parameters of a list that comes in pages. */
export function pageQuery(list: string) {
  return {
    cursor: z
      .string()
      .transform((text, context) => {
        const id = parseCursor(list, text);
        if (id !== undefined) return id;
        context.addIssue('must be the nextCursor of a page of this list');
        return z.NEVER;
      })
      .optional()
      .openapi({ description: 'The `nextCursor` of the page before; the first page without it.' }),
    limit: givenNumber(limitError, most)
      .default(50)
      .openapi({ description: 'How many entries a page has at most.' }),
  };
}

/** A list that is told whole. */
export function listOf<Entry extends z.ZodType>(entry: Entry) {
  return z.object({ items: z.array(entry) });
}

/** A page of a list. */
export function pageOf<Entry extends z.ZodType>(entry: Entry) {
  return z.object({
    items: z.array(entry),
    nextCursor: z
      .string()
      .optional()
      .openapi({ description: 'Absent on the last page.', example: 'cnVucyA4' }),
  });
}

/** Reads a page of entries, each after the one before in the order of their ids, and one more to know if it is the last. */
export async function readPage<Entry extends { readonly id: number }, View>(
  list: string,
  limit: number,
  read: (limit: number) => Promise<readonly Entry[]>,
  view: (entry: Entry) => View,
): Promise<{ items: View[]; nextCursor?: string }> {
  const entries = await read(limit + 1);
  const shown = entries.slice(0, limit);
  const last = entries.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(view), ...(last && { nextCursor: formatCursor(list, last.id) }) };
}

/** Names the place in a list after the entry with an id. Clients are not to read it. */
function formatCursor(list: string, id: number): string {
  return Buffer.from(`${list} ${id}`).toString('base64url');
}

function parseCursor(list: string, text: string): number | undefined {
  const [name, digits = '', ...rest] = Buffer.from(text, 'base64url').toString().split(' ');
  const isCursor = name === list && /^\d{1,15}$/.test(digits) && rest.length === 0;
  return isCursor ? Number(digits) : undefined;
}
