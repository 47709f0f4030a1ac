import { mkdir, rm, stat } from 'node:fs/promises';
import { exists } from './exists.ts';
import { requireSpace } from './free-space.ts';

/** Free before work is begun, as much as that on a long film takes: a full disk is to end the run, not to fail its files. */
const reserve = 100_000_000;

/** Makes a staging folder ready for what is to be left at these paths in it. Throws `disk-full`. */
export async function prepareStaging(folder: string, outputs: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await requireSpace(folder, reserve);
  for (const output of outputs) await rm(output, { recursive: true, force: true });
}

/**
 * Publishes, unless an earlier attempt did so before that could be recorded: then what was staged is in its place already.
 *
 * @param bytes size of what was staged, where it is a file: one of another size in its place is another one
 */
export async function publishOnce(
  publish: (staged: string, target: string) => Promise<void>,
  staged: string,
  target: string,
  bytes?: number,
): Promise<void> {
  if ((await exists(staged)) || !(await isThere(target, bytes))) await publish(staged, target);
}

async function isThere(target: string, bytes: number | undefined): Promise<boolean> {
  const found = await stat(target).catch(() => undefined);
  return found !== undefined && (bytes === undefined || found.size === bytes);
}
