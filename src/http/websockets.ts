import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { bringsToken } from './auth.ts';
import { findRefusal } from './guard.ts';
import type { OwnersToken } from './owners-token.ts';
import type { Notifier } from './plex/notifications/notifier.ts';
import { socketPaths } from './plex/notifications/socket-routes.ts';

interface Admission {
  /** The configured one. */
  readonly host: string;
  readonly token: OwnersToken;
}

/**
 * Whether a request gets a websocket: it asks for one in due form where there is one, names this server, comes from no
 * foreign page, and brings the token. Any other is answered as a request that asks for none, with the same refusals.
 */
export function getsWebSocket(request: IncomingMessage, { host, token }: Admission): boolean {
  const { method, headers, url = '' } = request;
  const path = url.split('?', 1)[0]?.replace(/\/$/, '');
  return (
    method === 'GET' &&
    socketPaths.some(known => known === path) &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    headers['sec-websocket-version'] === '13' &&
    /^[+/0-9a-z]{22}==$/i.test(headers['sec-websocket-key'] ?? '') &&
    findRefusal(request, host) === undefined &&
    bringsToken(request, token)
  );
}

/** Serves those that get one, each until what `ending` returns at its beginning aborts. What they need is loaded with the first. */
export function serveWebSockets(server: Server, notifier: Notifier, ending: () => AbortSignal): void {
  const load = async () => {
    const { NotificationSockets } = await import('./plex/notifications/sockets.ts');
    return new NotificationSockets(notifier);
  };
  let sockets: ReturnType<typeof load> | undefined;
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Whoever goes away meanwhile is gone.
    const destroy = () => void socket.destroy();
    socket.on('error', destroy);
    // Of the token that was brought, which another one may have taken the place of when all is loaded.
    const ends = ending();
    sockets ??= load();
    sockets.then(loaded => {
      socket.off('error', destroy);
      loaded.accept(request, socket, head, ends);
    }, destroy);
  });
}
