import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { PassOrder } from '../src/domain/pass.ts';
import { WorkerProcess } from '../src/media/worker/worker-process.ts';
import { type BenchKind, whyNot } from './index-files-film.ts';
import { mostMemoryOf } from './measure.ts';
import { findOrMakeFilmWithSound } from './one-pass-film.ts';

const entry = fileURLToPath(new URL('../src/app/worker.ts', import.meta.url));

const kinds: readonly BenchKind[] = ['1080p H.264', '4K HEVC', '4K HEVC, 10 bits'];

const help = `npm run bench -- worker [--seconds <length of the films>]
`;

/** The most memory that a worker holds while all that can be found out about a film, and made of it, is due. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { seconds: { type: 'string', default: '120' }, help: { type: 'boolean' } },
  });
  if (values.help) return void process.stdout.write(help);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  print('Most memory of a worker, in MB:');
  for (const kind of kinds) {
    const missing = whyNot(kind);
    if (missing) {
      print(`  ${kind}: left out, ${missing}`);
      continue;
    }
    const film = findOrMakeFilmWithSound(Number(values.seconds), kind);
    for (const [name, keyframesOnly] of [
      ['keyframes, as it is by default', true],
      ['the exact frames', false],
    ] as const) {
      const memory = await memoryOf(film, { intervalMs: 2000, keyframesOnly });
      print(
        `  ${`${kind}, a picture each 2 s of ${name}`.padEnd(70)}${(memory / 1e6).toFixed(0).padStart(4)}`,
      );
    }
  }
}

type Pictures = Pick<Required<PassOrder['analyzers']>['indexFile'], 'intervalMs' | 'keyframesOnly'>;

/** Of a worker that does the same film twice: the second time, V8 has made all that it makes of the loops. */
async function memoryOf(film: string, pictures: Pictures): Promise<number> {
  const worker = new WorkerProcess(entry);
  const { size, mtimeMs } = statSync(film);
  try {
    for (let pass = 0; pass < 2; pass++) {
      const folder = mkdtempSync(join(tmpdir(), 'butler-bench-'));
      try {
        const order = { path: film, size, modifiedAt: mtimeMs, analyzers: everything(pictures, folder) };
        const outcome = await worker.pass(order, () => {}, new AbortController().signal);
        for (const [name, result] of Object.entries(outcome))
          if (!result.ok) throw new Error(`${name}: ${result.error}`);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }
    return mostMemoryOf(worker.pid);
  } finally {
    await worker.stop();
  }
}

function everything(pictures: Pictures, folder: string): PassOrder['analyzers'] {
  const size = { width: 320, quality: 4 };
  const sheets = { columns: 10, rows: 10, quality: 4, withTrack: true, output: join(folder, 'sheets') };
  return {
    facts: {},
    deep: {},
    indexFile: { ...pictures, ...size, sheets, output: join(folder, 'a.bif') },
    chapterThumbs: { chapters: [], ...size, output: join(folder, 'chapters') },
    breaks: {},
    credits: { tailMs: 600_000 },
    fingerprint: { headMs: 600_000, tailMs: 300_000 },
    loudness: { truePeak: true },
    speech: {},
  };
}
