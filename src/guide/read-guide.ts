import { Worker } from 'node:worker_threads';
import type { GuideSummary } from './intake.ts';
import type { GuideMessage, GuideOrder } from './protocol.ts';
import { NoGuide } from './xmltv-reader.ts';

/** Of the thread: what it has at hand is some thousand programmes, and the channels. */
const limits = { maxOldGenerationSizeMb: 48 };

/**
 * Reads a guide in a thread of its own, and hands its programmes over in batches, in UTF-8 JSON arrays of
 * what `formatProgramme` makes, the next ones when `take` is
 * done, in the same memory.
 * Throws {@link NoGuide} with what is wrong with the file, what `take` throws, or the signal's reason. What was taken by
 * then is of a guide that is not whole.
 *
 * @param stalledMs how long nothing may come: a network folder can hang for ever
 */
export async function readGuide(
  order: GuideOrder,
  take: (programmes: Uint8Array) => Promise<void>,
  signal: AbortSignal,
  stalledMs = 120_000,
): Promise<GuideSummary> {
  signal.throwIfAborted();
  const thread = new Worker(new URL('./reader-thread.ts', import.meta.url), {
    workerData: order,
    resourceLimits: limits,
  });
  const { promise, resolve, reject } = Promise.withResolvers<GuideSummary>();
  let taking = Promise.resolve();
  const stalled = setTimeout(
    () => reject(new NoGuide(`nothing of it comes for ${stalledMs / 1000} s`)),
    stalledMs,
  );
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort);
  thread.on('error', error => {
    const isFull = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
    reject(isFull ? new NoGuide('reading it takes more memory than any guide does') : error);
  });
  thread.on('exit', code => {
    if (code !== 0) reject(new Error(`The thread that read the guide ended (${code}).`));
  });
  thread.on('message', (message: GuideMessage) => {
    stalled.refresh();
    if (message.kind === 'failure') return reject(new NoGuide(message.cause));
    // One after the other, and all of them before the end.
    taking = taking.then(async () => {
      if (message.kind === 'end') return resolve(message.summary);
      await take(message.programmes);
      stalled.refresh();
      thread.postMessage('taken');
    });
    taking.catch(reject);
  });
  try {
    return await promise;
  } finally {
    clearTimeout(stalled);
    signal.removeEventListener('abort', abort);
    await thread.terminate();
  }
}
