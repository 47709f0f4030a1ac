import { once } from 'node:events';
import { watch } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { type Send, usualLimits } from './channel.ts';
import { command } from './command.ts';
import { parseCommandLine } from './command-line.ts';
import type { Notice } from './notice.ts';

const notice: Notice = {
  kind: 'failure',
  title: '"; rm -rf $HOME; `id` — Ünïcode',
  text: 'First line.\nSecond line.',
  at: 5,
  detail: { list: [1, null] },
};

let temp: Awaited<ReturnType<typeof makeTempFolder>>;

beforeAll(async () => {
  temp = await makeTempFolder();
});

afterAll(() => temp[Symbol.asyncDispose]());

/** How notices are sent when this is the value of the preference. */
function sending(value: string, commandMs = 30_000): Send {
  const send = command.find({
    preferences: { get: () => value as never },
    limits: { ...usualLimits, commandMs },
    now: () => 0,
  });
  if (!send) throw new Error('It is no command.');
  return send;
}

/** A program in a file, as the value of the preference. */
async function program(code: string, ...rest: readonly string[]): Promise<string> {
  const file = join(temp.path, `${crypto.randomUUID()}.mjs`);
  await writeFile(file, code);
  return JSON.stringify([process.execPath, file, ...rest]);
}

const never = new AbortController().signal;

/** Resolves with what is written to a file in the temporary folder, when it is there and not empty. */
async function written(name: string): Promise<string> {
  const watcher = watch(temp.path);
  try {
    for (;;) {
      // Listens before it looks: what is written while it does is told once.
      const changed = once(watcher, 'change');
      const text = await readFile(join(temp.path, name), 'utf8').catch(() => '');
      if (text !== '') return text;
      await changed;
    }
  } finally {
    watcher.close();
  }
}

/** Resolves when the process is gone. It is no child of ours, so nobody tells. */
async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
      // Without an init that waits for it, as in a container, a killed orphan stays behind as a zombie.
      if (/^State:\s+Z/m.test(await readFile(`/proc/${pid}/status`, 'utf8'))) return;
    } catch {
      return;
    }
    await new Promise(resolve => setImmediate(resolve));
  }
}

describe('the command', () => {
  test('reads the notice as JSON, and finds kind and title in its environment', async () => {
    const output = join(temp.path, 'out.json');
    const code = `
      import { readFileSync, writeFileSync } from 'node:fs';
      const { BUTLER_NOTICE_KIND: kind, BUTLER_NOTICE_TITLE: title, BUTLER_TOKEN: token } = process.env;
      const input = JSON.parse(readFileSync(0, 'utf8'));
      writeFileSync(process.argv[2], JSON.stringify({ input, kind, title, token, rest: process.argv.slice(3) }));`;
    process.env['BUTLER_TOKEN'] = 'a secret of ours';
    try {
      await sending(await program(code, output, '$HOME; exit 1', ''))(notice, never);
    } finally {
      delete process.env['BUTLER_TOKEN'];
    }
    expect(JSON.parse(await readFile(output, 'utf8'))).toEqual({
      input: notice,
      kind: notice.kind,
      title: notice.title,
      rest: ['$HOME; exit 1', ''],
    });
  });

  test.skipIf(process.platform === 'win32')('may be the path of a program, and need not read', async () => {
    const file = join(temp.path, 'with a space');
    const output = join(temp.path, 'ran');
    await writeFile(file, `#!/bin/sh\necho yes > '${output}'\n`);
    await chmod(file, 0o755);
    await sending(file)({ ...notice, text: 'x'.repeat(1_000_000) }, never);
    expect(await readFile(output, 'utf8')).toBe('yes\n');
  });

  test('that fails is told of with its last words, and is not tried again', async () => {
    const failing = await program(
      `console.error('first'); console.error('no\\x1b[31m luck'); process.exit(3);`,
    );
    await expect(sending(failing)(notice, never)).rejects.toMatchObject({
      message: expect.stringMatching(/ ended with exit code 3: no·\[31m luck$/),
      isFinal: true,
    });
  });

  test('that is not there is told of', async () => {
    await expect(sending('/no/such/program')(notice, never)).rejects.toMatchObject({
      message: 'program cannot be run (ENOENT)',
      isFinal: true,
    });
  });

  test('that hangs, deaf to being asked, is ended', async () => {
    const hanging = await program(`process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`);
    await expect(sending(hanging, 300)(notice, never)).rejects.toMatchObject({
      message: expect.stringMatching(/ took longer than 0\.3 s and was ended$/),
      isFinal: true,
    });
  });

  test.skipIf(process.platform === 'win32').each([
    ['hangs', 'setInterval(() => {}, 1000);', 'child-of-hung'],
    ['ends', '', 'child-of-ended'],
  ])('that forks and %s takes what it started with it', async (_, rest, name) => {
    // The child inherits standard error, and tells its id before the parent goes on.
    const child = `require('node:fs').writeFileSync(process.argv[1], String(process.pid)); setInterval(() => {}, 1000);`;
    const code = `
      import { spawn } from 'node:child_process';
      import { existsSync, readFileSync } from 'node:fs';
      const file = process.argv[2];
      spawn(process.execPath, ['-e', ${JSON.stringify(child)}, file], { stdio: 'inherit' }).unref();
      while (!existsSync(file) || readFileSync(file, 'utf8') === '') await new Promise(resolve => setTimeout(resolve, 5));
      ${rest}`;
    const abort = new AbortController();
    const sent = sending(await program(code, join(temp.path, name)))(notice, abort.signal).then(
      () => 'delivered',
      () => 'not delivered',
    );
    const pid = Number(await written(name));
    if (rest) abort.abort();
    expect(await sent).toBe(rest ? 'not delivered' : 'delivered');
    await gone(pid);
  });
});

describe('a command line', () => {
  test.each([
    ['/usr/bin/tell', ['/usr/bin/tell']],
    ['/usr/bin/tell them all', ['/usr/bin/tell them all']],
    ['["/usr/bin/tell","--now","a b",""]', ['/usr/bin/tell', '--now', 'a b', '']],
    ['["node","/x.mjs"]', ['node', '/x.mjs']],
  ])('is read from %s', (text, words) => {
    expect(parseCommandLine(text)).toEqual(words);
  });

  test.each([
    '',
    'tell',
    './tell',
    '[]',
    '[""]',
    '["./tell"]',
    '["bin/tell"]',
    '["/tell",1]',
    '["/tell","a\\u0000b"]',
    '{"0":"/tell"}',
    'null',
    '["/tell"',
  ])('is not read from %j', text => {
    expect(parseCommandLine(text)).toBeUndefined();
  });
});
