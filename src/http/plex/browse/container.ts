import type { Context } from 'hono';
import { preferredEncoding } from '../../negotiation.ts';
import { type Element, encode, respond } from '../response.ts';

/** By this name clients know that a container is of the library. */
export const libraryIdentifier = 'com.plexapp.plugins.library';

/** Answers with a `MediaContainer`, in the encoding that was asked for. */
export function respondContainer(c: Context, container: Element): Response {
  const encoding = preferredEncoding(c.req.header('accept'));
  return respond(encoding, encode(encoding, 'MediaContainer', container));
}

/** What part of a list is asked for: `X-Plex-Container-Start` and `-Size`, in the header or in the query. */
export interface Range {
  readonly start: number;
  /** Absent where everything is wanted. */
  readonly size?: number;
}

/** Numbers that are none count as absent, as with Plex. */
export function readRange(c: Context): Range {
  const read = (name: string) => {
    const text = c.req.query(name) ?? c.req.header(name.toLowerCase());
    return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  };
  const size = read('X-Plex-Container-Size');
  return { start: read('X-Plex-Container-Start') ?? 0, ...(size !== undefined && { size }) };
}

/** The id in a path; undefined for what is none. */
export function parseId(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}
