import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { openStore } from '../../store/open.ts';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';

let temp: Awaited<ReturnType<typeof makeTempFolder>>;
let data: string;

beforeEach(async () => {
  temp = await makeTempFolder();
  data = join(temp.path, 'data');
});

afterEach(() => temp[Symbol.asyncDispose]());

interface Given {
  readonly port?: number;
  readonly env?: Record<string, string>;
  readonly now?: number;
}

async function find({
  port = 0,
  env = {},
  now = Date.now(),
}: Given = {}): Promise<ReadonlyMap<string, Finding>> {
  const configuration = { dataFolder: data, host: '127.0.0.1', port };
  const findings = await Array.fromAsync(examine(configuration, env, () => now));
  return new Map(findings.map(finding => [finding.check, finding]));
}

/** Writes what the preferences hold into a new data folder. */
async function makeData(preferences: Record<string, string> = {}): Promise<void> {
  await using store = await openStore(data);
  await store.preferences.set(preferences);
}

test('where nothing was started yet, only a library is missing', async () => {
  const findings = await find();
  expect([...findings.keys()]).toEqual([
    ...[
      'data-folder',
      'space',
      'database',
      'port',
      'token',
      'clock',
      'zone',
      'windows',
      'sections',
      'watching',
    ],
    ...['media-engine', 'worker', 'notices'],
  ]);
  const others = [...findings.values()].filter(({ state }) => state !== 'ok');
  expect(others).toEqual([
    {
      check: 'sections',
      title: 'Sections',
      state: 'warn',
      message: 'There are none yet.',
      remedy: 'Start Butler with your folders: butler ~/Films ~/Series.',
    },
  ]);
  expect(findings.get('worker')?.message).toBe('One was started, and found 2 streams in a film made for it.');
});

test('each finding that is not well says how to mend it', async () => {
  await makeData({ ButlerStartHour: '3', ButlerWindows: '02:00-02:10' });
  await chmod(data, 0o755);
  await writeFile(join(data, 'token'), 'secret', { mode: 0o644 });
  const busy = createServer().listen(0, '127.0.0.1');
  await once(busy, 'listening');
  const { port } = busy.address() as AddressInfo;
  try {
    const findings = await find({
      port,
      env: { BUTLER_NOTIFY_COMMAND: '/nowhere/tell', TZ: 'Berlin' },
      now: Date.UTC(2020, 0),
    });
    const told = [...findings.values()].filter(({ state }) => state !== 'ok');
    expect(told.map(({ check, state, message }) => [check, state, message])).toEqual([
      ['data-folder', 'warn', `"${data}" can be read by others of this machine (755).`],
      ['port', 'fail', `Another program listens on 127.0.0.1:${port}.`],
      ['token', 'fail', `${join(data, 'token')} can be read by others of this machine (644).`],
      ['clock', 'fail', expect.stringMatching(/^It reads 20\d\d-.*, before this version was made\.$/)],
      ['zone', 'warn', expect.stringMatching(/^TZ is "Berlin", which is no zone/)],
      ['windows', 'warn', 'The next window is open for 10 min only.'],
      ['sections', 'warn', 'There are none yet.'],
      ['notices', 'fail', '/nowhere/tell is not there, or may not be run.'],
    ]);
    for (const { remedy } of told) expect(remedy).toMatch(/\.$|"\.$/);
  } finally {
    busy.close();
  }
});

describe('a database', () => {
  test('that is something else is named, and the other checks go on', async () => {
    await mkdir(data);
    await writeFile(join(data, 'butler.db'), 'x'.repeat(5000));
    const findings = await find();
    expect(findings.get('database')).toMatchObject({
      state: 'fail',
      message: expect.stringMatching(/butler\.db is damaged: it is not a SQLite database/),
    });
    expect(findings.size).toBe(13);
  });

  test('that is sound is read beside the server that holds it', async () => {
    await using _ = await openStore(data);
    expect((await find()).get('database')).toMatchObject({
      state: 'ok',
      message: expect.stringMatching(/^Sound, /),
    });
  });
});
