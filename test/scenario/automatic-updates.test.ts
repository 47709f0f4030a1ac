// Real installations of this program, updated by a real release server: what is installed, tried, and taken back.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, watch, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openButler } from '../../src/app/butler.ts';
import { Client } from '../support/client.ts';
import { onlyByHand } from '../support/index-files-only.ts';
import { Program } from '../support/program.ts';
import { makeInstallation, makeRelease, ReleaseServer } from '../support/releases.ts';
import { runOf } from '../support/run-of.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

const before = '0.1.0';
const after = '0.2.0';
const limitMs = 180_000;

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let root: string;
let data: string;
let films: string;
let args: string[];
let release: Buffer;
let server: ReleaseServer;

// One installation, so that each version is bundled once: what was installed beside it goes before each test.
beforeAll(async () => {
  folder = await makeTempFolder();
  [root, data, films] = ['Butler', 'data', 'Films'].map(name => join(folder.path, name)) as [
    string,
    string,
    string,
  ];
  args = ['--data', data, '--port', '0'];
  await mkdir(films);
  await makeInstallation(root, before);
  release = await makeRelease(folder.path, after);
}, limitMs);

afterAll(() => folder[Symbol.asyncDispose]());

beforeEach(async () => {
  await mkdir(join(root, 'versions'));
  server = new ReleaseServer();
  await server.listen();
  const butler = await openButler(data);
  await butler.addSections({ folders: [films], described: [] });
  await onlyByHand(butler.settings);
  await butler.settings.set({ ButlerUpdateFeed: server.address, ButlerUpdateTrialSeconds: '60' });
  await butler.close();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await server[Symbol.asyncDispose]();
  await rm(data, { recursive: true });
  // Removed with all the rest: ext4 is slow to make files for some seconds after as many were removed.
  const past = await mkdtemp(join(folder.path, 'past-'));
  await rename(join(root, 'versions'), join(past, 'versions'));
});

function start(): Program {
  return new Program(args, { BUTLER_UPDATE_KEY: server.key }, root);
}

/** The version that answers where a program serves, by the last address that it printed. */
async function versionOf(program: Program): Promise<string> {
  const address = program.lines.findLast(line => /Address\s+http/.test(line));
  const url = /http:\S+/.exec(address ?? '')?.[0];
  const { MediaContainer } = (await (
    await fetch(`${url}/identity`, { headers: { Accept: 'application/json' } })
  ).json()) as { MediaContainer: { version: string } };
  return MediaContainer.version.replace('.0-butler', '');
}

/** Starts the task by hand; resolves with the line that tells how it ended. */
async function update(program: Program): Promise<string> {
  const client = await Client.of(program, data);
  await client.status('POST', '/butler/AutomaticUpdates');
  return (await program.line(/Automatic Updates: (?!started).*/))[0];
}

/** Resolves when the program has printed its address so often. */
async function served(program: Program, times: number): Promise<void> {
  const count = () => program.lines.filter(line => /Address\s+http/.test(line)).length;
  while (count() < times) await program.next();
}

const versions = async () =>
  (await readdir(join(root, 'versions'))).filter(name => !name.includes('lock')).sort();
const versionFile = async (name: string) => JSON.parse(await readFile(join(root, 'versions', name), 'utf8'));

/** Ends before it serves, having changed the database so that no version before can open it. */
const crash = `
  import { DatabaseSync } from 'node:sqlite';
  const db = new DatabaseSync(process.argv[process.argv.indexOf('--data') + 1] + '/butler.db');
  db.exec("insert into kysely_migration values ('9999-of-the-future', 'now')");
  db.close();
  process.exit(3);`;

test('a release is installed beside, takes the place of the server under its id, and stays the one that starts', {
  timeout: limitMs,
}, async () => {
  server.publish(after, release);
  await using program = start();
  await program.url();
  const { pid } = program.child;
  expect(await update(program)).toContain(`Butler ${after} is installed and starts now`);
  await served(program, 2);
  expect(await versionOf(program)).toBe(after);
  await expect.poll(versions).toEqual([after, 'current.json']);
  expect(await versionFile('current.json')).toMatchObject({ version: after });
  expect(program.child.pid).toBe(pid);
  expect(await program.kill('SIGTERM')).toEqual({ code: 0, signal: null });

  await using again = start();
  await again.url();
  expect(await versionOf(again)).toBe(after);
  expect(await update(again)).toContain(`Butler ${after} is the newest of the public channel`);
  await again.kill('SIGTERM');
});

test('one that does not become healthy gives way to the version and the database of before, and is not tried again', {
  timeout: limitMs,
}, async () => {
  server.publish(after, await makeRelease(folder.path, after, { 'src/cli/program.ts': crash }));
  await using program = start();
  await program.url();
  await update(program);
  await served(program, 2);
  expect(program.text).toContain(`Butler ${after} is not used: it ended with code 3.`);
  expect(await versionOf(program)).toBe(before);
  expect(await versionFile('refused.json')).toEqual({
    version: after,
    because: 'it ended with code 3',
  });
  await program.kill('SIGTERM');

  await using again = start();
  await again.url();
  expect(await versionOf(again)).toBe(before);
  expect(await update(again)).toContain(`Butler ${after} was tried and is not used`);
  await again.kill('SIGTERM');
});

test('one that hangs is ended after its time', { timeout: limitMs }, async () => {
  const hang = `process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`;
  server.publish(after, await makeRelease(folder.path, after, { 'src/cli/program.ts': hang }));
  vi.stubEnv('BUTLER_INSTALLATION', root);
  vi.stubEnv('BUTLER_UPDATE_KEY', server.key);
  const butler = await openButler(data);
  await butler.engine.open();
  butler.engine.attend();
  const installed = runOf(butler.events, 'AutomaticUpdates', 'succeeded', 'failed');
  await butler.engine.start('AutomaticUpdates');
  expect(await installed).toMatchObject({ state: 'succeeded' });
  await butler.close();
  const trial = await versionFile('trial.json');
  expect(trial.seconds).toBe(60);
  // As it would be for the next start of a server; nobody can choose less than ten seconds.
  await writeFile(join(root, 'versions', 'trial.json'), JSON.stringify({ ...trial, args, seconds: 1 }));

  await using program = start();
  await program.url();
  expect(program.text).toContain('it did not answer within 1 s');
  expect(await versionOf(program)).toBe(before);
  await program.kill('SIGTERM');
});

test('killed in the middle of a trial, the next start is that of before', { timeout: limitMs }, async () => {
  const hang = crash.replace('process.exit(3)', "console.log('on trial'); setInterval(() => {}, 1000)");
  server.publish(after, await makeRelease(folder.path, after, { 'src/cli/program.ts': hang }));
  await using program = start();
  await program.url();
  await update(program);
  await program.line(/on trial/);
  await program.kill('SIGKILL');
  await using again = start();
  await again.url();
  expect(await versionOf(again)).toBe(before);
  expect(again.text).toContain('its trial was cut off');
  await again.kill('SIGTERM');
});

/** Resolves when a file or folder in the one of versions is given such a name. */
async function named(pattern: RegExp): Promise<void> {
  for await (const { filename } of watch(join(root, 'versions'))) if (pattern.test(filename ?? '')) return;
}

test.each([
  ['is unpacked', /^\.unfinished-/],
  ['is whole', /^0\.2\.0$/],
  ['is to be tried', /^trial\.json$/],
  ['has its place', /^current\.json$/],
])(
  'killed as a release %s, it starts again, and knows whether to install it',
  {
    timeout: limitMs,
  },
  async (_, pattern) => {
    server.publish(after, release);
    await using program = start();
    const client = await Client.of(program, data);
    const isThere = named(pattern);
    await client.status('POST', '/butler/AutomaticUpdates');
    await isThere;
    await program.kill('SIGKILL');
    await using again = start();
    await again.url();
    if ((await versionOf(again)) === before) {
      const isRefused = existsSync(join(root, 'versions', 'refused.json'));
      await update(again);
      if (isRefused) expect(again.text).toContain('its trial was cut off');
      else await served(again, 2);
    } else {
      await expect.poll(versions).toContain('current.json');
    }
    await again.kill('SIGTERM');
  },
);

describe('nothing is installed', () => {
  test.each<[string, (server: ReleaseServer) => unknown, string]>([
    ['with a wrong checksum', ({ package: bytes }) => bytes.fill(1, 500, 600), 'checksum'],
    ['with a wrong signature', ({ feed }) => feed.fill('A', 10, 20), 'signature'],
  ])('%s', { timeout: limitMs }, async (_, lie, cause) => {
    server.publish(after, release);
    lie(server);
    await using program = start();
    await program.url();
    expect(await update(program)).toContain(cause);
    expect(await versions()).toEqual([]);
    expect(await versionOf(program)).toBe(before);
    expect(existsSync(join(data, 'updates', 'before-update.db'))).toBe(false);
    await program.kill('SIGTERM');
  });

  test('of a package that is another program', { timeout: limitMs }, async () => {
    const other = JSON.stringify({ name: 'valet', version: after });
    server.publish(after, await makeRelease(folder.path, after, { 'package.json': other }));
    await using program = start();
    await program.url();
    expect(await update(program)).toContain(`it is not Butler ${after}, but valet ${after}`);
    expect(await versions()).toEqual([]);
    await program.kill('SIGTERM');
  });
});
