/** The body of a thread that does one thing for the health of the database, on a connection of its own, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { ButlerError } from '../../domain/errors.ts';
import { Cancel } from './cancel.ts';
import type { CareJobs, CareNews, CareSettings } from './care-protocol.ts';
import { copyVerified } from './copy.ts';
import { optimize } from './optimize.ts';
import { findDamage, openReader } from './reader.ts';
import { restoreVerified } from './restore.ts';
import { copyWithout } from './secrets.ts';

if (!parentPort) throw new Error('care-thread.ts is the body of a worker thread');
const port = parentPort;

const tell = (news: CareNews) => port.postMessage(news);

async function work({ file, order, flag }: CareSettings): Promise<CareJobs[keyof CareJobs]['result']> {
  const cancel = new Cancel(flag);
  const onProgress = (fraction: number) => tell({ kind: 'progress', fraction });
  switch (order.kind) {
    case 'damage': {
      using db = openReader(file);
      return findDamage(db);
    }
    case 'copy':
      return await copyVerified(file, order.target, onProgress, cancel);
    case 'copyWithout':
      return await copyWithout(file, order.target, order.secretIds, onProgress, cancel);
    case 'restore':
      return await restoreVerified(order.backup, order.target, onProgress, cancel);
    case 'optimize':
      return optimize(file, (step, left) => tell({ kind: 'step', step, left }), cancel);
  }
}

function describe(error: unknown): CareNews {
  if (error instanceof ButlerError) {
    return { kind: 'refused', code: error.code, parameters: error.parameters as object };
  }
  const { message, errcode } = error as { message: string; errcode?: number };
  return { kind: 'failed', failure: errcode === undefined ? { message } : { message, errcode } };
}

try {
  tell({ kind: 'result', result: await work(workerData as CareSettings) });
} catch (error) {
  tell(describe(error));
}
