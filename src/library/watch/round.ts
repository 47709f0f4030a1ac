import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { formatCount } from '../../domain/amounts.ts';
import { ButlerError, formatError } from '../../domain/errors.ts';
import type { Silences } from '../../domain/root-watch.ts';
import { isBelow } from '../../domain/scan-scope.ts';
import { describeFileError, isNotThere } from '../scan/file-error.ts';

/** Milliseconds after which others get a turn: a watch costs 20 µs, and a library has thousands. */
const stretchMs = 10;

/** Gives way to others now and then. */
export class Turns {
  #since = performance.now();

  async breathe(): Promise<void> {
    if (performance.now() - this.#since < stretchMs) return;
    await nextTurn();
    this.#since = performance.now();
  }
}

/** One round over the folders of a root: what was left out in it, and why. */
export class Round extends Turns {
  readonly #silences: Silences;
  readonly #root: string;
  /** Why nothing is watched from a place on, by its path below the root. */
  readonly #leftOut: Map<string, string>;
  #failure: string | undefined;

  constructor(silences: Silences, root: string) {
    super();
    this.#silences = silences;
    this.#root = root;
    const start = root.length + (root.endsWith('/') ? 0 : 1);
    this.#leftOut = new Map(
      [...silences.below(root)].map(([folder, because]) => [folder.slice(start), because]),
    );
  }

  isLeftOut(path: string): boolean {
    if (this.#leftOut.size === 0) return false;
    return this.#leftOut.keys().some(place => isBelow(path, place));
  }

  /** Whether a symbolic link leads to where the system tells of changes. */
  async mayFollow(path: string): Promise<boolean> {
    const because = await this.#silences.find(join(this.#root, path));
    if (because !== undefined) this.#leftOut.set(path, because);
    return because === undefined;
  }

  /** False when all others would fail in the same way. */
  noteFailure(path: string, error: unknown): boolean {
    // What went away is told by the folder that it was in.
    if (isNotThere(error) && path !== '') return true;
    const folder = join(this.#root, path);
    const { code } = error as NodeJS.ErrnoException;
    const isFull = code === 'ENOSPC';
    this.#failure ??= formatError(
      isFull
        ? new ButlerError('watch-limit', { path: this.#root })
        : new ButlerError('watch-refused', { path: folder, cause: describeFileError(error) }),
    );
    return !isFull && code !== 'EMFILE' && path !== '';
  }

  /** Why so many folders are not watched; undefined where they only went away. */
  explain(left: number): string | undefined {
    const because = this.#failure ?? this.#leftOut.values().next().value;
    return left > 0 && because !== undefined
      ? `${formatCount(left, 'folder')} not watched: ${because}`
      : undefined;
  }
}
