import { z } from '@hono/zod-openapi';
import { path } from './scalars.ts';

const filter = z
  .object({
    filter: z.string().openapi({ example: 'genre' }),
    filterType: z.string().openapi({ example: 'string' }),
    key: path.openapi({
      description: 'Where its values are told.',
      example: '/library/sections/1/genre?type=1',
    }),
    title: z.string(),
    type: z.enum(['filter']),
  })
  .openapi('PlexFilter');

const sort = z
  .object({
    defaultDirection: z.enum(['asc', 'desc']),
    descKey: z.string(),
    key: z.string().openapi({ example: 'titleSort' }),
    title: z.string(),
    active: z.boolean().optional(),
    activeDirection: z.string().optional(),
    default: z.string().optional(),
    firstCharacterKey: path.optional(),
  })
  .openapi('PlexSort');

const field = z
  .object({ key: z.string().openapi({ example: 'year' }), title: z.string(), type: z.string() })
  .openapi('PlexField');

const fieldType = z
  .object({
    type: z.string(),
    Operator: z.array(
      z.object({
        key: z
          .string()
          .openapi({ description: 'What stands between a field and its value.', example: '>>=' }),
        title: z.string(),
      }),
    ),
  })
  .openapi('PlexFieldType');

const type = z
  .object({
    key: path,
    type: z.string().openapi({ example: 'movie' }),
    title: z.string(),
    active: z.boolean(),
    Filter: z.array(filter),
    Sort: z.array(sort),
    Field: z.array(field),
  })
  .openapi('PlexType');

/** What a section can be filtered and sorted by. */
export const sectionMeta = z
  .object({ Type: z.array(type), FieldType: z.array(fieldType) })
  .openapi('PlexMeta', {
    description: 'What the section can be filtered and sorted by, where `includeMeta=1` asks for it.',
  });
