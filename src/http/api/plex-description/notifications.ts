import { createRoute, z } from '@hono/zod-openapi';
import { socketPaths } from '../../plex/notifications/socket-routes.ts';
import { failures } from './failures.ts';

const tags = ['Notifications'];

const query = z.object({
  filters: z.string().optional().openapi({
    description:
      'The types that are wanted, with commas between them; with a minus before them, all but those. All types without it.',
    example: 'activity,timeline',
  }),
});

const entries =
  'An `activity` began, moved on or ended; a `preference` took another value; an item came into the library (`timeline`); the server has something to say (`status`).';

/** Both lead to the same websocket: clients ask for the first, and Plex's description knows the second. */
const sockets = socketPaths.map(path =>
  createRoute({
    method: 'get',
    path,
    operationId: path.includes('websockets') ? 'openWebsocket' : 'openWebsocketAsDescribed',
    tags,
    summary: 'Be told what happens, over a websocket',
    description: `${entries} Each message is a \`NotificationContainer\` with a \`type\` and a list of one.`,
    request: { query },
    responses: {
      101: { description: 'The websocket is open.' },
      426: { $ref: '#/components/responses/UpgradeRequired' },
      ...failures(),
    },
  }),
);

const events = createRoute({
  method: 'get',
  path: '/:/eventsource/notifications',
  operationId: 'openEventSource',
  tags,
  summary: 'Be told what happens, as server-sent events',
  description: `${entries} Each event has the name of its type. A \`ping\` comes every ten seconds.`,
  request: { query },
  responses: {
    200: {
      description: 'The events, until the client leaves.',
      content: {
        'text/event-stream': {
          schema: z.string(),
          example:
            'event: activity\ndata: {"ActivityNotification":{"event":"started","uuid":"7b1e6f0a-3a55-4d6e-9d0b-2f4f3f0c9a11"}}\n\n',
        },
      },
    },
    ...failures(),
  },
});

export const notificationOperations = [...sockets, events];
