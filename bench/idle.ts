import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseProcessTicks } from '../src/machine/processor.ts';
import { makeFilms } from '../test/support/films.ts';
import { Program } from '../test/support/program.ts';

/** `/proc` counts CPU time in these, on every Linux that Node runs on. */
const ticksPerSecond = 100;
const mebibyte = 1024 * 1024;
/** Workers that have nothing to do end after 15 s: idle begins after that. */
const settleMs = 20_000;
const watchMs = 40_000;

/**
 * Memory and CPU of the server with nothing to do, after its first maintenance: the whole process, read from
 * `/proc`. Targets: below 120 MB and 0.5 % of one core.
 */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'butler-bench-idle-'));
  try {
    await makeFilms(folder, 2, 10);
    await using program = new Program(['--data', `${folder}-data`, '--port', '0', folder]);
    await program.line(/Clean Old Cache Files: succeeded/);
    await wait(settleMs);
    const pid = program.child.pid;
    const before = await read(pid);
    await wait(watchMs);
    const after = await read(pid);
    const cpu = (after.cpuMs - before.cpuMs) / watchMs;
    process.stdout.write(`idle server: ${after.megabytes.toFixed(0)} MB resident (target < 120)\n`);
    process.stdout.write(
      `             ${(cpu * 100).toFixed(2)} % of one core over ${watchMs / 1000} s (target < 0.5)\n`,
    );
    process.stdout.write(`             ${after.children} worker processes\n`);
    await program.kill('SIGTERM');
  } finally {
    await rm(folder, { recursive: true });
    await rm(`${folder}-data`, { recursive: true, force: true });
  }
}

async function read(
  pid: number | undefined,
): Promise<{ cpuMs: number; megabytes: number; children: number }> {
  const ticks = parseProcessTicks(await readFile(`/proc/${pid}/stat`, 'utf8'));
  if (ticks === undefined) throw new Error('The server is not there any more.');
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const resident = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return {
    cpuMs: (ticks / ticksPerSecond) * 1000,
    megabytes: (resident / mebibyte) * 1.048576,
    children: children.split(' ').filter(Boolean).length,
  };
}
