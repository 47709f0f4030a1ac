import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseProcessTicks } from '../src/machine/processor.ts';
import { makeFilms } from '../test/support/films.ts';
import { Program } from '../test/support/program.ts';

/** `/proc` counts CPU time in these, on every Linux that Node runs on. */
const ticksPerSecond = 100;
/** Workers without work end after 15 s, and garbage is collected after 20: idle begins after that. */
const settleMs = 25_000;
const watchMs = 40_000;

/**
 * Memory and CPU of the program with nothing to do, after its first maintenance of two short films: the server and all
 * processes below it, read from `/proc`. Targets: below 120 MB and 0.5 % of one core. Then once more after clients have
 * asked for something, as the parts that answer them stay.
 */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'butler-bench-idle-'));
  try {
    await makeFilms(folder, 2, 10);
    await using program = new Program(['--data', `${folder}-data`, '--port', '0', '--token', 't', folder]);
    const url = await program.url();
    await program.line(/Clean Old Cache Files: succeeded/);
    const busy = await readTree(program.child.pid);
    await wait(settleMs);
    const before = await readTree(program.child.pid);
    await wait(watchMs);
    const after = await readTree(program.child.pid);
    const cpu = (after.cpuMs - before.cpuMs) / watchMs;
    print('at the end of work', describe(busy));
    print('idle', `${describe(after)} (target < 120)`);
    print('', `${(cpu * 100).toFixed(2)} % of one core over ${watchMs / 1000} s (target < 0.5)`);
    for (const path of ['/butler', '/api/v1/tasks']) {
      await (await fetch(`${url}${path}`, { headers: { 'X-Plex-Token': 't' } })).arrayBuffer();
      print(`after GET ${path}`, describe(await readTree(program.child.pid)));
    }
    await program.kill('SIGTERM');
  } finally {
    await rm(folder, { recursive: true });
    await rm(`${folder}-data`, { recursive: true, force: true });
  }
}

function print(state: string, figures: string): void {
  process.stdout.write(`${state.padEnd(25)}${figures}\n`);
}

interface Use {
  readonly cpuMs: number;
  /** Bytes resident: those of files, which processes share and the system may take back, and the process's own. */
  readonly files: number;
  readonly own: number;
  readonly processes: number;
}

function describe({ files, own, processes }: Use): string {
  const [all, mine] = [files + own, own].map(bytes => (bytes / 1e6).toFixed(0));
  const workers = processes === 1 ? '' : `, in ${processes} processes`;
  return `${all} MB resident, ${mine} MB of them not file pages${workers}`;
}

/** Of a process and all below it, added up. */
async function readTree(pid: number | undefined): Promise<Use> {
  const folder = `/proc/${pid}`;
  const ticks = parseProcessTicks(await readFile(`${folder}/stat`, 'utf8'));
  if (ticks === undefined) throw new Error('The server is not there any more.');
  const status = await readFile(`${folder}/status`, 'utf8');
  const bytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
  const children = await readFile(`${folder}/task/${pid}/children`, 'utf8');
  let use: Use = {
    cpuMs: (ticks / ticksPerSecond) * 1000,
    files: bytes('RssFile') + bytes('RssShmem'),
    own: bytes('RssAnon'),
    processes: 1,
  };
  for (const child of children.split(' ').filter(Boolean)) {
    const more = await readTree(Number(child));
    use = {
      cpuMs: use.cpuMs + more.cpuMs,
      files: use.files + more.files,
      own: use.own + more.own,
      processes: use.processes + more.processes,
    };
  }
  return use;
}
