import { createRoute, z } from '@hono/zod-openapi';
import { type PlaybackSource, playbackSources } from '../../domain/playback.ts';
import { requireSecret } from '../auth.ts';
import { problems } from './problems.ts';
import { routes } from './routes.ts';

/** Where media servers tell who watches. */
export interface Webhooks {
  /** What they must bring; empty while nobody is let in. May change at any time. */
  secret(): string;
  /** Takes what one of them sent, as it came. Throws `webhook-unreadable`. */
  take(source: PlaybackSource, contentType: string | undefined, body: Uint8Array): Promise<void>;
}

const anything = { schema: {} };

const receive = createRoute({
  method: 'post',
  path: '/webhooks/{source}',
  operationId: 'receiveWebhook',
  tags: ['Webhooks'],
  summary: 'Take what a media server tells of who watches',
  description:
    'In the form in which each of them sends its webhooks. It needs the secret of webhooks (the preference ButlerWebhookSecret) rather than the token.',
  security: [{ webhookSecret: [] }, { webhookSecretInQuery: [] }],
  request: {
    params: z.object({
      source: z
        .enum(playbackSources, { error: `must be one of ${playbackSources.join(', ')}` })
        .openapi({ description: 'Who sends it.' }),
    }),
    body: {
      required: true,
      content: {
        'application/json': anything,
        'application/x-www-form-urlencoded': anything,
        'multipart/form-data': anything,
        'text/plain': anything,
      },
    },
  },
  responses: { 204: { description: 'It was taken.' }, ...problems(400, 404, 413) },
});

/** The addresses for the webhooks of media servers. They need no token, but the secret. */
export function webhookRoutes(webhooks: Webhooks) {
  return routes().openapi({ ...receive, middleware: requireSecret(() => webhooks.secret()) }, async c => {
    const body = new Uint8Array(await c.req.arrayBuffer());
    await webhooks.take(c.req.valid('param').source, c.req.header('content-type'), body);
    return c.body(null, 204);
  });
}
