const errors = {
  type: 'object',
  properties: {
    errors: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          code: { type: 'integer', description: 'Plex’s number, or the status where it has none.' },
          message: { type: 'string' },
          status: { type: 'integer' },
        },
        required: ['code', 'message', 'status'],
      },
    },
  },
  required: ['errors'],
} as const;

const schema = { $ref: '#/components/schemas/PlexErrors' };

/** A failure has a body of JSON for those who ask for it, and is a small page for all others. */
function failure(description: string, status: number, name: string, code = status, message = name) {
  const page = `<html><head><title>${name}</title></head><body><h1>${status} ${name}</h1></body></html>`;
  return {
    description,
    content: {
      'application/json': { schema, example: { errors: [{ code, message, status }] } },
      'text/html': { schema: { type: 'string' }, example: page },
    },
  } as const;
}

/** What operations refer to. */
export const failureComponents = {
  schemas: { PlexErrors: errors },
  responses: {
    BadRequest: failure('The request is not as it should be.', 400, 'Bad Request'),
    Unauthorized: failure(
      'The token is missing or wrong.',
      401,
      'Unauthorized',
      1001,
      'User could not be authenticated',
    ),
    Forbidden: failure('This may not be changed.', 403, 'Forbidden'),
    NotFound: failure('There is no such thing.', 404, 'Not Found'),
    UpgradeRequired: failure('The request asks for no websocket.', 426, 'Upgrade Required'),
    Failure: failure('Any other failure.', 413, 'Payload Too Large'),
  },
} as const;

const names = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  default: 'Failure',
} as const;

/** The ways in which an operation fails that needs no token. */
export function openFailures(...statuses: readonly (keyof typeof names)[]) {
  return Object.fromEntries(
    [...statuses, 'default' as const].map(status => [
      status,
      { $ref: `#/components/responses/${names[status]}` },
    ]),
  );
}

/** The ways in which an operation fails: those named, the wrong token, and whatever else may go wrong. */
export function failures(...statuses: readonly (400 | 403 | 404)[]) {
  return openFailures(401, ...statuses);
}
