import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { parseFilters } from './filters.ts';
import { formatEvent } from './notification.ts';
import type { Notifier } from './notifier.ts';

/** As Plex does. Clients take a stream for dead that is silent for 30 seconds. */
const pingEveryMs = 10_000;
const ping = 'event: ping\ndata: {}\n\n';

/** Bytes that wait for a client before it is cut off: it does not read. */
const mostWaiting = 256 * 1024;

/**
 * `/:/eventsource/notifications`: what happens, as server-sent events, until the client leaves, or what `ending` returned
 * at the beginning aborts.
 */
export function eventSourceRoutes(notifier: Notifier, ending: () => AbortSignal) {
  return new Hono<{ Bindings: HttpBindings }>({ strict: false }).get('/:/eventsource/notifications', c => {
    const wants = parseFilters(new URL(c.req.url).searchParams);
    const stream = openStream({
      ending: ending(),
      drop: () => c.env.outgoing?.destroy(),
      subscribe: send =>
        notifier.subscribe(notification => {
          if (wants(notification.type)) send(formatEvent(notification));
        }),
    });
    return c.body(stream, 200, {
      'Content-Type': 'text/event-stream',
      // Else proxies such as nginx hold it back.
      'X-Accel-Buffering': 'no',
    });
  });
}

interface Following {
  readonly ending: AbortSignal;
  /** Ends the connection of a client that does not read. */
  readonly drop: () => void;
  /** Begins to send, and returns what ends that. */
  readonly subscribe: (send: (text: string) => void) => () => void;
}

/** Follows only once somebody reads: the answer to HEAD nobody does. */
function openStream({ ending, drop, subscribe }: Following): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let unfollow: (() => void) | undefined;
  return new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        if (unfollow) return;
        const end = () => {
          unfollow?.();
          controller.close();
        };
        const send = (text: string) => {
          controller.enqueue(encoder.encode(text));
          if ((controller.desiredSize ?? 0) >= -mostWaiting) return;
          end();
          drop();
        };
        const unsubscribe = subscribe(send);
        const timer = setInterval(() => send(ping), pingEveryMs).unref();
        ending.addEventListener('abort', end, { once: true });
        unfollow = () => {
          unsubscribe();
          clearInterval(timer);
          ending.removeEventListener('abort', end);
        };
        send(ping);
        if (ending.aborted) end();
      },
      cancel: () => unfollow?.(),
    },
    { highWaterMark: 0, size: chunk => chunk.byteLength },
  );
}
