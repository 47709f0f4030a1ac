import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatCount } from '../../domain/amounts.ts';
import { findDecoders } from '../../media/codecs/decoders.ts';
import { WorkerProcess } from '../../media/worker/worker-process.ts';
import { workerEntry } from '../worker-entry.ts';
import { fail, ok, type Verdict, warn } from './finding.ts';

export async function checkMediaEngine(): Promise<Verdict> {
  const { found, missing } = await findDecoders();
  if (missing.length === 0)
    return ok(`It reads ${found.length} of ${found.length} formats that libraries are made of.`);
  return warn(
    `It cannot read ${missing.join(', ')}.`,
    'Run npm ci again: the media engine of package-lock.json reads all of them.',
  );
}

/** Has a worker look at a film of a second that is made for it. */
export async function checkWorker(): Promise<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'butler-doctor-'));
  const worker = new WorkerProcess(workerEntry);
  try {
    const { makeFilm } = await import('../../media/sample/film.ts');
    const path = join(folder, 'film.mkv');
    makeFilm({ path, seconds: 1, width: 160, height: 90 });
    const { size, mtimeMs } = await stat(path);
    const order = { path, size, modifiedAt: Math.floor(mtimeMs), analyzers: { facts: {} } };
    const { facts } = await worker.pass(order, () => {}, AbortSignal.timeout(30_000));
    const streams = facts?.ok ? facts.value.streams.length : 0;
    if (streams > 0)
      return ok(`One was started, and found ${formatCount(streams, 'stream')} in a film made for it.`);
    return fail(
      'One was started, but found nothing in a film made for it.',
      'Run npm ci again; then report it.',
    );
  } finally {
    await worker.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
