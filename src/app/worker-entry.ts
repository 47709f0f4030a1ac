import { fileURLToPath } from 'node:url';

/** The module that each worker process runs. */
export const workerEntry = fileURLToPath(new URL('./worker.ts', import.meta.url));
