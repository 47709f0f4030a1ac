import { once } from 'node:events';

/** Node's own client of websockets, from which what came is taken in order. */
export class SocketClient {
  readonly #socket: WebSocket;
  readonly #messages: string[] = [];
  #wake = Promise.withResolvers<void>();
  /** The code and reason with which the connection ended. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = once(socket, 'close').then(([{ code, reason }]) => ({ code, reason }));
    const wake = () => {
      this.#wake.resolve();
      this.#wake = Promise.withResolvers();
    };
    socket.addEventListener('message', ({ data }) => {
      this.#messages.push(String(data));
      wake();
    });
    socket.addEventListener('close', wake);
  }

  /** Rejects where there is none. */
  static async open(url: string, headers: Readonly<Record<string, string>> = {}): Promise<SocketClient> {
    // Node's client takes headers too, which browsers' do not.
    const socket = new WebSocket(url.replace('http', 'ws'), { headers } as never);
    const client = new SocketClient(socket);
    const opened = Promise.withResolvers<void>();
    socket.addEventListener('open', () => opened.resolve());
    socket.addEventListener('error', () => opened.reject(new Error(`There is no websocket at ${url}.`)));
    await opened.promise;
    return client;
  }

  /** The next message, as it came. Throws where the connection ends before. */
  async next(): Promise<string> {
    for (;;) {
      const message = this.#messages.shift();
      if (message !== undefined) return message;
      if (this.#socket.readyState === WebSocket.CLOSED) throw new Error('The connection has ended.');
      await this.#wake.promise;
    }
  }

  /** The next message that fits, of all that come. */
  async find(fits: (message: string) => boolean): Promise<string> {
    for (;;) {
      const message = await this.next();
      if (fits(message)) return message;
    }
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.closed;
  }
}
