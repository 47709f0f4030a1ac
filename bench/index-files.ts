import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { WorkerProcess } from '../src/media/worker/worker-process.ts';
import { ffmpegVersion, runFfmpeg } from './index-files-ffmpeg.ts';
import { findOrMakeFilm, whyNot } from './index-files-film.ts';
import { cpuSecondsOf, median } from './measure.ts';

const entry = fileURLToPath(new URL('../src/app/worker.ts', import.meta.url));
const never = new AbortController().signal;
/** Passes for one reading of the system's clock, which ticks a hundred times a second. */
const passes = 5;

const help = `npm run bench -- index-files [--seconds <length of the films>] [--rounds <number>] [--only <part of a kind of film, or 'workers'>]
`;

/**
 * Compares what index files cost with what they cost by FFmpeg's program, in CPU seconds, and two workers with one.
 * Each round measures every way once, one after the other; ratios are of the medians.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '120' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', default: '' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return void process.stdout.write(help);
  if (process.platform !== 'linux')
    throw new Error('CPU time of another process is read from /proc, so this runs on Linux.');
  const seconds = Number(values.seconds);
  const rounds = Number(values.rounds);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  print(`Index files of films of ${seconds} s, medians of ${rounds} rounds, ${cpus()[0]?.model.trim()}`);
  print(
    ffmpegVersion
      ? `against ${ffmpegVersion}`
      : 'against the same decoder and filters in process, as there is no ffmpeg here',
  );

  const folder = mkdtempSync(join(tmpdir(), 'butler-bench-'));
  const worker = new WorkerProcess(entry);
  try {
    for (const [kind, gop, intervalSeconds] of [
      ['1080p H.264', 192, 10],
      ['1080p H.264', 48, 2],
      // A film's mean: x265 puts a keyframe at each change of scene, and after ten seconds at the latest.
      ['4K HEVC', 120, 2],
      ['1080p HEVC, 10 bits', 240, 10],
    ] as const) {
      if (!kind.includes(values.only)) continue;
      const because = whyNot(kind);
      if (because) {
        print(`\n${kind}: not measured, as ${because}`);
        continue;
      }
      // To decode 4K with one thread takes ffmpeg longer than to show it.
      const length = kind === '4K HEVC' ? seconds / 4 : seconds;
      const film = findOrMakeFilm({ kind, seconds: length, gop });
      const megabits = ((statSync(film).size * 8) / length / 1e6).toFixed(1);
      print(
        `\n${kind}, ${length} s, a keyframe every ${gop / 24} s, a picture every ${intervalSeconds} s, ${megabits} Mb/s`,
      );
      const ways = {
        'Butler, keyframes by the index': () => cpuOfPasses(worker, film, intervalSeconds, folder),
        'ffmpeg -threads 1 -vf fps,scale': async () =>
          runFfmpeg({ film, intervalSeconds, keyframesOnly: false }),
        'ffmpeg -skip_frame nokey': async () => runFfmpeg({ film, intervalSeconds, keyframesOnly: true }),
      };
      await cpuOfPasses(worker, film, intervalSeconds, folder);
      const found = await measure(ways, rounds);
      const [own = 1] = Object.values(found);
      for (const [name, cost] of Object.entries(found)) {
        print(
          `  ${name.padEnd(34)}${cost.toFixed(3).padStart(9)} CPU s${(cost / own).toFixed(1).padStart(8)} x`,
        );
      }
    }
    if (!'two workers'.includes(values.only)) return;
    const film = findOrMakeFilm({ kind: '1080p H.264', seconds, gop: 192 });
    const others = [worker, new WorkerProcess(entry)];
    const wall = await measure(
      { one: () => wallOf([worker], film, folder), two: () => wallOf(others, film, folder) },
      rounds,
    );
    await others[1]?.stop();
    print(`\nTwo workers against one, wall time: ${(wall.one / wall.two).toFixed(2)} x`);
  } finally {
    await worker.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Measures all ways in turn, round by round, and returns the median of each. */
async function measure<Name extends string>(
  ways: Readonly<Record<Name, () => Promise<number>>>,
  rounds: number,
): Promise<Record<Name, number>> {
  const found = new Map<Name, number[]>();
  const names = Object.keys(ways) as Name[];
  for (let round = 0; round < rounds; round++) {
    for (const name of names) found.set(name, [...(found.get(name) ?? []), await ways[name]()]);
  }
  const medians = names.map(name => [name, median(found.get(name) ?? [])]);
  return Object.fromEntries(medians);
}

let outputs = 0;

async function pass(
  worker: WorkerProcess,
  film: string,
  intervalSeconds: number,
  folder: string,
): Promise<void> {
  const { size, mtimeMs } = statSync(film);
  const output = join(folder, `${outputs++}.bif`);
  const order = { intervalMs: intervalSeconds * 1000, width: 320, quality: 4, keyframesOnly: true, output };
  const outcome = await worker.pass(
    { path: film, size, modifiedAt: mtimeMs, analyzers: { indexFile: order } },
    () => {},
    never,
  );
  if (!outcome.indexFile?.ok) throw new Error(outcome.indexFile?.error);
  rmSync(output);
}

/** CPU seconds of one pass. */
async function cpuOfPasses(
  worker: WorkerProcess,
  film: string,
  intervalSeconds: number,
  folder: string,
): Promise<number> {
  const before = cpuSecondsOf(worker.pid);
  for (let n = 0; n < passes; n++) await pass(worker, film, intervalSeconds, folder);
  return (cpuSecondsOf(worker.pid) - before) / passes;
}

/** Seconds until the workers have done sixteen passes between them. */
async function wallOf(workers: readonly WorkerProcess[], film: string, folder: string): Promise<number> {
  let left = 16;
  const from = performance.now();
  await Promise.all(
    workers.map(async worker => {
      while (left-- > 0) await pass(worker, film, 10, folder);
    }),
  );
  return (performance.now() - from) / 1000;
}
