import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatError, quote } from '../domain/errors.ts';
import type { Artifact } from '../domain/library.ts';
import type { RunContext } from '../domain/run-context.ts';
import { placeCopy } from './place-copy.ts';

/** In place of a digest: what stands there is not ours. */
const others = 'others';

/**
 * Writes a small text to a place among files of others: see {@link placeCopy}. What cannot be written is told in the
 * log, and tried again the next time: the version that is returned is the digest of what stands there of ours.
 */
export async function placeText(
  { folders, run, log }: RunContext,
  path: string,
  text: string,
  before: Artifact | undefined,
): Promise<Pick<Artifact, 'version' | 'bytes'>> {
  const digest = createHash('sha1').update(text).digest('hex');
  if (before?.version === digest) return before;
  const staged = join(folders.staging, `text-${run.id}-${createHash('sha1').update(path).digest('hex')}`);
  try {
    await mkdir(folders.staging, { recursive: true });
    await writeFile(staged, text);
    const { outcome, bytes } = await placeCopy(staged, path, before?.version);
    if (outcome !== 'others') return { version: digest, bytes };
    if (before?.version !== others)
      log('warn', `${quote(path)} was not written by Butler, and stays as it is.`);
    return { version: others, bytes: 0 };
  } catch (error) {
    log('error', formatError(error));
    return { version: before?.version ?? '', bytes: before?.bytes ?? 0 };
  } finally {
    await rm(staged, { force: true });
  }
}
