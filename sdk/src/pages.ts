import { ResponseValidationError } from './errors.ts';

/** A part of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

type ItemOf<P> = P extends Page<infer Item> ? Item : never;

/** A list: awaited it is the page that was asked for, iterated it is every item of that page and of all after it. */
export type Pages<P extends Page<unknown>> = Promise<P> & AsyncIterable<ItemOf<P>>;

/** @param read the page at a cursor, the first one without it */
export function pagesOf<P extends Page<unknown>>(read: (cursor?: string) => Promise<P>): Pages<P> {
  const first = read();
  return Object.assign(first, {
    async *[Symbol.asyncIterator]() {
      for (let page = await first; ; ) {
        yield* page.items as readonly ItemOf<P>[];
        const { nextCursor } = page;
        if (nextCursor === undefined) return;
        page = await read(nextCursor);
        if (page.nextCursor === nextCursor) throw new ResponseValidationError('A page leads to itself.');
      }
    },
  });
}

/** Throws a {@link ResponseValidationError} for what is no page. */
export function parsePage<P extends Page<unknown>>(value: unknown): P {
  const page = value as Partial<P> | null | undefined;
  if (!Array.isArray(page?.items)) throw new ResponseValidationError('The answer is no list.');
  return page as P;
}
