import { stat } from 'node:fs/promises';

/** Whether something lies at a path; what cannot be looked at does not. */
export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
