import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Milliseconds between two questions: often enough to meet every hold-up, seldom enough to cause none. */
const pauseMs = 2;

/** What clients of a server in this process waited for, in milliseconds. */
export interface Latency {
  readonly answers: number;
  readonly median: number;
  readonly p99: number;
  readonly worst: number;
}

/** What is asked, over and over. */
export interface Question {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Asks a server of this process, which answers from memory, from another process for as long as the work takes. */
export async function latencyDuring(work: () => Promise<void>): Promise<Latency> {
  const server = createServer((_, response) => response.end('{"ButlerTasks":{"ButlerTask":[]}}'));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const latency = await latencyOf({ port, path: '/', headers: {} }, work);
  server.closeAllConnections();
  server.close();
  return latency;
}

/** Asks a server from another process for as long as the work takes. */
export async function latencyOf(question: Question, work: () => Promise<void>): Promise<Latency> {
  const child = fork(import.meta.filename, [JSON.stringify(question)]);
  await once(child, 'message');
  try {
    await work();
  } finally {
    child.send('enough');
  }
  const [times] = (await once(child, 'message')) as [number[]];
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { answers: sorted.length, median: at(0.5), p99: at(0.99), worst: at(1) };
}

async function ask({ port, path, headers }: Question): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  let isEnough = false;
  process.once('message', () => {
    isEnough = true;
  });
  while (!isEnough) {
    const startedAt = performance.now();
    const [response] = await once(get({ port, path, headers, host: '127.0.0.1', agent }), 'response');
    if (response.statusCode !== 200) throw new Error(`${path} was answered with ${response.statusCode}`);
    await once(response.resume(), 'end');
    // The first answer tells that the connection is there.
    if (times.push(performance.now() - startedAt) === 1) process.send?.('ready');
    await delay(pauseMs);
  }
  process.send?.(times, () => process.disconnect?.());
  agent.destroy();
}

if (import.meta.main) await ask(JSON.parse(process.argv[2] ?? ''));
