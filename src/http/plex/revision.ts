import type { Context } from 'hono';
import type { Butler } from '../../domain/butler.ts';
import { type Encoding, preferredEncoding } from '../negotiation.ts';
import { type Element, encode, respond } from './response.ts';

/** Answers with an element that changes only with the Butler's revision: it is encoded once for each. */
export function respondByRevision(
  butler: Butler,
  name: string,
  view: () => Element,
): (c: Context) => Response {
  const bodies = new Map<Encoding, { readonly revision: number; readonly body: Uint8Array<ArrayBuffer> }>();
  return c => {
    const encoding = preferredEncoding(c.req.header('accept'));
    const revision = butler.revision();
    let known = bodies.get(encoding);
    if (known?.revision !== revision) {
      known = { revision, body: encode(encoding, name, view()) };
      bodies.set(encoding, known);
    }
    return respond(encoding, known.body);
  };
}
