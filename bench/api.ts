import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import type { TaskView } from '../src/domain/butler.ts';
import { taskNames } from '../src/domain/task.ts';
import { createHttpServer } from '../src/http/server.ts';
import { recordedServices, token } from '../test/support/http.ts';
import { RecordedButler, recordedTasks } from '../test/support/recorded-butler.ts';
import { measure } from './load.ts';
import { median } from './measure.ts';

const formats = { JSON: 'application/json', XML: 'text/xml' };

/**
 * `GET /butler` with all 25 tasks against a bare `node:http` that answers the same bytes: requests a second over 32
 * kept connections, from a load generator in another process. The contenders take turns, so that whatever else the
 * machine does meets all of them; the medians count.
 *
 * Options: `--rounds` (default 7) and `--seconds` (default 2) for each measurement.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: 'string', default: '7' }, seconds: { type: 'string', default: '2' } },
  });
  const server = await createHttpServer({
    ...recordedServices({ butler: new RecordedButler(allTasks()) }),
    host: '127.0.0.1',
    port: 0,
  });
  try {
    for (const [format, accept] of Object.entries(formats)) {
      const bare = await answerTheSame(`${server.address.url}/butler`, accept);
      const contenders = { Butler: server.address.port, 'node:http': bare.port };
      const results = await takeTurns(contenders, Number(values.rounds), port =>
        measure({
          port,
          head: head(port, accept),
          connections: 32,
          durationMs: Number(values.seconds) * 1000,
        }),
      );
      await bare.close();
      const [butler = Number.NaN, plain = Number.NaN] = [...results.values()].map(median);
      process.stdout.write(
        `GET /butler ${format} (${bare.bytes} bytes): Butler ${Math.round(butler)} requests/s, ` +
          `node:http ${Math.round(plain)} requests/s, ratio ${(butler / plain).toFixed(2)}\n`,
      );
    }
  } finally {
    await server.close();
  }
}

function allTasks(): readonly TaskView[] {
  return taskNames.map((name, index) => ({
    ...(recordedTasks[index % recordedTasks.length] as TaskView),
    name,
  }));
}

function head(port: number, accept: string): string {
  return [
    'GET /butler HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `X-Plex-Token: ${token}`,
    `Accept: ${accept}`,
    'User-Agent: bench',
  ].join('\r\n');
}

/** A server that does nothing but send what Butler answered: the same body under the same headers. */
async function answerTheSame(url: string, accept: string) {
  const original = await fetch(url, { headers: { Accept: accept, 'X-Plex-Token': token } });
  const body = Buffer.from(await original.arrayBuffer());
  const given = ['date', 'connection', 'keep-alive'];
  const headers = Object.fromEntries([...original.headers].filter(([name]) => !given.includes(name)));
  const server = createServer((_, response) => response.writeHead(200, headers).end(body));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    bytes: body.length,
    close: () => new Promise(resolve => server.close(resolve)),
  };
}

async function takeTurns<T>(
  contenders: Record<string, T>,
  rounds: number,
  once: (contender: T) => Promise<number>,
): Promise<ReadonlyMap<string, number[]>> {
  const results = new Map(Object.keys(contenders).map(name => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, contender] of Object.entries(contenders)) {
      results.get(name)?.push(await once(contender));
    }
  }
  return results;
}
