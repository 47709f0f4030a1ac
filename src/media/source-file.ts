import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { getSystemErrorMessage } from 'node:util';
import { ButlerError } from '../domain/errors.ts';
import type { PassOrder } from '../domain/pass.ts';

/**
 * A regular file that is held open while it is read, and known to be the one that was ordered.
 * Files are as hostile as their content: the path may have become a pipe that blocks whoever opens it.
 */
export class SourceFile implements Disposable {
  readonly path: string;
  readonly size: number;
  readonly #file: number;
  readonly #stats: Stats;

  /** Throws `media-changed` when it is gone or another one than ordered, `media-unreadable` when it cannot be read. */
  constructor(order: Pick<PassOrder, 'path' | 'size' | 'modifiedAt'>) {
    this.path = order.path;
    this.size = order.size;
    this.#file = open(order.path);
    try {
      this.#stats = fstatSync(this.#file);
      if (!this.#stats.isFile()) throw unreadable(order.path, `it is ${kindOf(this.#stats)}, not a file`);
      // Databases keep whole milliseconds, file systems finer ones.
      const isOrdered =
        this.#stats.size === order.size && Math.abs(this.#stats.mtimeMs - order.modifiedAt) < 1;
      if (!isOrdered) throw new ButlerError('media-changed', { path: order.path });
    } catch (error) {
      closeSync(this.#file);
      throw error;
    }
  }

  /** For readers that move its position, of which there may be one at a time. {@link read} does not. */
  get descriptor(): number {
    return this.#file;
  }

  /** The bytes at a position; fewer where the file ends. */
  read(position: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, this.size - position)));
    let done = 0;
    try {
      for (let read = -1; read !== 0 && done < bytes.length; done += read) {
        read = readSync(this.#file, bytes, done, bytes.length - done, position + done);
      }
    } catch (cause) {
      throw unreadable(this.path, describeSystemError(cause), cause);
    }
    return bytes.subarray(0, done);
  }

  /** Throws `media-changed` when the path leads to another file by now, or this one was written to. */
  assertUnchanged(): void {
    if (!isSame(this.#stats, fstatSync(this.#file)) || !isSame(this.#stats, findStats(this.path))) {
      throw new ButlerError('media-changed', { path: this.path });
    }
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }
}

/** A file that cannot be used, with the reason as the end of a sentence. */
export function unreadable(path: string, cause: string, error?: unknown): ButlerError {
  return new ButlerError('media-unreadable', { path, cause }, { cause: error });
}

function open(path: string): number {
  try {
    // Without waiting for whoever is at the other end of a pipe.
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new ButlerError('media-changed', { path }, { cause });
    throw unreadable(path, describeSystemError(cause), cause);
  }
}

function findStats(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function isSame(one: Stats, other: Stats | undefined): boolean {
  return (
    one.ino === other?.ino &&
    one.dev === other.dev &&
    one.size === other.size &&
    one.mtimeMs === other.mtimeMs
  );
}

/** What the system says of a failed call, without its path: `permission denied`. */
export function describeSystemError(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  return errno === undefined ? message : getSystemErrorMessage(errno);
}

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}
