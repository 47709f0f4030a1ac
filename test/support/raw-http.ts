import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { token } from './http.ts';

/** What a server sent over one connection until it closed it. */
export interface RawAnswer {
  /** Of the first answer; 0 where there was none. */
  readonly status: number;
  readonly head: string;
  readonly text: string;
}

/** Sends bytes as they are, from one end of a connection that is open already or made for it, and reads to the end. */
export async function exchange(to: number | Socket, bytes: string | Uint8Array): Promise<RawAnswer> {
  const socket = typeof to === 'number' ? await open(to) : to;
  let text = '';
  socket.on('data', chunk => {
    text += chunk.toString('latin1');
  });
  // A connection that is reset ends an exchange as well as one that is closed.
  socket.on('error', () => {});
  const closed = once(socket, 'close');
  socket.write(bytes);
  await closed;
  const [head = ''] = text.split('\r\n\r\n', 1);
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), head, text };
}

export async function open(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** A request by its first line and further headers, with the token, on a connection of its own. */
export function lines(first: string, ...headers: readonly string[]): string {
  return [`${first} HTTP/1.1`, `X-Plex-Token: ${token}`, 'Connection: close', ...headers, '', ''].join(
    '\r\n',
  );
}
