import { createRoute, z } from '@hono/zod-openapi';
import { ButlerError } from '../../domain/errors.ts';
import { RefusedRequest } from '../failure.ts';
import { instant } from './instant.ts';
import { problems } from './problems.ts';
import { routes } from './routes.ts';
import { saidView, viewSaid } from './said-view.ts';

/** Something that cleaning took away: a file or folder, or rows of the library. */
export interface QuarantinedView {
  /** With `/` between its two parts. */
  readonly id: string;
  /** ISO instants. */
  readonly at: string;
  readonly keptUntil: string;
  readonly what: string;
  readonly why: string;
  /** Of files. */
  readonly bytes?: number;
  /** Of the library. */
  readonly rows?: number;
}

export interface Quarantine {
  /** The newest first. */
  list(): Promise<readonly QuarantinedView[]>;
  /** Returns where it is, or what it is. Throws `quarantine-restore`. */
  putBack(id: string): Promise<string>;
  empty(): Promise<{ readonly bytes: number; readonly rows: number }>;
}

const quarantinedView = z
  .object({
    id: z.string().openapi({ example: '2027-03-28:12' }),
    at: instant.openapi({ description: 'When it was taken away.' }),
    keptUntil: instant.openapi({
      description: 'The first cleaning after that removes it for good.',
      example: '2027-04-05T00:00:00.000Z',
    }),
    what: z.string().openapi({ description: 'Where it was, or what.', example: 'bundles/0/1a2b3c.bundle' }),
    whatSaid: saidView,
    why: z.string().openapi({ example: 'Nothing has this content any more.' }),
    said: saidView.openapi({ description: 'What `why` says, where that is told in words of ours.' }),
    bytes: z.int().min(0).optional().openapi({ description: 'Of files.', example: 1_250_000 }),
    rows: z.int().min(0).optional().openapi({ description: 'Of the library.', example: 12 }),
  })
  .openapi('Quarantined');

const list = createRoute({
  method: 'get',
  path: '/quarantine',
  operationId: 'getQuarantine',
  tags: ['Safekeeping'],
  summary: 'List what cleaning took away, and can be put back',
  responses: {
    200: {
      description: 'All of it, the newest first.',
      content: {
        'application/json': {
          schema: z.object({
            items: z.array(quarantinedView),
            bytes: z.int().min(0).openapi({ description: 'Of all files together.', example: 1_250_000 }),
          }),
        },
      },
    },
    ...problems(),
  },
});

const putBack = createRoute({
  method: 'post',
  path: '/quarantine/{id}/restore',
  operationId: 'restoreFromQuarantine',
  tags: ['Safekeeping'],
  summary: 'Put something back that cleaning took away',
  request: { params: z.object({ id: z.string().openapi({ example: '2027-03-28:12' }) }) },
  responses: {
    200: {
      description: 'It is back.',
      content: {
        'application/json': {
          schema: z.object({
            restored: z.string().openapi({
              description: 'Where it is, or what.',
              example: '/var/lib/butler/bundles/0/1a2b3c.bundle',
            }),
          }),
        },
      },
    },
    ...problems(404, 409),
  },
});

const empty = createRoute({
  method: 'delete',
  path: '/quarantine',
  operationId: 'emptyQuarantine',
  tags: ['Safekeeping'],
  summary: 'Remove for good what cleaning took away',
  responses: {
    200: {
      description: 'How much went.',
      content: {
        'application/json': {
          schema: z.object({
            bytes: z.int().min(0).openapi({ example: 1_250_000 }),
            rows: z.int().min(0).openapi({ example: 12 }),
          }),
        },
      },
    },
    ...problems(),
  },
});

/** What cleaning took away. */
export function quarantineRoutes(quarantine: Quarantine) {
  return routes()
    .openapi(putBack, async c => {
      const given = c.req.valid('param').id;
      const found = (await quarantine.list()).find(({ id }) => id.replace('/', ':') === given);
      if (!found) {
        const error = new ButlerError('quarantine-unknown', { id: given });
        throw new RefusedRequest({ status: 404, error });
      }
      return c.json({ restored: await quarantine.putBack(found.id) }, 200);
    })
    .openapi(list, async c => {
      const items = await quarantine.list();
      const bytes = items.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
      // An address cannot hold a slash.
      return c.json({ items: items.map(viewQuarantined), bytes }, 200);
    })
    .openapi(empty, async c => {
      const { bytes, rows } = await quarantine.empty();
      return c.json({ bytes, rows }, 200);
    });
}

function viewQuarantined(one: QuarantinedView): z.infer<typeof quarantinedView> {
  return {
    ...one,
    id: one.id.replace('/', ':'),
    whatSaid: viewSaid(one.what),
    said: viewSaid(one.why),
  };
}
