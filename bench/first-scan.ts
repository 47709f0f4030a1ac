import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openButler } from '../src/app/butler.ts';
import { makeFilms } from '../test/support/films.ts';
import { runOf } from '../test/support/run-of.ts';

/**
 * A first scan with its reading: small films of 5 s, each opened, hashed and filed, by one worker and by two in turn. The
 * rate counts from the first file that is read to the end of the run; the best of several rounds is the one that others
 * on the machine disturbed least. Targets: 150 files/s for each core, and 1.6 times the rate with a second worker.
 *
 * Options: `--files` (default 2000), `--rounds` (default 3).
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { files: { type: 'string', default: '2000' }, rounds: { type: 'string', default: '3' } },
  });
  const files = Number(values.files);
  const folder = await mkdtemp(join(tmpdir(), 'butler-bench-first-scan-'));
  try {
    const films = join(folder, 'Films');
    await mkdir(films);
    await makeFilms(films, files, 5);
    const best = new Map<number, number>();
    for (let round = 0; round < Number(values.rounds); round++) {
      for (const workers of [1, 2]) {
        const { seconds, cpuSeconds } = await firstScan(join(folder, `${round}-${workers}`), films, workers);
        const rate = files / seconds;
        best.set(workers, Math.max(best.get(workers) ?? 0, rate));
        const server = ((cpuSeconds / files) * 1000).toFixed(2);
        process.stdout.write(
          `${workers} ${workers === 1 ? 'worker' : 'workers'}: ${Math.round(rate)} files/s; ${server} ms of processor time a file in the server\n`,
        );
      }
    }
    const [one = 0, two = 0] = best.values();
    process.stdout.write(
      `best: ${Math.round(one)} files/s with one worker, ${Math.round(two)} with two: ${(two / one).toFixed(2)} times\n`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function firstScan(
  data: string,
  films: string,
  workers: number,
): Promise<{ seconds: number; cpuSeconds: number }> {
  const butler = await openButler(data);
  try {
    await butler.addSections({ folders: [], described: [`Films=movie:${films}`] });
    await butler.settings.set({ ButlerWorkers: String(workers) });
    await butler.engine.open();
    butler.engine.attend();
    const ended = runOf(butler.events, 'RefreshLibraries', 'succeeded', 'failed');
    const begun = once(butler.events, 'pass');
    await butler.engine.start('RefreshLibraries');
    await begun;
    const since = performance.now();
    const cpuSince = process.cpuUsage();
    const { outcome, progress } = await ended;
    if (progress.done === 0 || progress.failed > 0) throw new Error(outcome);
    const { user, system } = process.cpuUsage(cpuSince);
    return { seconds: (performance.now() - since) / 1000, cpuSeconds: (user + system) / 1e6 };
  } finally {
    await butler.close();
  }
}
