import { ButlerError } from '../../domain/errors.ts';

/**
 * Loads FFmpeg into this process. Everything that uses it is imported after this has resolved, so that a machine
 * without it gets one clear error, and only when media are to be opened. Throws `media-engine-missing`.
 */
export async function requireEngine(): Promise<void> {
  try {
    const { Log } = await import('node-av/lib');
    const { AV_LOG_QUIET } = await import('node-av/constants');
    // What is wrong with a file is told by its outcome.
    Log.setLevel(AV_LOG_QUIET);
  } catch (cause) {
    const platform = `${process.platform}-${process.arch}`;
    throw new ButlerError('media-engine-missing', { platform }, { cause });
  }
}
