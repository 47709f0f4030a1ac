import { lstatSync } from 'node:fs';
import { isIgnoredFolder } from '../naming/ignored.ts';

/**
 * From where to walk, as a path below the root, so that one place is looked at: the place itself, the folder of a file,
 * or the whole root (`''`) where the way there leads through a link or a folder that is passed over: which of them are
 * followed depends on all of the root. A place that is not there is walked too: so it is found to be gone.
 */
export function startFolder(root: string, below: string | undefined): string {
  if (below === undefined) return '';
  const names = below.split('/');
  for (const [depth, name] of names.entries()) {
    const path = names.slice(0, depth + 1).join('/');
    const stats = lstatSync(`${root}/${path}`, { throwIfNoEntry: false });
    if (!stats) return below;
    if (stats.isSymbolicLink() || (stats.isDirectory() && isIgnoredFolder(name))) return '';
    if (!stats.isDirectory()) return names.slice(0, depth).join('/');
  }
  return below;
}
