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

/** Asks a server of this process, which answers from memory, from another process for as long as the work takes. */
export async function latencyDuring(work: () => Promise<void>): Promise<Latency> {
  const server = createServer((_, response) => response.end('{"ButlerTasks":{"ButlerTask":[]}}'));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const child = fork(import.meta.filename, [String((server.address() as AddressInfo).port)]);
  await once(child, 'message');
  try {
    await work();
  } finally {
    child.send('enough');
  }
  const [times] = (await once(child, 'message')) as [number[]];
  server.closeAllConnections();
  server.close();
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { answers: sorted.length, median: at(0.5), p99: at(0.99), worst: at(1) };
}

async function ask(port: number): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  let isEnough = false;
  process.once('message', () => {
    isEnough = true;
  });
  while (!isEnough) {
    const startedAt = performance.now();
    const [response] = await once(get({ port, host: '127.0.0.1', agent }), 'response');
    await once(response.resume(), 'end');
    // The first answer tells that the connection is there.
    if (times.push(performance.now() - startedAt) === 1) process.send?.('ready');
    await delay(pauseMs);
  }
  process.send?.(times, () => process.disconnect?.());
  agent.destroy();
}

if (import.meta.main) await ask(Number(process.argv[2]));
