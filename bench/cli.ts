import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFilms } from '../test/support/films.ts';
import { Program } from '../test/support/program.ts';
import { cpuOfProgram } from './children-cpu.ts';
import { median } from './measure.ts';

const start = fileURLToPath(new URL('../scripts/start.mjs', import.meta.url));
const times = 15;

/** What is measured: its arguments, and whether it must be quick. */
const commands = [
  ['node -e 0', ['-e', '0']],
  ['butler --version', [start, '--version']],
  ['butler tasks', [start, 'tasks']],
  ['butler tasks --json', [start, 'tasks', '--json']],
  ['butler completion', [start, 'complete', '--', 'start', 'Back']],
  ['butler doctor', [start, 'doctor']],
] as const;

/**
 * How long commands take from a cold start to their end, against a server at work, in turns with a bare `node -e 0`: on
 * the clock, as its multiple, and in CPU time. Target: `butler tasks` below 400 ms.
 */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'butler-bench-cli-'));
  const [data, films] = [join(folder, 'data'), join(folder, 'Films')];
  try {
    await mkdir(films);
    await makeFilms(films, 2, 5);
    await using program = new Program(['--data', data, '--port', '0', films]);
    await program.url();
    await program.line(/Clean Old Cache Files: succeeded/);
    process.env['BUTLER_DATA'] = data;
    // The server loads its API when it is first asked.
    for (const [, args] of commands) await timeOf(args);
    const measured = commands.map(() => [] as number[]);
    for (let i = 0; i < times; i++) {
      for (const [nth, [, args]] of commands.entries()) measured[nth]?.push(await timeOf(args));
    }
    const bare = median(measured[0] ?? []);
    for (const [nth, [name, args]] of commands.entries()) {
      const ms = median(measured[nth] ?? []);
      const cpuMs = cpuOfProgram(process.execPath, args) * 1000;
      const figures = `${ms.toFixed(0).padStart(5)} ms  ${(ms / bare).toFixed(1).padStart(5)} ×  ${cpuMs.toFixed(0).padStart(5)} ms CPU`;
      process.stdout.write(
        `${name.padEnd(22)}${figures}${name === 'butler tasks' ? '  (target < 400 ms)' : ''}\n`,
      );
    }
    process.stdout.write(`Medians of ${times}, on ${availableParallelism()} cores.\n`);
    await program.kill('SIGTERM');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Milliseconds from starting a command to its end. Throws where it failed. */
async function timeOf(args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}.`);
  return performance.now() - startedAt;
}
