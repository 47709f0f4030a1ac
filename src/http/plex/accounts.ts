import { Hono } from 'hono';
import { preferredEncoding } from '../negotiation.ts';
import { encode, respond } from './response.ts';

/** The account of the owner, in whose name everything here happens. */
export const ownerId = 1;

/** `/accounts`: whom the server knows. Home Assistant reads it when it connects. */
export function accountRoutes(): Hono {
  const container = {
    size: 1,
    identifier: 'com.plexapp.system.accounts',
    Account: [{ id: ownerId, key: `/accounts/${ownerId}`, name: 'Owner' }],
  };
  return new Hono({ strict: false }).get('/accounts', c => {
    const encoding = preferredEncoding(c.req.header('accept'));
    return respond(encoding, encode(encoding, 'MediaContainer', container));
  });
}
