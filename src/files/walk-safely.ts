import type { Stats } from 'node:fs';
import { isMarker } from './marked-folder.ts';
import { ignoreGone, type SafeFolder } from './safe-folder.ts';

/** What the walk came upon. Times are in milliseconds since 1970 UTC. */
export interface Found {
  readonly kind: 'file' | 'folder';
  /** Below the folder that was walked, with `/` between names. */
  readonly path: string;
  /** Of a file; 0 for a folder. */
  readonly bytes: number;
  readonly modifiedAt: number;
  /** When it was last read, as far as the file system keeps that. */
  readonly readAt: number;
  /** Tells it from whatever may take its place later. */
  readonly inode: number;
}

/** Entries looked at side by side. */
const width = 32;
/** Folders deeper than this are not entered: nothing that Butler makes is. */
const deepest = 32;

/**
 * Everything below a folder: regular files and folders, each folder before what is in it. Links are never followed,
 * other file systems never entered, Butler's markers never named. What vanishes meanwhile is left out.
 */
export async function* walkSafely(folder: SafeFolder, below = '', depth = 0): AsyncGenerator<Found> {
  const names = await folder.names();
  for (let from = 0; from < names.length; from += width) {
    const chunk = names.slice(from, from + width).filter(name => !isMarker(name));
    const states = await Promise.all(chunk.map(name => folder.look(name)));
    for (const [index, name] of chunk.entries()) {
      const state = states[index];
      if (!state || state.dev !== folder.device) continue;
      const found = describe(state, below + name);
      if (!found) continue;
      yield found;
      if (found.kind === 'folder' && depth < deepest) yield* enter(folder, name, `${found.path}/`, depth + 1);
    }
  }
}

async function* enter(parent: SafeFolder, name: string, below: string, depth: number): AsyncGenerator<Found> {
  await using folder = await parent.folder(name).catch(ignoreGone);
  if (folder) yield* walkSafely(folder, below, depth);
}

/** An entry as the walk tells of it; undefined for links, sockets, pipes and devices. */
export function describe(state: Stats, path: string): Found | undefined {
  const kind = state.isFile() ? 'file' : state.isDirectory() ? 'folder' : undefined;
  if (!kind) return undefined;
  return {
    kind,
    path,
    bytes: kind === 'file' ? state.size : 0,
    modifiedAt: state.mtimeMs,
    readAt: state.atimeMs,
    inode: state.ino,
  };
}
