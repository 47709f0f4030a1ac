import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFilms } from '../support/films.ts';
import { webhookSecret } from '../support/http.ts';
import { onlyIndexFilesIn } from '../support/index-files-only.ts';
import { Contract } from '../support/openapi.ts';
import { Program } from '../support/program.ts';
import { exchange, open } from '../support/raw-http.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { oddities } from './corpus.ts';
import { findBreach } from './judge.ts';
import { fuzzedRequest, spares } from './requests.ts';
import { Wire } from './wire.ts';

/** `npm run test:fuzz` sends as many as are promised; among all tests it is a few. */
const requests = process.env['MODE'] === 'fuzz' ? 100_000 : 3_000;
/** So many are on their way at once. */
const batch = 10;

let temp: Awaited<ReturnType<typeof makeTempFolder>>;
let program: Program;
let url: string;
/** Given, so that no request renews it. */
const token = 'given-to-the-one-that-is-fuzzed';
let wire: Wire;
let contracts: readonly Contract[];

beforeAll(async () => {
  temp = await makeTempFolder();
  const media = join(temp.path, 'Films');
  const data = join(temp.path, 'data');
  await mkdir(media);
  await makeFilms(media, 2, 4);
  await onlyIndexFilesIn(data);
  program = new Program(['--data', data, '--port', '0', '--token', token, media]);
  url = await program.url();
  wire = new Wire(url);
  await program.line(/Refresh Libraries: succeeded/);
  await fetch(`${url}/:/prefs?ButlerWebhookSecret=${webhookSecret}`, {
    method: 'PUT',
    headers: { 'X-Plex-Token': token },
  });
  contracts = await Promise.all(
    ['openapi.json', 'plex-openapi.json'].map(async name => {
      return new Contract((await (await fetch(`${url}/api/v1/${name}`)).json()) as never);
    }),
  );
});

afterAll(async () => {
  wire[Symbol.dispose]();
  const { code } = await program.kill('SIGTERM');
  expect(code).toBe(0);
  await temp[Symbol.asyncDispose]();
});

/** Of a server that is well nothing unforeseen is told, and it answers. */
async function expectWell(): Promise<void> {
  expect(program.lines.filter(line => /unforeseen|nobody foresaw|Error:|^\s+at /.test(line))).toEqual([]);
  const response = await fetch(`${url}/butler`, { headers: { 'X-Plex-Token': token } });
  expect(response.status).toBe(200);
}

describe('over a bare connection', () => {
  test.each(oddities.map(oddity => [oddity.name, oddity] as const))(
    '%s',
    async (_, { bytes, statuses, isHalf }) => {
      const filled = Buffer.from(bytes as Uint8Array)
        .toString('latin1')
        .replaceAll('%T', `X-Plex-Token: ${token}`);
      const socket = await open(Number(new URL(url).port));
      const answer = exchange(socket, Buffer.from(filled, 'latin1'));
      if (isHalf) socket.end();
      const { status, text } = await answer;
      if (statuses) expect(statuses, text.slice(0, 500)).toContain(status);
      expect(status).toBeLessThan(500);
    },
  );

  test('leaves the server as it was', expectWell);
});

test(`${requests} requests made from the descriptions are answered as described`, async () => {
  const anyRequest = fc
    .constantFrom(
      ...contracts.flatMap(contract => contract.operations.map(operation => ({ contract, operation }))),
    )
    .chain(({ contract, operation }) =>
      fuzzedRequest(contract, operation, token)
        .filter(spares)
        .map(asked => ({ contract, asked })),
    );
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(anyRequest, { minLength: batch, maxLength: batch }), async together => {
      await Promise.all(
        together.map(async ({ contract, asked }) => {
          const response = await wire.send(asked);
          if (response === 'cut off') return;
          statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
          const breach = await findBreach(contract, asked, response);
          expect(breach && `${asked.method} ${asked.target}: ${breach}`).toBeUndefined();
        }),
      );
    }),
    { numRuns: requests / batch },
  );
  await expectWell();
  // Neither all right nor all wrong, or this would show little.
  for (const status of [200, 201, 400, 401, 404, 405, 415]) {
    expect(statuses.get(status) ?? 0, `answers with ${status}`).toBeGreaterThan(0);
  }
}, 1_800_000);
