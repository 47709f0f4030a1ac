import { getSystemErrorMessage } from 'node:util';
import { ButlerError } from '../domain/errors.ts';

/** What the system says of a failed call, without its path: `permission denied`. */
export function describeSystemError(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  return errno === undefined ? message : getSystemErrorMessage(errno);
}

/**
 * Turns the failure of a write at `path` into the error that a person can act on: `disk-full` or `folder-unwritable`.
 * Anything else is given back as it is.
 */
export function explainWriteError(error: unknown, path: string): unknown {
  const unwritable = (cause: string) =>
    new ButlerError('folder-unwritable', { folder: path, cause }, { cause: error });
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new ButlerError('disk-full', { path }, { cause: error });
    case 'ENOTDIR':
    case 'EISDIR':
    case 'EEXIST':
      return unwritable('something else stands in its place');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'EIO':
      return unwritable(describeSystemError(error));
    default:
      return error;
  }
}
