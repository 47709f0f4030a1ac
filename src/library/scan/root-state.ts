import { readdirSync, type Stats, statSync } from 'node:fs';
import { ButlerError } from '../../domain/errors.ts';
import type { WalkOrder } from '../../domain/walk.ts';
import { isIgnoredFolder, isIgnoredName } from '../naming/ignored.ts';
import { describeFileError, isNotThere } from './file-error.ts';
import type { KnownTree } from './known-tree.ts';
import { changeTimeOf } from './list-folder.ts';

/** The folder that a walk starts from, checked to be the one that the library knows. */
export interface OpenRoot {
  readonly device: number;
  /** Throws when another folder has come to stand at its path, as when its disk was detached meanwhile. */
  check(): void;
}

/**
 * An unmounted disk leaves an empty folder behind, and another disk may be mounted in its place: neither means that
 * files were deleted. Device numbers alone prove nothing, since network and pooled file systems get new ones with
 * every mount; so on a new device the root must still hold half of what it held at its top.
 */
export function openRoot(order: WalkOrder, known: KnownTree): OpenRoot {
  const { root } = order;
  const stats = statRoot(root);
  const isSameDevice = order.device === undefined || order.device === stats.dev;
  const isUnchanged = known.modifiedOf('') === changeTimeOf(stats);
  const remembered = [...known.foldersIn(''), ...order.known.topFiles];
  if (remembered.length > 0 && !(isSameDevice && isUnchanged)) {
    const present = new Set(namesIn(root));
    if (present.size === 0) throw new ButlerError('root-emptied', { path: root });
    const kept = remembered.filter(name => present.has(name)).length;
    if (!isSameDevice && kept * 2 < remembered.length) throw new ButlerError('root-replaced', { path: root });
  }
  return {
    device: stats.dev,
    check() {
      const now = statRoot(root);
      if (now.dev !== stats.dev || now.ino !== stats.ino)
        throw new ButlerError('root-replaced', { path: root });
    },
  };
}

/** What is wrong with a root that a file call failed on. */
export function rootError(root: string, error: unknown): ButlerError {
  return isNotThere(error)
    ? new ButlerError('root-missing', { path: root }, { cause: error })
    : new ButlerError('root-unreadable', { path: root, cause: describeFileError(error) }, { cause: error });
}

function statRoot(root: string): Stats {
  let stats: Stats;
  try {
    stats = statSync(root);
  } catch (error) {
    throw rootError(root, error);
  }
  if (!stats.isDirectory()) throw new ButlerError('root-not-a-folder', { path: root });
  return stats;
}

/** What counts as content: `lost+found` alone is an empty disk. */
function namesIn(root: string): string[] {
  try {
    return readdirSync(root, { withFileTypes: true })
      .filter(entry => !(entry.isDirectory() ? isIgnoredFolder(entry.name) : isIgnoredName(entry.name)))
      .map(entry => entry.name);
  } catch (error) {
    throw rootError(root, error);
  }
}
