import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What to ask a server on this machine, over and over. */
export interface Load {
  readonly port: number;
  /** The head of the request, without the empty line that ends it. */
  readonly head: string;
  /** Connections, each kept alive with one request at a time. */
  readonly connections: number;
  readonly durationMs: number;
}

/** Sends the load from a process of its own. Returns the answers a second. Throws when one is not a 200. */
export async function measure(load: Load): Promise<number> {
  const child = fork(import.meta.filename, [JSON.stringify(load)]);
  const exit = once(child, 'exit');
  const [answer] = await Promise.race([once(child, 'message'), exit.then(() => [])]);
  await exit;
  if (typeof answer !== 'number') throw new Error('The load generator failed: see its error above.');
  return answer;
}

async function generate({ port, head, connections, durationMs }: Load): Promise<number> {
  const request = Buffer.from(`${head}\r\n\r\n`);
  const sockets = await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(port, '127.0.0.1').setNoDelay();
      await once(socket, 'connect');
      return socket;
    }),
  );
  let answers = 0;
  for (const socket of sockets) repeat(socket, request, () => answers++);
  const startedAt = performance.now();
  await new Promise(resolve => setTimeout(resolve, durationMs));
  const perSecond = (answers * 1000) / (performance.now() - startedAt);
  for (const socket of sockets) socket.destroy();
  return perSecond;
}

/** All answers to one request have the same length, so after the first one counting bytes is enough. */
function repeat(socket: Socket, request: Buffer, onAnswer: () => void): void {
  let missing: number | undefined;
  let length = 0;
  socket.on('data', chunk => {
    if (missing === undefined) {
      const first = chunk.toString('latin1');
      const bodyLength = /^HTTP\/1\.1 200 [\s\S]*\r\ncontent-length: (\d+)\r\n/i.exec(first)?.[1];
      if (bodyLength === undefined) throw new Error(first);
      missing = length = first.indexOf('\r\n\r\n') + 4 + Number(bodyLength);
    }
    missing -= chunk.length;
    if (missing > 0) return;
    missing = length;
    onAnswer();
    socket.write(request);
  });
  socket.write(request);
}

if (import.meta.main) {
  process.send?.(await generate(JSON.parse(process.argv[2] ?? '')));
  process.disconnect?.();
}
