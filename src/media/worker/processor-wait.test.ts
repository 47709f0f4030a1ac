import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { makeKernelFolder } from '../../../test/support/kernel-folder.ts';
import { waitedForProcessorMs } from './processor-wait.ts';

test('it is that of the thread which waited longest', async () => {
  await using kernel = await makeKernelFolder({
    'proc/7/task/7/schedstat': '5000000000 1500000 12\n',
    'proc/7/task/8/schedstat': '1000 2500000000 3\n',
    'proc/7/task/9/schedstat': '\n',
  });
  expect(waitedForProcessorMs(7, kernel.root)).toBe(2500);
  expect(waitedForProcessorMs(8, kernel.root)).toBe(0);
});

const why = process.platform === 'linux' ? undefined : 'only Linux tells it';
test.skipIf(why)(`grows where others take all processors${why ? ` (skipped: ${why})` : ''}`, async () => {
  const spin = 'process.stdout.write("on"); for (;;);';
  const children = Array.from({ length: 2 * availableParallelism() }, () =>
    spawn(process.execPath, ['-e', spin], { stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  try {
    await Promise.all(children.map(({ stdout }) => once(stdout, 'data')));
    const waited = () => children.reduce((sum, { pid = 0 }) => sum + waitedForProcessorMs(pid), 0);
    const before = waited();
    while (waited() === before);
    expect(waited()).toBeGreaterThan(before);
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
});
