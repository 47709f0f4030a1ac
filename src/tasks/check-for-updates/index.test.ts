import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import semver from 'semver';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRun, type TestRun } from '../../../test/support/context.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { installed } from '../../updates/installed.ts';
import { checkForUpdates as task } from './index.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2027, 2, 28);
const newer = semver.inc(installed, 'minor') ?? '';
const beta = `${semver.inc(installed, 'major')}-beta.1`;
const content = Buffer.from('The package.');
const sha512 = createHash('sha512').update(content).digest('hex');
const { privateKey, publicKey } = generateKeyPairSync('ed25519');

const instant = (at: number) => new Date(at).toISOString();

function releaseOf(version: string, rest: object = {}) {
  const address = `packages/butler-${version}.tgz`;
  return {
    version,
    releasedAt: instant(now - dayMs),
    notes: `What is new:\n\n- ${version}`,
    package: { address, bytes: content.length, sha512, ...rest },
  };
}

const feed = {
  format: 1,
  channel: 'public',
  sequence: 5,
  publishedAt: instant(now - dayMs),
  expiresAt: instant(now + 30 * dayMs),
  releases: [releaseOf(installed), releaseOf(newer), releaseOf(beta)],
};

function signed(body: unknown, key: KeyObject = privateKey): Buffer {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return Buffer.concat([Buffer.from(`${sign(null, bytes, key).toString('base64')}\n`), bytes]);
}

/** A server with a feed and packages, which both may be lies. */
async function publish(body: Uint8Array | string, lie?: RequestListener) {
  const shelf = { feed: body, package: content as Uint8Array, asked: [] as string[] };
  const server = createServer((request, response) => {
    shelf.asked.push(request.url ?? '');
    if (lie) lie(request, response);
    else response.end(request.url?.endsWith('.tgz') ? shelf.package : shelf.feed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    shelf,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A run that asks the server, and believes the key of this test. */
function start(url: string, preferences: Record<string, string> = {}): Promise<TestRun> {
  const given = {
    ButlerUpdateKey: rawKey(publicKey),
    ButlerUpdateFeed: `${url}/{channel}.feed`,
    ...preferences,
  };
  return startRun(task, { now, given });
}

function rawKey(key: KeyObject): string {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
}

const seenBy = (run: TestRun) => run.context.updates.findFeed(`${rawKey(publicKey)} public`);

test('without a feed nobody is asked, and that is said', async () => {
  await using run = await startRun(task, { now });
  expect(await task.run(run.context)).toBe(
    'No update feed is named in ButlerUpdateFeed, so nobody was asked.',
  );
});

test('without a key nobody is believed, nor asked', async () => {
  await using server = await publish(signed(feed));
  await using run = await startRun(task, { now, given: { ButlerUpdateFeed: server.url } });
  await expect(task.run(run.context)).rejects.toThrow('without BUTLER_UPDATE_KEY');
  expect(await run.context.updates.findFeed(' public')).toBeUndefined();
});

test('a newer release is found, with what is new, and nothing is downloaded', async () => {
  await using server = await publish(signed(feed));
  await using run = await start(server.url);
  expect(await task.run(run.context)).toBe(
    `Butler ${newer} is out, and ${installed} is installed; the log tells what is new.`,
  );
  expect(run.log).toEqual(['info: What is new:', `info: - ${newer}`]);
  expect(server.shelf.asked).toEqual(['/public.feed']);
  expect(await seenBy(run)).toMatchObject({ sequence: 5, checkedAt: now, release: { version: newer } });
  expect(await readdir(run.context.folders.staging)).toEqual([]);
});

test('the beta channel has releases to try', async () => {
  await using server = await publish(signed({ ...feed, channel: 'beta' }));
  await using run = await start(server.url, { ButlerUpdateChannel: '8' });
  expect(await task.run(run.context)).toContain(`Butler ${beta} is out`);
  expect(server.shelf.asked).toEqual(['/beta.feed']);
});

test('the newest is installed: that is said', async () => {
  await using server = await publish(
    signed({ ...feed, releases: [releaseOf(installed), releaseOf('0.0.1')] }),
  );
  await using run = await start(server.url);
  expect(await task.run(run.context)).toBe(`Butler ${installed} is the newest of the public channel.`);
});

describe('a package', () => {
  const download = { ButlerUpdateDownload: 'true' };
  const folderOf = ({ context }: TestRun) => join(context.folders.data, 'updates');

  test('is downloaded once and verified, and takes the place of the one before', async () => {
    await using server = await publish(signed(feed));
    await using run = await start(server.url, download);
    const file = join(folderOf(run), `butler-${newer}.tgz`);
    expect(await task.run(run.context)).toBe(
      `Butler ${newer} is out, and ${installed} is installed; its package is verified: ${file}.`,
    );
    expect(await readFile(file)).toEqual(content);
    await task.run(run.context);
    expect(server.shelf.asked.filter(path => path.endsWith('.tgz'))).toHaveLength(1);

    await writeFile(join(folderOf(run), 'mine.txt'), '');
    const next = semver.inc(newer, 'patch') ?? '';
    server.shelf.feed = signed({ ...feed, sequence: 6, releases: [releaseOf(next)] });
    await task.run(run.context);
    expect(await readdir(folderOf(run))).toEqual([`butler-${next}.tgz`, 'mine.txt']);
  });

  test('that was damaged on the disk is downloaded again', async () => {
    await using server = await publish(signed(feed));
    await using run = await start(server.url, download);
    await task.run(run.context);
    const file = join(folderOf(run), `butler-${newer}.tgz`);
    await writeFile(file, 'The Package.');
    await task.run(run.context);
    expect(await readFile(file)).toEqual(content);
  });

  test.each([
    ['of the same size is another', Buffer.from('The Package.'), /size or checksum differ/],
    ['ends too early', content.subarray(0, 5), /size or checksum differ/],
    ['never ends', Buffer.alloc(100_000), /it is larger than/],
  ])('that %s is refused, and nothing of it stays', async (_, other, cause) => {
    await using server = await publish(signed(feed));
    server.shelf.package = other;
    await using run = await start(server.url, download);
    await expect(task.run(run.context)).rejects.toThrow(cause);
    expect(await readdir(folderOf(run))).toEqual([]);
    expect(await seenBy(run)).toBeUndefined();
  });

  test.each([
    'http://169.254.169.254/butler.tgz',
    'file:///etc/passwd',
    'http://a:b@127.0.0.1/x',
    'http://[',
  ])('at %s is not fetched', async address => {
    await using server = await publish(signed({ ...feed, releases: [releaseOf(newer, { address })] }));
    await using run = await start(server.url, download);
    await expect(task.run(run.context)).rejects.toThrow('its package lies on another host');
    expect(server.shelf.asked).toEqual(['/public.feed']);
  });
});

describe('a feed that lies is not believed', () => {
  /** Nothing of a lie is kept, so that all of them can be told to one run. */
  let run: TestRun;
  beforeAll(async () => {
    run = await start('http://127.0.0.1');
  });
  afterAll(() => run[Symbol.asyncDispose]());

  const other = generateKeyPairSync('ed25519').privateKey;
  const good = signed(feed);
  const changed = Buffer.from(good);
  changed[good.length - 3] = 0x20;
  test.each<readonly [string, Uint8Array | string, RegExp]>([
    ['signed by somebody else', signed(feed, other), /its signature is wrong/],
    ['changed by one byte', changed, /its signature is wrong/],
    ['cut off', good.subarray(0, -10), /its signature is wrong/],
    ['with more behind it', Buffer.concat([good, Buffer.from(' ')]), /its signature is wrong/],
    ['without a signature', JSON.stringify(feed), /it does not begin with a signature/],
    ['a page', '<html><body>Sign in</body></html>', /it does not begin with a signature/],
    ['empty', '', /it does not begin with a signature/],
    ['too large', Buffer.alloc(1_000_001), /it is larger than 1 MB/],
    ['signed, but no JSON', signed('hello'), /it is no JSON/],
    ['of a later format', signed({ ...feed, format: 2 }), /it is of a format that this Butler does not know/],
    ['without releases', signed({ ...feed, releases: undefined }), /releases in it is wrong/],
    [
      'with a bad checksum',
      signed({ ...feed, releases: [releaseOf(newer, { sha512: 'x' })] }),
      /sha512 in it is/,
    ],
    ['of another channel', signed({ ...feed, channel: 'beta' }), /it is that of the channel beta/],
    ['of the future', signed({ ...feed, publishedAt: instant(now + 2 * dayMs) }), /it is of the future/],
    ['expired', signed({ ...feed, expiresAt: instant(now) }), /it expired on 2027-03-28/],
  ])('%s', async (_, body, cause) => {
    await using server = await publish(body);
    await run.settings.set({ ButlerUpdateFeed: `${server.url}/public.feed` });
    await expect(task.run(run.context)).rejects.toMatchObject({
      code: 'update-untrusted',
      message: expect.stringMatching(cause),
    });
    expect(await seenBy(run)).toBeUndefined();
  });

  test.each<readonly [string, RequestListener, RegExp]>([
    ['an error', (_, response) => void response.writeHead(500).end(), /status 500/],
    ['a loop', (_, response) => void response.writeHead(302, { Location: '/' }).end(), /sends on and on/],
    ['silence and an end', request => void request.socket.destroy(), /the connection failed/],
    [
      'less than it promises',
      (_, response) => {
        response.writeHead(200, { 'Content-Length': 500 });
        response.write('a', () => response.destroy());
      },
      /the connection failed/,
    ],
  ])('nor is %s', async (_, lie, cause) => {
    await using server = await publish('', lie);
    await run.settings.set({ ButlerUpdateFeed: `${server.url}/public.feed` });
    await expect(task.run(run.context)).rejects.toThrow(cause);
  });

  test.each([
    ['an older one', { sequence: 4 }, /older than one that was seen before \(4 after 5\)/],
    ['one of an earlier day', { sequence: 6, publishedAt: instant(now - 2 * dayMs) }, /older than one/],
    [
      'another one of that number',
      { expiresAt: instant(now + 60 * dayMs) },
      /another one under the same number/,
    ],
  ])('nor, after a good one, %s', async (_, changes, cause) => {
    await using server = await publish(signed(feed));
    await using run = await start(server.url);
    await task.run(run.context);
    const before = await seenBy(run);
    server.shelf.feed = signed({ ...feed, ...changes });
    await expect(task.run(run.context)).rejects.toThrow(cause);
    expect(await seenBy(run)).toEqual(before);
    // The good one still is.
    server.shelf.feed = signed(feed);
    expect(await task.run(run.context)).toContain(newer);
  });
});

test('what the script signs with its key is believed', async () => {
  await using folder = await makeTempFolder();
  const script = fileURLToPath(new URL('../../../scripts/sign-feed.mjs', import.meta.url));
  const pem = join(folder.path, 'private.pem');
  const key = execFileSync(process.execPath, [script, 'key', pem], { encoding: 'utf8' }).trim();
  const json = join(folder.path, 'feed.json');
  await writeFile(json, JSON.stringify(feed, null, 2));
  await using server = await publish(execFileSync(process.execPath, [script, 'sign', pem, json]));
  await using run = await start(server.url, { ButlerUpdateKey: key });
  expect(await task.run(run.context)).toContain(newer);
});

test('the key is not set over the network', async () => {
  await using run = await startRun(task, { now });
  const change = run.settings.set({ ButlerUpdateKey: rawKey(publicKey) });
  await expect(change).rejects.toMatchObject({ code: 'preference-read-only' });
});
