import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Client } from '../support/client.ts';
import { Program } from '../support/program.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const hourMs = 3_600_000;

/** A server with a guide and a feed of releases. */
async function serveElsewhere(pages: Readonly<Record<string, Uint8Array>>) {
  const server = createServer((request, response) => {
    const page = pages[request.url ?? ''];
    response.writeHead(page ? 200 : 404).end(page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function guide(now: number): Uint8Array {
  const time = (at: number) => `${new Date(at).toISOString().replaceAll(/\D/g, '').slice(0, 14)} +0000`;
  const programme = (from: number, to: number, title: string) =>
    `<programme start="${time(now + from * hourMs)}" stop="${time(now + to * hourMs)}" channel="One">
      <title>${title}</title><episode-num system="xmltv_ns">0.1.</episode-num></programme>`;
  return gzipSync(
    `<?xml version="1.0"?><!DOCTYPE tv SYSTEM "xmltv.dtd"><tv>
      <channel id="One"><display-name>The One</display-name></channel>
      ${programme(-1, 3, 'On now')}${programme(2, 4, 'Next')}</tv>`,
  );
}

test('a guide and a release that are elsewhere can be read here', async () => {
  const now = Date.now();
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
  const content = Buffer.from('The package.');
  const feed = Buffer.from(
    JSON.stringify({
      format: 1,
      channel: 'public',
      sequence: 1,
      publishedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + 48 * hourMs).toISOString(),
      releases: [
        {
          version: '9.0.0',
          releasedAt: new Date(now).toISOString(),
          notes: 'All is new.',
          package: {
            address: '/butler.tgz',
            bytes: content.length,
            sha512: createHash('sha512').update(content).digest('hex'),
          },
        },
      ],
    }),
  );
  const signature = Buffer.from(`${sign(null, feed, privateKey).toString('base64')}\n`);
  await using elsewhere = await serveElsewhere({
    '/tv.xml.gz': guide(now),
    '/public.feed': Buffer.concat([signature, feed]),
    '/butler.tgz': content,
  });
  await using folder = await makeTempFolder();
  const data = join(folder.path, 'data');
  const films = join(folder.path, 'films');
  await mkdir(films);
  await writeFile(join(films, 'notes.txt'), '');
  await using program = new Program(['--data', data, '--port', '0', '--section', `Films=movie:${films}`], {
    BUTLER_UPDATE_KEY: key,
  });
  const client = await Client.of(program, data);
  const read = async (path: string) => (await client.ask('GET', `/api/v1${path}`)).json();
  await program.line(/Refresh Program Guides: succeeded.*No programme guide is named/);
  await program.line(/Check for Updates: succeeded.*No update feed is named/);
  expect(await read('/updates')).toEqual({ installed: expect.any(String), channel: 'public' });

  // Inside of the window both would be placed at a moment of their own.
  const hour = new Date(now).getHours();
  const window = `ButlerStartHour=${(hour + 12) % 24}&ButlerEndHour=${(hour + 13) % 24}`;
  const sources = `ButlerGuideSources=${elsewhere.url}/tv.xml.gz&ButlerUpdateFeed=${elsewhere.url}/{channel}.feed`;
  expect(await client.status('PUT', `/:/prefs?${window}&${sources}&ButlerUpdateDownload=1`)).toBe(200);

  expect(await client.status('POST', '/butler/RefreshEpgGuides')).toBe(200);
  await program.line(/Refresh Program Guides: succeeded.*Took in 2 programmes on 1 channel from 1 guide/);
  expect(await read('/guide/channels')).toEqual({ items: [{ id: 'one', names: ['The One'] }] });
  expect(await read('/guide/programmes?channel=one')).toMatchObject({
    items: [
      { title: 'On now', season: 1, episode: 2 },
      { title: 'Next', startsAt: new Date(Math.floor(now / 1000) * 1000 + 2 * hourMs).toISOString() },
    ],
  });

  expect(await client.status('POST', '/butler/CheckForUpdates')).toBe(200);
  await program.line(/Check for Updates: succeeded.*Butler 9\.0\.0 is out/);
  expect(await read('/updates')).toMatchObject({
    channel: 'public',
    release: { version: '9.0.0', notes: 'All is new.' },
    file: join(data, 'updates', 'butler-9.0.0.tgz'),
  });
});
