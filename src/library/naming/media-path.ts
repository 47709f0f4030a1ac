import { rememberLast } from './remember-last.ts';

/** A path below a root, taken apart. */
export interface MediaPath {
  /** From the root downwards. The same array for files of the same folder that come one after the other. */
  readonly folders: readonly string[];
  readonly name: string;
  /** The name without its last extension. */
  readonly stem: string;
}

/** Splits a path with `/` between names. All text comes out composed (NFC): disks disagree on how to store `é`. */
export function splitPath(relativePath: string): MediaPath {
  const path = relativePath.normalize('NFC');
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  const dot = name.lastIndexOf('.');
  return {
    folders: foldersOf(path.slice(0, slash + 1)),
    name,
    stem: dot > 0 ? name.slice(0, dot) : name,
  };
}

const foldersOf = rememberLast((folder: string) => folder.split('/').filter(name => name !== ''));
