import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openButler } from '../src/app/butler.ts';
import { makeFilms } from '../test/support/films.ts';
import { runOf } from '../test/support/run-of.ts';

/**
 * A first scan with its reading: small films of 5 s, each opened, hashed and filed, from the start of the run to its end,
 * by one worker and by two. Target: 150 files/s for each core.
 *
 * Options: `--files` (default 2000).
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { files: { type: 'string', default: '2000' } },
  });
  const files = Number(values.files);
  const folder = await mkdtemp(join(tmpdir(), 'butler-bench-first-scan-'));
  try {
    const films = join(folder, 'Films');
    await mkdir(films);
    await makeFilms(films, files, 5);
    for (const workers of [1, 2]) {
      const seconds = await firstScan(join(folder, `data-${workers}`), films, workers);
      const rate = Math.round(files / seconds);
      process.stdout.write(
        `${workers} ${workers === 1 ? 'worker' : 'workers'}: ${files} files in ${seconds.toFixed(1)} s, ${rate} files/s\n`,
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function firstScan(data: string, films: string, workers: number): Promise<number> {
  const butler = await openButler(data);
  try {
    await butler.addSections({ folders: [], described: [`Films=movie:${films}`] });
    await butler.settings.set({ ButlerWorkers: String(workers) });
    await butler.engine.open();
    butler.engine.attend();
    const ended = runOf(butler.events, 'RefreshLibraries', 'succeeded', 'failed');
    const since = performance.now();
    await butler.engine.start('RefreshLibraries');
    const { outcome, progress } = await ended;
    if (progress.done === 0 || progress.failed > 0) throw new Error(outcome);
    return (performance.now() - since) / 1000;
  } finally {
    await butler.close();
  }
}
