import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { explainWriteError } from '../write-error.ts';
import type { Detail } from './make-work.ts';
import { SampleMaker } from './sample-maker.ts';
import { sampleWorks } from './works/library.ts';

/** Told of each step: how much is done of all, in seconds of film or what takes as long, and the file in hand. */
export type SampleProgress = (done: number, total: number, label: string) => void;

/**
 * Makes a library to try Butler with: `Films`, `Series`, `Music` and `Photos` below a folder, all of it painted and
 * composed here. Takes about half a minute on two cores, and 50 MB. A folder with something in it is left as it is;
 * an unfinished one lies beside it under a hidden name, and the next call begins it again. Throws `cancelled`,
 * `disk-full`, `folder-unwritable`, `media-engine-missing` or `worker-lost`.
 */
export async function makeSampleLibrary(
  folder: string,
  onProgress: SampleProgress,
  signal: AbortSignal,
  detail: Detail = 'full',
): Promise<void> {
  const present = await readdir(folder).catch(() => undefined);
  if (present?.length) return;
  const unfinished = join(dirname(folder), `.${basename(folder)}.unfinished`);
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    await makeAll(unfinished, onProgress, signal, detail);
    if (present) await rmdir(folder);
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => {});
    throw explainWriteError(error, folder);
  }
}

/** Shares the works out among as many processes as there are cores. The first failure ends them all. */
async function makeAll(
  folder: string,
  onProgress: SampleProgress,
  signal: AbortSignal,
  detail: Detail,
): Promise<void> {
  const works = sampleWorks();
  const total = Math.round(works.reduce((sum, { weight }) => sum + weight, 0));
  const done = works.map(() => 0);
  const waiting = works.entries();
  const failure = new AbortController();
  const ended = AbortSignal.any([signal, failure.signal]);

  const makers = Array.from({ length: Math.min(availableParallelism(), works.length) }, async () => {
    await using maker = new SampleMaker();
    for (const [work, { path, weight }] of waiting) {
      const report = (share: number) => {
        done[work] = share * weight;
        onProgress(Math.round(done.reduce((sum, part) => sum + part, 0)), total, basename(path));
      };
      report(0);
      await maker.make({ folder, detail, work }, report, ended);
      report(1);
    }
  });
  try {
    await Promise.all(makers);
  } finally {
    failure.abort();
    await Promise.allSettled(makers);
  }
}
