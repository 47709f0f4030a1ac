import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RecordedPreferences } from '../../test/support/http.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import { Settings } from '../settings/settings.ts';
import { machinePreferences } from './preferences.ts';
import { workerCount, workerStart } from './workers.ts';

const settings = (values: Readonly<Record<string, string>> = {}) =>
  new Settings(machinePreferences, values, new RecordedPreferences());

describe('the number of workers', () => {
  test.each([
    [1, 8e9, 1],
    [2, 8e9, 2],
    [4, 8e9, 4],
    [5, 8e9, 4],
    [8, 16e9, 7],
    [64, 4e9, 6],
    [4, 1e9, 1],
    [4, 3e8, 1],
  ])('with %i cores and %i bytes of memory is %i', (cores, memoryBytes, expected) => {
    expect(workerCount(settings(), { cores, memoryBytes })).toBe(expected);
  });

  test('is what the owner wants', () => {
    expect(workerCount(settings({ ButlerWorkers: '12' }), { cores: 1, memoryBytes: 1e9 })).toBe(12);
  });

  test('of this machine is at least one', () => {
    expect(workerCount(settings())).toBeGreaterThanOrEqual(1);
  });
});

/** A folder with a program of that name. */
async function withProgram(folder: string, name: string, script: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
  return folder;
}

test('workers give way for the processor as the owner wants', () => {
  expect(workerStart(settings()).nice).toBe(10);
  expect(workerStart(settings({ ButlerWorkerNice: '19' })).nice).toBe(19);
  expect(workerStart(settings(), 'darwin').prefix).toEqual([]);
});

/** Starts a script of Node's behind the prefix, as a worker is started. */
function forkBehind(
  prefix: readonly string[],
  script: string,
  args: readonly string[] = [],
  env = process.env,
) {
  const [program = process.execPath, ...execArgv] = [...prefix, process.execPath];
  return fork(script, args, { execPath: program, execArgv, env });
}

const { prefix } = workerStart(settings());
const missing = process.platform === 'linux' ? '' : ': this is not Linux';

test.skipIf(missing)(
  `a worker behind the prefix gives way at the disks, with all its threads${missing}`,
  async () => {
    await using temp = await makeTempFolder();
    const script = join(temp.path, 'a worker.mjs');
    await writeFile(
      script,
      `process.on('message', () => process.exit());
     process.send({ pid: process.pid, args: process.argv.slice(2) });`,
    );
    const args = ['$HOME', "it's", 'a b'];
    const child = forkBehind(prefix, script, args);
    // What was forked is the worker itself, not a shell around it.
    expect((await once(child, 'message'))[0]).toEqual({ pid: child.pid, args });
    for (const thread of readdirSync(`/proc/${child.pid}/task`)) {
      expect(execFileSync('ionice', ['-p', thread], { encoding: 'utf8' }).trim()).toBe('idle');
    }
    child.send('end');
    await once(child, 'exit');
  },
);

test.skipIf(missing)(`a worker starts where the system forbids the priority${missing}`, async () => {
  await using temp = await makeTempFolder();
  const script = join(temp.path, 'worker.mjs');
  await writeFile(script, `process.send('here');`);
  const bin = await withProgram(
    join(temp.path, 'bin'),
    'ionice',
    'echo "ionice: ioprio_set failed: Operation not permitted" >&2; exit 1',
  );
  const path = [bin, dirname(process.execPath), process.env['PATH']].join(delimiter);
  const child = forkBehind(prefix, script, [], {
    ...process.env,
    PATH: path,
  });
  const exit = once(child, 'exit');
  expect((await once(child, 'message'))[0]).toBe('here');
  expect((await exit)[0]).toBe(0);
});

test.skipIf(missing)(
  `a worker that wants too much memory is refused it, and not the machine${missing}`,
  async () => {
    await using temp = await makeTempFolder();
    const script = join(temp.path, 'worker.mjs');
    await writeFile(
      script,
      `const taken = [];
     try { for (;;) taken.push(Buffer.alloc(50e6, 1)); } catch {}
     process.send(taken.length * 50);`,
    );
    const child = forkBehind(workerStart(settings({ ButlerWorkerMemory: '500' })).prefix, script);
    const exit = once(child, 'exit');
    const megabytes = (await once(child, 'message'))[0];
    expect(megabytes).toBeGreaterThanOrEqual(300);
    expect(megabytes).toBeLessThanOrEqual(1100);
    await exit;
  },
);
