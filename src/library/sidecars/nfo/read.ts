import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { formatError } from '../../../domain/errors.ts';
import type { NfoFile, NfoOutcome } from '../../../domain/local-media.ts';
import type { Breathe } from '../../../domain/worker.ts';
import { decodeNfo } from './decode.ts';
import { NfoError } from './nfo-error.ts';
import { parseNfo } from './parse.ts';

/** The longest real ones have some 200 KiB. */
const mostBytes = 2 ** 20;

/** Makes opening a pipe that took the file's place return at once. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** See `NfoReader`. One file after the other. */
export async function readNfos(
  files: readonly NfoFile[],
  breathe: Breathe,
  signal: AbortSignal,
): Promise<readonly NfoOutcome[]> {
  const outcomes: NfoOutcome[] = [];
  for (const file of files) {
    outcomes.push(await readNfo(file));
    signal.throwIfAborted();
    const pause = breathe();
    if (pause) await pause;
  }
  return outcomes;
}

async function readNfo({ path, size, modifiedAt }: NfoFile): Promise<NfoOutcome> {
  try {
    await using handle = await open(path, flags);
    const found = await handle.stat();
    if (!found.isFile() || found.size !== size || found.mtimeMs !== modifiedAt) {
      return { ok: false, error: 'it changed since the last scan', isLasting: false };
    }
    if (size > mostBytes) throw new NfoError('it is longer than 1 MiB, which no NFO file is');
    const buffer = Buffer.alloc(size);
    const { bytesRead } = await handle.read(buffer, 0, size, 0);
    return { ok: true, nfo: parseNfo(decodeNfo(buffer.subarray(0, bytesRead))) };
  } catch (error) {
    return { ok: false, error: formatError(error), isLasting: error instanceof NfoError };
  }
}
