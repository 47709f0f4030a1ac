import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { PassOrder } from '../src/domain/pass.ts';
import { WorkerProcess } from '../src/media/worker/worker-process.ts';
import { cpuOfProgram } from './children-cpu.ts';
import { cpuSecondsOf, median, mostMemoryOf } from './measure.ts';
import { findOrMakeFilmWithSound } from './one-pass-film.ts';

const entry = fileURLToPath(new URL('../src/app/worker.ts', import.meta.url));

/** Passes before the first one that is measured. */
const warming = 3;

const help = `npm run bench -- one-pass [--seconds <length of the film>] [--rounds <number>]
`;

/**
 * Six results over one film with two tracks of sound: an index file of a picture each ten seconds, a picture for each of
 * five chapters, black frames, the loudness of both tracks, a fingerprint of the first, and what deep analysis finds
 * (the bitrate over time, the crop, silences and levels of both tracks). In one pass of Butler, and by FFmpeg's programs
 * in the ways that people and products run them. CPU seconds, side by side.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '300' },
      rounds: { type: 'string', default: '3' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return void process.stdout.write(help);
  const seconds = Number(values.seconds);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  print(`Six results over ${seconds} s of 1080p H.264 with two tracks of AAC, ${cpus()[0]?.model.trim()}`);
  const film = findOrMakeFilmWithSound(seconds);
  const folder = mkdtempSync(join(tmpdir(), 'butler-bench-'));
  const worker = new WorkerProcess(entry);
  try {
    const ways: Record<string, () => number | Promise<number>> = {
      'Butler, one pass': () => cpuOfPass(worker, film, seconds, folder),
      'six tuned ffmpeg programs': () => sum(tuned(film, seconds)),
      'one ffmpeg of many outputs, -skip_frame nokey': () => sum(manyOutputs(film, seconds)),
      'full decode, as products do it': () => sum(usual(film, seconds)),
    };
    // A worker does this all night: its start, and what V8 learns of its loops, are no part of a pass.
    for (let pass = 0; pass < warming; pass++) await cpuOfPass(worker, film, seconds, folder);
    const found = new Map<string, number[]>();
    const walls: number[] = [];
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const [name, way] of Object.entries(ways)) {
        if (round > 0 && name.startsWith('full')) continue;
        const before = performance.now();
        const cpu = await way();
        if (name.startsWith('Butler')) walls.push((performance.now() - before) / 1000 / cpu);
        found.set(name, [...(found.get(name) ?? []), cpu]);
      }
    }
    const own = median(found.get('Butler, one pass') ?? []);
    for (const [name, costs] of found) {
      const cost = median(costs);
      print(
        `  ${name.padEnd(48)}${cost.toFixed(2).padStart(8)} CPU s${(cost / own).toFixed(1).padStart(8)} x`,
      );
    }
    print(`Wall time of the pass: ${median(walls).toFixed(2)} x its CPU time`);
    print(`Most memory of the worker: ${(mostMemoryOf(worker.pid) / 1e6).toFixed(0)} MB`);
  } finally {
    await worker.stop();
    rmSync(folder, { recursive: true });
  }
}

async function cpuOfPass(
  worker: WorkerProcess,
  film: string,
  seconds: number,
  folder: string,
): Promise<number> {
  const before = cpuSecondsOf(worker.pid);
  const { size, mtimeMs } = statSync(film);
  const outcome = await worker.pass(
    { path: film, size, modifiedAt: mtimeMs, analyzers: sixResults(seconds, folder) },
    () => {},
    new AbortController().signal,
  );
  for (const [name, result] of Object.entries(outcome)) {
    if (!result.ok) throw new Error(`${name}: ${result.error}`);
  }
  for (const name of ['a.bif', 'chapters']) rmSync(join(folder, name), { recursive: true });
  return cpuSecondsOf(worker.pid) - before;
}

function sixResults(seconds: number, folder: string): PassOrder['analyzers'] {
  const chapterMs = (seconds * 1000) / 5;
  return {
    indexFile: {
      intervalMs: 10_000,
      width: 320,
      quality: 4,
      keyframesOnly: true,
      output: join(folder, 'a.bif'),
    },
    chapterThumbs: {
      chapters: Array.from({ length: 5 }, (_, n) => ({ startMs: n * chapterMs, endMs: (n + 1) * chapterMs })),
      width: 320,
      quality: 4,
      output: join(folder, 'chapters'),
    },
    breaks: {},
    loudness: { truePeak: false },
    fingerprint: { headMs: seconds * 1000, tailMs: 0 },
    deep: {},
  };
}

/** A program and its arguments. */
type Command = readonly [program: string, ...args: string[]];

const quiet = ['-hide_banner', '-nostdin', '-v', 'error', '-threads', '1', '-filter_threads', '1'] as const;
const null_ = ['-f', 'null', '-'] as const;

/** What each result costs by a program of its own that decodes no more than it must. */
function tuned(film: string, seconds: number): readonly Command[] {
  const nokey = ['ffmpeg', ...quiet, '-skip_frame', 'nokey'] as const;
  const chapters = Array.from({ length: 5 }, (_, n): Command => {
    const at = String((n * seconds) / 5);
    return [...nokey, '-ss', at, '-i', film, '-an', '-frames:v', '1', ...small, ...null_];
  });
  return [
    [...nokey, '-i', film, ...thumbnails],
    ...chapters,
    [...nokey, '-i', film, '-an', '-vf', 'blackdetect', ...null_],
    [...sound(film), '-filter_complex', bothTracks('ebur128=peak=sample'), ...bothMaps],
    [...sound(film), '-map', '0:a:0', ...fingerprint],
    ...deep(film),
  ];
}

/** A program that decodes nothing but the sound. */
function sound(film: string): Command {
  return ['ffmpeg', ...quiet, '-i', film, '-vn'];
}

/** Bitrates are made of the packets; no single program tells all of it. */
function deep(film: string): readonly Command[] {
  return [
    ['ffprobe', ...packets, film],
    ['ffmpeg', ...quiet, '-skip_frame', 'nokey', '-i', film, '-an', '-vf', 'cropdetect', ...null_],
    [...sound(film), '-filter_complex', bothTracks(`${silences},${levels}`), ...bothMaps],
  ];
}

function bothTracks(filters: string): string {
  return `[0:a:0]${filters}[a];[0:a:1]${filters}[b]`;
}

const small = ['-vf', 'scale=320:-2', '-q:v', '4', '-c:v', 'mjpeg'] as const;
const thumbnails = ['-an', '-vf', 'fps=1/10,scale=320:-2', '-q:v', '4', '-c:v', 'mjpeg', ...null_] as const;
const bothMaps = ['-map', '[a]', '-map', '[b]', ...null_] as const;
const silences = 'silencedetect=noise=-50dB:duration=2';
/** No more of `astats` than peak and mean square of each channel. */
const levels = 'astats=measure_perchannel=Peak_level+RMS_level:measure_overall=none';
const packets = [
  '-v',
  'error',
  '-show_entries',
  'packet=stream_index,pts_time,size,flags',
  '-of',
  'csv',
] as const;
const chromaprint = ['-f', 'chromaprint', '-fp_format', 'raw', '-'] as const;
const fingerprint = ['-ac', '1', '-ar', '11025', ...chromaprint] as const;

/** All at once, but for the packets, of which FFmpeg's program does not tell. */
function manyOutputs(film: string, seconds: number): readonly Command[] {
  return [
    ['ffmpeg', ...quiet, '-skip_frame', 'nokey', '-i', film, ...outputs(seconds)],
    ['ffprobe', ...packets, film],
  ];
}

function outputs(seconds: number): readonly string[] {
  const chapters = Array.from({ length: 5 }, (_, n) => `gte(t,${(n * seconds) / 5})`).join('+');
  const meters = `ebur128=peak=sample,${silences},${levels}`;
  return [
    '-filter_complex',
    `[0:v]split=3[v1][v2][v3];[v1]fps=1/10,scale=320:-2[t];[v2]select='gt(${chapters},ld(0))*st(0,${chapters})',` +
      `scale=320:-2[c];[v3]blackdetect,cropdetect[k];[0:a:0]asplit[a1][a2];[a1]${meters}[a];` +
      `[0:a:1]${meters}[b];[a2]aresample=11025,aformat=channel_layouts=mono[f]`,
    ...['-map', '[t]', '-q:v', '4', '-c:v', 'mjpeg', ...null_],
    ...['-map', '[c]', '-q:v', '4', '-c:v', 'mjpeg', '-fps_mode', 'vfr', ...null_],
    ...['-map', '[k]', ...null_],
    ...bothMaps,
    ...['-map', '[f]', ...chromaprint],
  ];
}

/** As media servers do it: everything is decoded for every result. */
function usual(film: string, seconds: number): readonly Command[] {
  const all = ['ffmpeg', ...quiet, '-i', film] as const;
  return [
    [...all, ...thumbnails],
    ...tuned(film, seconds).slice(1, 6),
    [...all, '-an', '-vf', 'blackdetect', ...null_],
    [...all, '-filter_complex', bothTracks('ebur128=peak=sample'), ...bothMaps],
    [...all, '-map', '0:a:0', ...fingerprint],
    ...deep(film),
  ];
}

function sum(commands: readonly Command[]): number {
  return commands.reduce((total, [program, ...args]) => total + cpuOfProgram(program, args), 0);
}
