import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';

const why = process.platform === 'win32' ? ' (skipped: Windows has no such files)' : '';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
let child: ChildProcess;

beforeEach(async () => {
  folder = await makeTempFolder();
});
afterEach(async () => {
  child.kill('SIGKILL');
  await folder[Symbol.asyncDispose]();
});

/** A process that may take so long to stop, and opens what never answers, as a share that is gone. */
async function startHanging(longestMs: number): Promise<void> {
  const pipe = join(folder.path, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const program = `
    import { open } from 'node:fs/promises';
    import { untilStopped } from ${JSON.stringify(new URL('./signals.ts', import.meta.url).href)};
    const { promise } = untilStopped(${longestMs});
    promise.then(() => console.log('stops'));
    void open(${JSON.stringify(pipe)});
    console.log('begun');`;
  child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 2],
  });
  await said('begun');
}

async function said(word: string): Promise<void> {
  if (!child.stdout) throw new Error('It has an output.');
  expect(String((await once(child.stdout, 'data'))[0]).trim()).toBe(word);
}

test.skipIf(why !== '')(`the process ends in time, whatever hangs${why}`, async () => {
  await startHanging(50);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
});

test.skipIf(why !== '').each(['SIGINT', 'SIGTERM'] as const)(
  `the second %s ends it at once, whatever hangs${why}`,
  async by => {
    await startHanging(3_600_000);
    child.kill(by);
    await said('stops');
    child.kill(by);
    expect(await once(child, 'exit')).toEqual([null, by]);
  },
);
