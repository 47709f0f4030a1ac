/** The token of the owner, which opens everything. */
export const ownersToken = {
  token: { type: 'apiKey', in: 'header', name: 'X-Plex-Token', description: 'The owner’s token.' },
  tokenInQuery: {
    type: 'apiKey',
    in: 'query',
    name: 'X-Plex-Token',
    description: 'The owner’s token, for whoever cannot send headers.',
  },
  tokenAsBearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'The owner’s token, for whoever sends no other headers, as Prometheus.',
  },
} as const;

/** What media servers bring with their webhooks. */
export const webhookSecrets = {
  webhookSecret: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Butler-Secret',
    description: 'The preference ButlerWebhookSecret.',
  },
  webhookSecretInQuery: {
    type: 'apiKey',
    in: 'query',
    name: 'secret',
    description: 'The preference ButlerWebhookSecret, for whoever cannot send headers.',
  },
} as const;

/** Each way to bring the token. */
export const needsToken = [{ token: [] }, { tokenInQuery: [] }, { tokenAsBearer: [] }];
