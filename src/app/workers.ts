import type { WorkerPool } from '../engine/worker-pool.ts';
import type { Workers } from '../http/api/workers.ts';
import { residentBytes } from '../observe/worker-memory.ts';

/** The workers as they are now, with the memory of each. */
export async function viewWorkers(pool: WorkerPool): Promise<Workers> {
  const { workers, limit, started, lost } = pool;
  const items = await Promise.all(
    workers.map(async worker => {
      const memoryBytes = worker.pid === undefined ? undefined : await residentBytes(worker.pid);
      return { ...worker, ...(memoryBytes !== undefined && { memoryBytes }) };
    }),
  );
  return { items, limit, started, lost };
}
