import type { PassOrder, PassOutcome } from '../domain/pass.ts';
import type { PassProgress } from '../domain/worker.ts';
import { requireEngine } from './codecs/engine.ts';

/**
 * Opens a file once and runs all analyzers of the order over it. What is wrong with the file stands in their outcomes,
 * one by one. What is wrong with this machine is thrown: `media-engine-missing`, `disk-full`, `folder-unwritable`;
 * `media-changed` where the file is not the one that was ordered, or no longer; and `cancelled` once the signal has
 * aborted. Nothing of an analyzer that did not succeed stays at its output.
 *
 * `alive` is called now and then while the work goes on; where it returns a promise, the work rests until that resolves.
 *
 * To be called in a worker process, for one file at a time: hostile media may crash or hang it.
 */
export async function runPass(
  order: PassOrder,
  report: (progress: PassProgress) => void,
  signal: AbortSignal = new AbortController().signal,
  alive: () => Promise<void> | undefined = () => undefined,
): Promise<PassOutcome> {
  await requireEngine();
  const { readFile } = await import('./read-file.ts');
  let reached = 0;
  const advance = (fraction: number) => {
    reached = Math.max(reached, Math.min(1, fraction));
    report({ fraction: reached });
  };
  return await readFile(order, advance, signal, alive);
}
