import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Program } from '../test/support/program.ts';
import { type Latency, latencyOf } from './latency.ts';
import { findOrMakeFilmWithSound } from './one-pass-film.ts';

const token = 't';

/**
 * How long clients of the program wait for `GET /butler` and for a page of its own API while two workers read films
 * from end to end for every task, on as many cores as there are. Target: 99 of 100 within 50 ms.
 */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'butler-bench-busy-'));
  const film = findOrMakeFilmWithSound(60);
  try {
    for (const path of ['/butler', '/api/v1/tasks']) {
      const media = join(folder, 'media');
      for (let n = 1; n <= 4; n++) {
        const target = join(media, `Film ${n} (200${n})`, `Film ${n} (200${n}).mp4`);
        await cp(film, target);
        await appendFile(target, freeBox(n));
      }
      const data = join(folder, 'data');
      await using program = new Program(['--data', data, '--port', '0', '--token', token, media]);
      const url = await program.url();
      await program.line(/Generate Media Index Files: started/);
      const question = { port: Number(new URL(url).port), path, headers: { 'X-Plex-Token': token } };
      const latency = await latencyOf(question, async () => {
        await program.line(/Deep Media Analysis: (succeeded|failed)/);
      });
      print(path, latency);
      await program.kill('SIGTERM');
      await rm(data, { recursive: true });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What players pass over: a content of its own for each film. */
function freeBox(n: number): Buffer {
  const box = Buffer.from('\0\0\0\x10free\0\0\0\0\0\0\0\0', 'latin1');
  box.writeUInt32BE(n, 12);
  return box;
}

function print(path: string, { answers, median, p99, worst }: Latency): void {
  const [usual, late, latest] = [median, p99, worst].map(ms => `${ms.toFixed(1)} ms`);
  process.stdout.write(
    `${path.padEnd(16)}median ${usual}, p99 ${late} (target < 50), worst ${latest}, ${answers} answers\n`,
  );
}
