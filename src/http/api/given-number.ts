import { z } from '@hono/zod-openapi';

/** A whole number as clients write it in a path or a query, in digits alone: neither `1e3` nor `0x10` nor nothing. */
export function givenNumber(error: string, most: number = Number.MAX_SAFE_INTEGER) {
  return z.preprocess(
    text => (typeof text === 'string' && /^\d{1,16}$/.test(text) ? Number(text) : text),
    z.int(error).min(1, error).max(most, error),
  );
}
