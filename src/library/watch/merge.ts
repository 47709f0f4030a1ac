import { isBelow } from '../../domain/scan-scope.ts';

/**
 * The fewest places to look at so that all these folders are: none inside another, and where more than `most` are left,
 * the one folder that holds them all. Paths are absolute and normalised. Pure.
 */
export function mergeFolders(folders: readonly string[], most: number): readonly string[] {
  // Sorted by their names, what is below a folder follows it at once.
  const sorted = folders.map(path => path.split('/')).sort(byNames);
  const merged: string[] = [];
  for (const path of sorted.map(names => names.join('/') || '/')) {
    const last = merged.at(-1);
    if (last === undefined || !isBelow(path, last)) merged.push(path);
  }
  return merged.length > most ? [commonFolder(merged)] : merged;
}

function byNames(a: readonly string[], b: readonly string[]): number {
  const differs = a.findIndex((name, depth) => name !== b[depth]);
  if (differs === -1) return a.length - b.length;
  const [left, right] = [a[differs], b[differs]];
  return right === undefined || (left as string) > right ? 1 : -1;
}

function commonFolder(folders: readonly string[]): string {
  const [first = [], ...others] = folders.map(path => path.split('/'));
  const differs = first.findIndex((name, depth) => others.some(other => other[depth] !== name));
  return (differs === -1 ? first : first.slice(0, differs)).join('/') || '/';
}
