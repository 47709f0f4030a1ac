import { z } from '@hono/zod-openapi';

/** An instant as Plex tells it. */
export const seconds = z.int().openapi({ description: 'Seconds since 1970 UTC.', example: 1772330400 });

export const milliseconds = z.int().min(0).openapi({ description: 'Milliseconds.', example: 5_400_000 });

export const count = z.int().min(0);

/** Where something is on this server. */
export const path = z.string().openapi({ example: '/library/metadata/1' });

/** The number of something in a path. */
export const id = z.int().min(1).openapi({ description: 'An id, as lists tell it.', example: 1 });

/** Attributes of every `MediaContainer`. */
export const container = { size: count.openapi({ description: 'How many children follow.' }) };

/** Those of one that is of the library. */
export const libraryContainer = {
  ...container,
  allowSync: z.boolean(),
  identifier: z.string().optional().openapi({ example: 'com.plexapp.plugins.library' }),
};

/** A piece of a list; numbers that are none count as absent. */
export const range = {
  'X-Plex-Container-Start': count.optional().openapi({ description: 'How many entries are skipped.' }),
  'X-Plex-Container-Size': count
    .optional()
    .openapi({ description: 'How many entries are told at most; all of them without it.' }),
};

/** A switch in a query. */
export const flag = z.enum(['0', '1']);

/** One of them in a path, or several. */
export const ids = z.string().openapi({
  pattern: '^[0-9,]+$',
  description: 'The id of an item, or several with commas between them.',
  example: '1',
});
