import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { WorkerProcess } from '../src/media/worker/worker-process.ts';
import { cpuSecondsOf, mostMemoryOf } from './measure.ts';

const entry = fileURLToPath(new URL('../src/app/worker.ts', import.meta.url));
const never = new AbortController().signal;
const target = 2.5;

/**
 * GenerateAutoTags over JPEGs as cameras leave them (12 megapixels of grain, some 8 MB, of different colours), through a
 * worker process: how many a core looks at in a second, beside those that it only decodes at their full size. Target: 2.5.
 *
 * Options: `--photos` (default 20).
 */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { photos: { type: 'string', default: '20' } },
  });
  const count = Number(values.photos);
  const folder = mkdtempSync(join(tmpdir(), 'butler-bench-'));
  const worker = new WorkerProcess(entry);
  try {
    const photos = await Promise.all(Array.from({ length: count }, (_, n) => makePhoto(folder, n)));
    await look(worker, photos[0] as string);
    const before = cpuSecondsOf(worker.pid);
    for (const photo of photos) await look(worker, photo);
    const cpuSeconds = cpuSecondsOf(worker.pid) - before;
    const own = process.cpuUsage();
    for (const photo of photos) await sharp(photo).raw().toBuffer();
    const { user, system } = process.cpuUsage(own);
    const rate = count / cpuSeconds;
    const decoded = count / ((user + system) / 1e6);
    process.stdout.write(
      [
        `${count} photos of 12 megapixels, ${cpus()[0]?.model.trim()}`,
        `looked at: ${rate.toFixed(1)} photos/s of one core (target ${target}), ${Math.round(mostMemoryOf(worker.pid) / 1e6)} MB at most`,
        `decoded at full size and nothing else: ${decoded.toFixed(1)} photos/s`,
        rate >= target ? 'reached' : 'MISSED',
        '',
      ].join('\n'),
    );
  } finally {
    await worker.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makePhoto(folder: string, n: number): Promise<string> {
  const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
  const grain = { create: { width: 4000, height: 3000, channels: 3, background: '#888', noise } } as const;
  const path = join(folder, `${n}.jpg`);
  const tint = { r: (n * 53) % 256, g: (n * 97) % 256, b: (n * 151) % 256 };
  await writeFile(path, await sharp(grain).tint(tint).jpeg({ quality: 92 }).toBuffer());
  return path;
}

async function look(worker: WorkerProcess, path: string): Promise<void> {
  const { size, mtimeMs } = statSync(path);
  const order = { path, size, modifiedAt: mtimeMs, analyzers: { autoTags: { confidence: 50 } } };
  const { autoTags } = await worker.pass(order, () => {}, never);
  if (!autoTags?.ok) throw new Error(autoTags?.error);
}
