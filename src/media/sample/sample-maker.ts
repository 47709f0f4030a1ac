import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ButlerError } from '../../domain/errors.ts';
import { fromPlainError } from '../worker/protocol.ts';
import type { SampleAnswer, SampleOrder } from './sample-worker.ts';

const entry = fileURLToPath(new URL('./sample-worker.ts', import.meta.url));

/** A process that makes files of the sample library, one at a time. */
export class SampleMaker {
  readonly #child = fork(entry, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  readonly #gone: Promise<string>;

  constructor() {
    this.#gone = new Promise(resolve => {
      this.#child.once('error', error => resolve(error.message));
      this.#child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
  }

  /** Resolves when the file is complete. Rejects with `cancelled` when the signal aborts; then nothing more can be made. */
  async make(order: SampleOrder, report: (share: number) => void, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const take = (answer: SampleAnswer) => {
      if ('share' in answer) report(answer.share);
      else if ('error' in answer) reject(fromPlainError(answer.error));
      else resolve();
    };
    const cancel = () => reject(new ButlerError('cancelled', {}));
    void this.#gone.then(detail => reject(new ButlerError('worker-lost', { detail })));
    this.#child.on('message', take);
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    else this.#child.send(order, () => {});
    try {
      await promise;
    } finally {
      this.#child.off('message', take);
      signal.removeEventListener('abort', cancel);
    }
  }

  /** Ends the process; resolves when it is gone. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#gone;
  }
}
