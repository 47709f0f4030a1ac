import { z } from '@hono/zod-openapi';

/** The query parameters of an operation. Others are refused, lest a slip changes what is meant; but not those of Plex. */
export function query<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.looseObject(shape).superRefine((given, context) => {
    for (const name of Object.keys(given)) {
      if (Object.hasOwn(shape, name) || name.startsWith('X-Plex-')) continue;
      context.addIssue({ code: 'custom', path: [name], message: 'is no parameter of this operation' });
    }
  });
}
