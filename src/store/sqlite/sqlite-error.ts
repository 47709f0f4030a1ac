import { dirname } from 'node:path';
import { ButlerError } from '../../domain/errors.ts';
import type { Failure } from './protocol.ts';

/** SQLite's primary result codes (https://sqlite.org/rescode.html) that say something about the file or its disk. */
const primary = { readOnly: 8, ioError: 10, corrupt: 11, full: 13, cantOpen: 14, notADatabase: 26 };
/** Extended code for no room for the index of the write-ahead log. */
const sharedMemorySize = 4874;

/** Whether SQLite's extended result code means that there is no room on the disk. */
export function isDiskFull(errcode: number): boolean {
  return errcode === sharedMemorySize || (errcode & 0xff) === primary.full;
}

/** SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE. */
const uniqueViolations: readonly number[] = [1555, 2067];

/** What SQLite refused, with its extended result code. */
export class SqliteError extends Error {
  readonly errcode: number;

  constructor(message: string, errcode: number) {
    super(message);
    this.name = 'SqliteError';
    this.errcode = errcode;
  }
}

/** Whether a row was refused because there may be only one like it. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof SqliteError && uniqueViolations.includes(error.errcode);
}

/**
 * What the caller of a statement is to see: what a person can mend as a {@link ButlerError}, everything else as
 * SQLite says it.
 */
export function toStoreError(file: string, { message, errcode }: Failure): Error {
  if (errcode === undefined) return new Error(message);
  const cause = new SqliteError(message, errcode);
  if (isDiskFull(errcode)) return new ButlerError('disk-full', { path: dirname(file) }, { cause });
  switch (errcode & 0xff) {
    case primary.corrupt:
    case primary.notADatabase:
      return new ButlerError('database-corrupt', { file, detail: message }, { cause });
    case primary.ioError:
    case primary.readOnly:
    case primary.cantOpen:
      return new ButlerError('database-inaccessible', { file, cause: message }, { cause });
    default:
      return cause;
  }
}
