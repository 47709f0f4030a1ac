import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { ButlerError, type ErrorCode } from '../domain/errors.ts';
import type { BackupProof, DatabaseCare, OnStep, RestoreOrder } from '../domain/ports.ts';
import { Cancel } from './sqlite/cancel.ts';
import type { CareJobs, CareNews, CareOrder, CareSettings } from './sqlite/care-protocol.ts';
import { toStoreError } from './sqlite/sqlite-error.ts';

/** Each call is a thread of its own: however long SQLite takes, neither clients nor the serving connection wait. */
export class SqliteCare implements DatabaseCare {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  async size(): Promise<number> {
    return (await bytesOf(this.#file)) + (await bytesOf(`${this.#file}-wal`));
  }

  async findDamage(): Promise<readonly string[]> {
    return await this.#run({ kind: 'damage' }, () => {});
  }

  async copyVerified(
    file: string,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<BackupProof> {
    return await this.#run({ kind: 'copy', target: file }, progressTo(onProgress), signal);
  }

  async copyWithout(
    file: string,
    secretIds: readonly string[],
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<{ proof: BackupProof; secrets: Readonly<Record<string, string>> }> {
    return await this.#run({ kind: 'copyWithout', target: file, secretIds }, progressTo(onProgress), signal);
  }

  async restoreVerified(
    backup: RestoreOrder,
    file: string,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<string> {
    return await this.#run({ kind: 'restore', backup, target: file }, progressTo(onProgress), signal);
  }

  async optimize(onStep: OnStep, signal: AbortSignal): ReturnType<DatabaseCare['optimize']> {
    const bytesBefore = await this.size();
    const onNews = (news: CareNews) => {
      if (news.kind === 'step') onStep(news.step, news.left);
    };
    const optimized = await this.#run({ kind: 'optimize' }, onNews, signal);
    return { ...optimized, bytesBefore, bytesAfter: await this.size() };
  }

  /** Settles once the thread has ended: its connection is closed, and what it had to remove is gone. */
  async #run<K extends keyof CareJobs>(
    order: CareOrder & { kind: K },
    onNews: (news: CareNews) => void,
    signal?: AbortSignal,
  ): Promise<CareJobs[K]['result']> {
    if (signal?.aborted) throw new ButlerError('cancelled', {});
    const cancel = new Cancel();
    const raise = () => cancel.raise();
    const worker = new Worker(new URL('./sqlite/care-thread.ts', import.meta.url), {
      workerData: { file: this.#file, order, flag: cancel.flag } satisfies CareSettings,
    });
    let last: CareNews | undefined;
    worker.on('message', (news: CareNews) => {
      last = news;
      onNews(news);
    });
    signal?.addEventListener('abort', raise);
    try {
      await once(worker, 'exit');
    } finally {
      signal?.removeEventListener('abort', raise);
    }
    return settle(this.#file, last) as CareJobs[K]['result'];
  }
}

function progressTo(onProgress: (fraction: number) => void): (news: CareNews) => void {
  return news => {
    if (news.kind === 'progress') onProgress(news.fraction);
  };
}

/** The result, or the error that the thread met. */
function settle(file: string, last: CareNews | undefined): CareJobs[keyof CareJobs]['result'] {
  switch (last?.kind) {
    case 'result':
      return last.result;
    case 'refused':
      throw new ButlerError(last.code as ErrorCode, last.parameters as never);
    case 'failed':
      throw toStoreError(file, last.failure);
    default:
      throw new Error('The thread that cared for the database ended without a result');
  }
}

async function bytesOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
    throw error;
  }
}
