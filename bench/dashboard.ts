import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '../src/store/open.ts';
import { Program } from '../test/support/program.ts';
import { fillVastHistory, fillVastLibrary } from '../test/support/vast-library.ts';
import { type Call, pages } from './dashboard-calls.ts';
import { watchPages } from './dashboard-pages.ts';
import { latencyOf } from './latency.ts';
import { cpuSecondsOf } from './measure.ts';

const token = 't';
const headers = { 'X-Plex-Token': token, Accept: 'application/json' };

/**
 * The program on a data folder with 200,000 files and five years of nights: what every page of the dashboard and Plex's
 * clients wait for, each call many times over and beside a bare `node:http` that answers as many bytes; what somebody
 * else waits for meanwhile; memory; and what a browser shows when. Targets: first paint below 1 s, calls below 100 ms.
 *
 * Options: `--data <folder>` uses the data folder of an earlier run, or makes it; `--rounds` (default 20) for each call;
 * `--files` (default 200,000).
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string' },
      rounds: { type: 'string', default: '20' },
      files: { type: 'string', default: '200000' },
    },
  });
  const temp = await mkdtemp(join(tmpdir(), 'butler-bench-dashboard-'));
  try {
    const data = values.data ?? join(temp, 'data');
    await makeData(data, Number(values.files));
    await using program = new Program(['--data', data, '--port', '0', '--token', token]);
    const url = await program.url();
    print(
      'load of the machine',
      loadavg()
        .map(load => load.toFixed(1))
        .join(' '),
    );
    print('memory', describeMemory(program.child.pid));
    const question = { port: Number(new URL(url).port), path: '/identity', headers };
    const others = await latencyOf(question, () => measureCalls(program, url, Number(values.rounds)));
    print(
      'others meanwhile',
      `median ${ms(others.median)}, p99 ${ms(others.p99)}, worst ${ms(others.worst)}`,
    );
    print('memory', describeMemory(program.child.pid));
    const [, link = ''] = await program.line(/Dashboard\s+(http:\S+#code=\S+)/);
    await watchPages(url, link, print);
    print(
      'load of the machine',
      loadavg()
        .map(load => load.toFixed(1))
        .join(' '),
    );
    await program.kill('SIGTERM');
  } finally {
    await rm(temp, { recursive: true });
  }
}

async function makeData(data: string, files: number): Promise<void> {
  const began = performance.now();
  await using store = await openStore(data);
  if ((await store.catalogue.extents()).size > 0) return;
  await fillVastLibrary(store, { files, posters: await makePosters(`${data}-posters`) });
  await fillVastHistory(store, Date.now() - 43_200_000);
  print('data folder', `${((performance.now() - began) / 1000).toFixed(0)} s to make`);
}

async function measureCalls({ child }: Program, url: string, rounds: number): Promise<void> {
  for (const [page, calls] of Object.entries(pages)) {
    for (const call of await calls(path => getJson(`${url}${path}`)))
      await measureCall(child.pid, url, page, call, rounds);
  }
}

async function getJson(address: string): Promise<unknown> {
  const response = await fetch(address, { headers });
  if (!response.ok) throw new Error(`${address} was answered with ${response.status}`);
  return await response.json();
}

/** Photographs of a size that providers have. */
async function makePosters(folder: string): Promise<readonly string[]> {
  const { default: sharp } = await import('sharp');
  await mkdir(folder, { recursive: true });
  return await Promise.all(
    Array.from({ length: 40 }, async (_, n) => {
      const file = join(folder, `poster-${n}.jpg`);
      const noise = { type: 'gaussian', mean: 90 + n * 3, sigma: 30 } as const;
      const image = sharp({
        create: { width: 1_000, height: 1_500, channels: 3, background: 'black', noise },
      });
      await image.blur(2).jpeg({ quality: 90 }).toFile(file);
      return file;
    }),
  );
}

/** The call and a bare server that sends as many bytes take turns, so that whatever else the machine does meets both. */
async function measureCall(
  pid: number | undefined,
  url: string,
  page: string,
  { name, path }: Call,
  rounds: number,
): Promise<void> {
  const bytes = await ask(`${url}${path}`);
  const body = Buffer.alloc(bytes, 'x');
  const bare = createServer((_, response) => response.end(body));
  await new Promise<void>(resolve => bare.listen(0, '127.0.0.1', resolve));
  const { port } = bare.address() as AddressInfo;
  const times = { butler: [] as number[], bare: [] as number[] };
  const before = cpuSecondsOf(pid);
  for (let round = 0; round < rounds; round++) {
    times.bare.push(await timeOf(`http://127.0.0.1:${port}/`));
    times.butler.push(await timeOf(`${url}${path}`));
  }
  const cpu = ((cpuSecondsOf(pid) - before) * 1000) / rounds;
  bare.closeAllConnections();
  bare.close();
  const [median, p99, worst] = [0.5, 0.99, 1].map(share => at(times.butler, share));
  const ratio = (median ?? 0) / at(times.bare, 0.5);
  const late = (worst ?? 0) > 100 ? '  LATE' : '';
  print(
    `${page}: ${name}`,
    `median ${ms(median)}, p99 ${ms(p99)}, worst ${ms(worst)}, CPU ${ms(cpu)}, ${ratio.toFixed(0)} x bare, ${(bytes / 1000).toFixed(0)} kB${late}`,
  );
}

async function timeOf(address: string): Promise<number> {
  const began = performance.now();
  await ask(address);
  return performance.now() - began;
}

async function ask(address: string): Promise<number> {
  const response = await fetch(address, { headers });
  const { byteLength } = await response.arrayBuffer();
  if (!response.ok) throw new Error(`${address} was answered with ${response.status}`);
  return byteLength;
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function describeMemory(pid: number | undefined): string {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string) =>
    (Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1000).toFixed(0);
  return `${megabytes('VmRSS')} MB resident, ${megabytes('RssAnon')} MB of them not file pages`;
}

function ms(value: number | undefined): string {
  return `${(value ?? Number.NaN).toFixed(1)} ms`;
}

function print(what: string, figures: string): void {
  process.stdout.write(`${what.padEnd(44)}${figures}\n`);
}
