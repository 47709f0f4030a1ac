import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { PassOrder } from '../src/domain/pass.ts';
import { makeFilm } from '../src/media/sample/film.ts';
import { WorkerProcess } from '../src/media/worker/worker-process.ts';
import { cpuOfProgram } from './children-cpu.ts';
import { cpuSecondsOf } from './measure.ts';
import { findOrMakeFilmWithSound } from './one-pass-film.ts';

const entry = fileURLToPath(new URL('../src/app/worker.ts', import.meta.url));

const help = `npm run bench -- media [--files <small ones to look at>] [--seconds <length of the film>]
`;

/** Looking at files, finding black frames, and how much of a film is read for its pictures alone, beside FFmpeg's programs. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      files: { type: 'string', default: '100' },
      seconds: { type: 'string', default: '120' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return void process.stdout.write(help);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  print(`CPU seconds, side by side, ${cpus()[0]?.model.trim()}`);
  const folder = mkdtempSync(join(tmpdir(), 'butler-bench-'));
  const worker = new WorkerProcess(entry);
  try {
    const files = await makeSmallFiles(folder, Number(values.files));
    await cpuOf(worker, () => pass(worker, files[0] ?? '', { facts: {} }));
    const looked = await cpuOf(worker, async () => {
      for (const file of files) await pass(worker, file, { facts: {} });
    });
    const asked = files.reduce((sum, file) => sum + cpuOfProgram('ffprobe', [...show, file]), 0);
    print(`Looking at ${files.length} small films: ${ratio(asked, looked)} less than ffprobe for each`);
    print(`  ${(files.length / looked).toFixed(0)} files a second of CPU`);

    const film = findOrMakeFilmWithSound(Number(values.seconds));
    await pass(worker, film, { breaks: {} });
    const black = await cpuOf(worker, () => pass(worker, film, { breaks: {} }));
    const quiet = ['-hide_banner', '-nostdin', '-v', 'error', '-threads', '1', '-filter_threads', '1'];
    const detect = [...quiet, '-i', film, '-an', '-vf', 'blackdetect', '-f', 'null', '-'];
    print(
      `Black frames of a film: ${ratio(cpuOfProgram('ffmpeg', detect), black)} less than decoding all of it`,
    );

    const before = bytesReadBy(worker.pid);
    const output = join(folder, 'a.bif');
    const pictures = { intervalMs: 10_000, width: 320, quality: 4, keyframesOnly: true, output };
    await pass(worker, film, { indexFile: pictures });
    const share = (bytesReadBy(worker.pid) - before) / statSync(film).size;
    print(`Read of a film for its pictures: ${(share * 100).toFixed(1)} % of its bytes`);
  } finally {
    await worker.stop();
    rmSync(folder, { recursive: true });
  }
}

const show = ['-v', 'error', '-print_format', 'json', '-show_format', '-show_streams', '-show_chapters'];

/** Films of two seconds, alike in all but their name. */
async function makeSmallFiles(folder: string, count: number): Promise<string[]> {
  const first = join(folder, 'film-0.mp4');
  makeFilm({ path: first, seconds: 2 });
  const files = Array.from({ length: count }, (_, n) => join(folder, `film-${n}.mp4`));
  for (const file of files.slice(1)) await copyFile(first, file);
  return files;
}

async function pass(worker: WorkerProcess, path: string, analyzers: PassOrder['analyzers']): Promise<void> {
  const { size, mtimeMs } = statSync(path);
  const order = { path, size, modifiedAt: mtimeMs, analyzers };
  const outcome = await worker.pass(order, () => {}, new AbortController().signal);
  for (const result of Object.values(outcome)) if (!result.ok) throw new Error(result.error);
}

async function cpuOf(worker: WorkerProcess, work: () => Promise<void>): Promise<number> {
  const before = cpuSecondsOf(worker.pid);
  await work();
  return cpuSecondsOf(worker.pid) - before;
}

function ratio(theirs: number, ours: number): string {
  return `${(theirs / ours).toFixed(1)} x (${theirs.toFixed(2)} against ${ours.toFixed(2)})`;
}

/** Bytes that a process has asked files for. */
function bytesReadBy(pid: number | undefined): number {
  return Number(/rchar: (\d+)/.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);
}
