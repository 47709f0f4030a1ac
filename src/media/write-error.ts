import { dirname } from 'node:path';
import { ButlerError } from '../domain/errors.ts';
import { describeSystemError } from './source-file.ts';

/** Turns a failed call of the system on a file of ours into `disk-full` or `folder-unwritable`; any other error stays. */
export function explainWriteError(error: unknown, path: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) return error;
  const folder = dirname(path);
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new ButlerError('disk-full', { path: folder }, { cause: error });
  return new ButlerError(
    'folder-unwritable',
    { folder, cause: describeSystemError(error) },
    { cause: error },
  );
}
