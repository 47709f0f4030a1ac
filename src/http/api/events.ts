import { createRoute, z } from '@hono/zod-openapi';
import type { OwnersToken } from '../owners-token.ts';
import type { EventFeed } from './event-feed.ts';
import { eventTypes, eventView } from './event-view.ts';
import { problems } from './problems.ts';
import { query } from './query.ts';
import { routes } from './routes.ts';
import { oneOf } from './task-name.ts';

const givenTypes = z
  .preprocess(
    given => (given === undefined ? undefined : [given].flat().join(',').split(',')),
    z.array(oneOf(eventTypes, 'the type of an event')).optional(),
  )
  .openapi({
    param: { style: 'form', explode: false },
    type: 'array',
    items: { type: 'string', enum: [...eventTypes] },
    description: 'Only events of these types, separated by commas; all of them without it.',
    example: ['run', 'progress'],
  });

const follow = createRoute({
  method: 'get',
  path: '/events',
  operationId: 'getEvents',
  tags: ['Events'],
  summary: 'Follow what happens, as it happens',
  description:
    'A stream of server-sent events that does not end by itself. The name of each event is its `type`, its data a line of JSON. Whoever comes back with the id of the last event in `Last-Event-ID`, as browsers do by themselves, gets what was missed, as long as it is kept: about a mebibyte of it, and of the progress of a run only the latest. Otherwise the first event is `resync`. A sign of life comes every 15 seconds. A client that does not read is cut off, rather than waited for.',
  request: {
    query: query({ types: givenTypes }),
    headers: z.object({
      'Last-Event-ID': z.string().optional().openapi({
        description: 'The `id` of the last event that was received.',
        example: '5b9d0e3c-41',
      }),
    }),
  },
  responses: {
    200: {
      description: 'The events. The schema is that of the data of each.',
      content: {
        'text/event-stream': {
          schema: eventView,
          example: {
            type: 'progress',
            at: '2027-03-28T02:00:00.000Z',
            runId: 7,
            progress: { done: 12, total: 80, failed: 0, bytesDone: 9_663_676_416, subtitle: 'Heat.mkv' },
          },
        },
      },
    },
    ...problems(400),
  },
});

/** The stream of events. */
export function eventRoutes(feed: EventFeed, token: Pick<OwnersToken, 'tenure'>) {
  return routes().openapi(follow, c => {
    const { types } = c.req.valid('query');
    const stream = feed.follow({
      lastId: c.req.valid('header')['Last-Event-ID'] || undefined,
      types: types && new Set(types),
      until: token.tenure,
      drop: () => c.env.outgoing?.destroy(),
    });
    return c.body(stream, 200, {
      'Content-Type': 'text/event-stream',
      // Else proxies such as nginx hold it back.
      'X-Accel-Buffering': 'no',
      // It ends with the stream, so that a server that stops need not wait for it.
      Connection: 'close',
    });
  });
}
