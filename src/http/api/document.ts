import { createRoute, z } from '@hono/zod-openapi';
import { describeHeaders } from './describe-headers.ts';
import { addExamples } from './examples.ts';
import { openProblems } from './problems.ts';
import type { Api } from './routes.ts';
import { needsToken, ownersToken, webhookSecrets } from './security-schemes.ts';

export const documentRoute = createRoute({
  method: 'get',
  path: '/openapi.json',
  operationId: 'getOpenApi',
  tags: ['About'],
  summary: 'Read this description',
  security: [],
  responses: {
    200: {
      description: 'The description of this API, as OpenAPI 3.1.',
      content: {
        'application/json': { schema: z.any().openapi({ type: 'object', example: { openapi: '3.1.0' } }) },
      },
    },
    ...openProblems(),
  },
});

/** Describes all routes of `api`, which is mounted at `url`, from the schemas by which they validate. */
export function makeDocument(api: Api, url: string, version: string) {
  for (const [name, scheme] of Object.entries({ ...ownersToken, ...webhookSecrets })) {
    api.openAPIRegistry.registerComponent('securitySchemes', name, scheme);
  }
  const document = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Butler',
      version,
      description:
        'What Butler does, did and will do, and how to have it do otherwise. Instants are ISO 8601 in UTC, lengths of time milliseconds, sizes bytes. Whatever goes wrong is a problem as of RFC 9457. Answers of JSON carry an `ETag`: with `If-None-Match` they are sent only when they have changed, and with `If-Match` a write is done only on what was read. A POST with an `Idempotency-Key` is done once, however often it is asked for.',
      license: { name: 'GPL-3.0-or-later', url: 'https://www.gnu.org/licenses/gpl-3.0.html' },
    },
    servers: [{ url, description: 'The server that this was read from.' }],
    security: needsToken,
    tags: [
      { name: 'Tasks', description: 'What Butler can do.' },
      { name: 'Runs', description: 'What it did and does.' },
      { name: 'Events', description: 'What happens, as it happens.' },
      { name: 'Monitoring', description: 'How the server is.' },
      { name: 'Plan', description: 'What it will do, what it decided, and what came of it.' },
      { name: 'Settings', description: 'How it is to work.' },
      { name: 'Library', description: 'What it looks after.' },
      { name: 'Safekeeping', description: 'Backups, what can be put back, and the disk.' },
      { name: 'Guide', description: 'What is on television.' },
      { name: 'Pauses', description: 'Letting work rest.' },
      { name: 'Webhooks', description: 'For the media servers around.' },
      { name: 'Session', description: 'Signing a browser in.' },
      { name: 'About', description: 'This API itself.' },
    ],
  });
  describeHeaders(document);
  addExamples(document);
  return document;
}
