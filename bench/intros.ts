import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Codec, CodecContext, FormatContext, Frame, Packet } from 'node-av/lib';
import type { FingerprintFacts } from '../src/domain/analysis.ts';
import type { PlannedMarkers } from '../src/library/markers/decide-markers.ts';
import { headOf } from '../src/library/markers/fingerprint.ts';
import { planIntros } from '../src/library/markers/plan-intros.ts';
import { runPass } from '../src/media/pass.ts';
import { makeFilm } from '../src/media/sample/film.ts';
import { type MadeEpisode, type MadeSeason, makeSeason } from '../test/support/episodes.ts';
import { play, printOf } from '../test/support/season.ts';
import { median } from './measure.ts';

const help = `npm run bench -- intros [--seconds <length of an episode>] [--rounds <number>] [--seasons <number>]
`;
const print = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Compares what the intros of a season cost with what decoding its sound costs, in CPU seconds of this process, and
 * counts how many intros of seasons whose intros are known are found.
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '1320' },
      rounds: { type: 'string', default: '3' },
      seasons: { type: 'string', default: '12' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) return void process.stdout.write(help);
  await measureCost(Number(values.seconds), Number(values.rounds));
  countFound(Number(values.seasons));
}

async function measureCost(seconds: number, rounds: number): Promise<void> {
  print(
    `A season of 10 episodes of ${seconds} s, AAC 128 kb/s, medians of ${rounds} rounds, ${cpus()[0]?.model.trim()}`,
  );
  const season = makeSeason({
    seed: 1,
    episodes: 10,
    seconds,
    coldOpen: Math.min(300, seconds / 8),
    introOf: () => ({ seed: 1, seconds: 40 }),
  });
  const paths = season.map((episode, n) => findOrMakeEpisode(episode, n, seconds));
  let facts: FingerprintFacts[] = [];
  let planned: readonly PlannedMarkers[] = [];
  const ways: Record<string, () => Promise<void> | void> = {
    'decoding all of their sound once': () => paths.forEach(decode),
    'Butler: fingerprints and intros': async () => {
      facts = [];
      for (const path of paths) facts.push(await takeFingerprint(path));
      planned = plan(facts.map(headOf), seconds);
    },
    '  of which comparing them': () => void plan(facts.map(headOf), seconds),
    ...(hasProgram && {
      'ffmpeg -f chromaprint, one after the other': () => paths.forEach(runProgram),
    }),
  };
  for (const way of Object.values(ways)) await way();
  const costs = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, way] of Object.entries(ways))
      costs.set(name, [...(costs.get(name) ?? []), await cpuOf(way)]);
  }
  const medians = [...costs].map(([name, all]) => [name, median(all)] as const);
  const [[, once] = ['', Number.NaN]] = medians;
  for (const [name, cost] of medians)
    print(
      `  ${name.padEnd(44)}${cost.toFixed(3).padStart(9)} CPU s${(cost / once).toFixed(2).padStart(8)} x`,
    );
  const found = tally(season, planned);
  print(`  found within 1 s: ${found.good} of ${found.all}, false: ${found.wrong}`);
}

/** Seasons of every kind, by turns. */
const kinds: Readonly<Record<string, Pick<MadeSeason, 'episodes' | 'introOf'>>> = {
  'one intro': { episodes: 10, introOf: () => ({ seed: 1, seconds: 32 }) },
  'two intros in one season': {
    episodes: 10,
    introOf: n => ({ seed: n < 5 ? 2 : 3, seconds: n < 5 ? 28 : 45 }),
  },
  'some without intro': { episodes: 10, introOf: n => (n % 3 === 0 ? undefined : { seed: 4, seconds: 20 }) },
  'a long and a short intro': { episodes: 10, introOf: n => ({ seed: 5, seconds: n % 2 ? 50 : 25 }) },
  'no intro': { episodes: 10, introOf: () => undefined },
  'two episodes': { episodes: 2, introOf: () => ({ seed: 6, seconds: 18 }) },
};

function countFound(seasons: number): void {
  const headSeconds = 130;
  print(`\n${seasons} seasons with cold opens of up to 70 s, each episode as loud as chance has it`);
  const sum = { all: 0, good: 0, wrong: 0 };
  const errors: number[] = [];
  for (let n = 0; n < seasons; n++) {
    const [name = '', kind] = Object.entries(kinds)[n % Object.keys(kinds).length] ?? [];
    if (!kind) continue;
    const season = makeSeason({ ...kind, seed: 100 + n, coldOpen: 70, seconds: headSeconds });
    const heads = season.map(({ scenes }) => printOf(play(scenes), headSeconds));
    const found = tally(season, plan(heads, 4 * headSeconds));
    print(
      `  ${name.padEnd(30)}${`${found.good} of ${found.all}`.padStart(9)} within 1 s, false: ${found.wrong}`,
    );
    sum.all += found.all;
    sum.good += found.good;
    sum.wrong += found.wrong;
    errors.push(...found.errors);
  }
  const share = ((sum.good * 100) / sum.all).toFixed(1);
  print(
    `  all: ${sum.good} of ${sum.all} within 1 s (${share} %), false: ${sum.wrong}, median error ${median(errors).toFixed(0)} ms`,
  );
}

/** How many intros are found, and how many of those that are marked are none, or not where they are marked. */
function tally(season: readonly MadeEpisode[], planned: readonly PlannedMarkers[]) {
  const result = { all: 0, good: 0, wrong: 0, errors: [] as number[] };
  for (const [n, { intro }] of season.entries()) {
    const span = planned[n]?.spans[0];
    if (intro) result.all++;
    if (!span) continue;
    const startError =
      span.startMs === 0 && intro && intro.from <= 6 ? 0 : span.startMs - (intro?.from ?? Number.NaN) * 1000;
    const error = Math.max(Math.abs(startError), Math.abs(span.endMs - (intro?.to ?? Number.NaN) * 1000));
    result.errors.push(error);
    if (error <= 1000) result.good++;
    else if (!(error <= 5000)) result.wrong++;
  }
  return result;
}

function plan(heads: readonly ReturnType<typeof headOf>[], seconds: number): readonly PlannedMarkers[] {
  const work = planIntros(
    heads.map((head, n) => ({
      partId: n,
      itemId: n,
      durationMs: seconds * 1000,
      chapters: [],
      keyframesMs: [],
      head,
    })),
  );
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The path of an episode, which is made at the first time and kept in the folder for temporary files. */
function findOrMakeEpisode({ scenes }: MadeEpisode, n: number, seconds: number): string {
  const folder = join(tmpdir(), 'butler-bench', `season-${seconds}s`);
  const path = join(folder, `${n + 1}.m4a`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const partial = join(folder, `partial-${process.pid}.m4a`);
  makeFilm({ path: partial, seconds, picture: false, audioBitrate: 128_000, sound: play(scenes) });
  renameSync(partial, path);
  return path;
}

async function takeFingerprint(path: string): Promise<FingerprintFacts> {
  const { size, mtimeMs } = statSync(path);
  const analyzers = { fingerprint: { headMs: 600_000, tailMs: 450_000 } };
  const outcome = await runPass({ path, size, modifiedAt: mtimeMs, analyzers }, () => {});
  if (!outcome.fingerprint?.ok) throw new Error(outcome.fingerprint?.error);
  return outcome.fingerprint.value;
}

/** Decodes the sound of a file from its beginning to its end, in the cheapest way there is. */
function decode(path: string): void {
  const input = new FormatContext();
  input.openInputSync(path, null, null);
  const [stream] = input.streams;
  const codec = stream && Codec.findDecoder(stream.codecpar.codecId);
  if (!codec) throw new Error(`${path} has no sound.`);
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  decoder.parametersToContext(stream.codecpar);
  decoder.threadCount = 1;
  decoder.open2Sync(codec, null);
  const packet = new Packet();
  packet.alloc();
  const frame = new Frame();
  frame.alloc();
  while (input.readFrameSync(packet) >= 0) {
    decoder.sendPacketSync(packet);
    while (decoder.receiveFrameSync(frame) >= 0) frame.unref();
    packet.unref();
  }
  packet.free();
  frame.free();
  decoder.freeContext();
  input.closeInputSync();
}

const hasProgram = spawnSync('ffmpeg', ['-hide_banner', '-muxers'], { encoding: 'utf8' }).stdout?.includes(
  'chromaprint',
);

/** What other programs do for the same stretches: one process for each. Its CPU time is added to that of this process. */
function runProgram(path: string): void {
  const { stderr, status } = spawnSync(
    'ffmpeg',
    [
      '-hide_banner',
      '-benchmark',
      '-i',
      path,
      '-ac',
      '1',
      '-ar',
      '11025',
      '-f',
      'chromaprint',
      '-fp_format',
      'raw',
      '-y',
      '/dev/null',
    ],
    { encoding: 'utf8' },
  );
  const [, user, system] = stderr.match(/bench: utime=([\d.]+)s stime=([\d.]+)s/) ?? [];
  if (status !== 0 || !user || !system) throw new Error(`ffmpeg failed:\n${stderr}`);
  ofPrograms += Number(user) + Number(system);
}

let ofPrograms = 0;

/** CPU seconds of some work. */
async function cpuOf(work: () => Promise<void> | void): Promise<number> {
  ofPrograms = 0;
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6 + ofPrograms;
}
