import { type FSWatcher, lstatSync, type Stats, statSync, watch } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { RootWatch, Silences } from '../../domain/root-watch.ts';
import { isBelow } from '../../domain/scan-scope.ts';
import type { KnownFolders } from '../../domain/walk.ts';
import { isIgnoredFolder, isIgnoredName } from '../naming/ignored.ts';
import { isFileError } from '../scan/file-error.ts';
import { changeTimeOf } from '../scan/list-folder.ts';
import { Round, Turns } from './round.ts';

/** Only these watch a whole tree by themselves; on Linux Node would watch every single file. */
const watchesTrees = process.platform === 'darwin' || process.platform === 'win32';

/**
 * Watches the folders of a root that the library knows: on Linux one watch of the kernel for each, of about 1 kB here.
 * File calls are made in this process, so it stays away from whatever may not answer.
 *
 * The kernel drops changes when more than `fs.inotify.max_queued_events` come at once, and Node does not tell: those
 * are left to the next scan.
 */
export class FolderWatch {
  readonly #root: string;
  readonly #onChange: (folder: string) => void;
  readonly #isTree: boolean;
  /** By path below the root. */
  readonly #watchers = new Map<string, FSWatcher>();
  #isClosed = false;

  /**
   * @param root absolute path
   * @param onChange told the absolute path of a folder when something in it came, went or changed, or itself did
   * @param isTree whether one watch is to see the whole tree
   */
  constructor(root: string, onChange: (folder: string) => void, isTree = watchesTrees) {
    this.#root = root;
    this.#onChange = onChange;
    this.#isTree = isTree;
  }

  /**
   * Watches the known folders from now on, and no others. Those that have changed since the library saw them are told
   * at once: so nothing is missed between a scan and its watch.
   */
  async cover(known: KnownFolders, silences: Silences): Promise<RootWatch> {
    const because = await silences.find(this.#root);
    if (because !== undefined) {
      await this.clear();
      return { folders: 0, because };
    }
    const paths = this.#isTree ? known.paths.filter(path => path === '') : known.paths;
    await this.#keepOnly(new Set(paths));
    const round = new Round(silences, this.#root);
    // Every folder comes after the one that it is in.
    for (const index of paths.keys().toArray().sort(byText(paths))) {
      const path = paths[index] as string;
      if (this.#watchers.has(path) || round.isLeftOut(path)) continue;
      await round.breathe();
      if (this.#isClosed) break;
      if (!(await this.#add(path, this.#isTree ? Number.NaN : known.modified[index], round))) break;
    }
    const left = round.explain(paths.length - this.#watchers.size);
    return { folders: this.#watchers.size, ...(left !== undefined && { because: left }) };
  }

  /** Watches nothing until {@link cover}. */
  async clear(): Promise<void> {
    await this.#keepOnly(new Set());
  }

  /** Watches nothing ever again. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.clear();
  }

  async #keepOnly(wanted: ReadonlySet<string>): Promise<void> {
    const turns = new Turns();
    for (const path of this.#watchers.keys()) {
      if (wanted.has(path)) continue;
      this.#drop(path);
      await turns.breathe();
    }
  }

  /** False when it makes no sense to go on. */
  async #add(path: string, modified: number | undefined, round: Round): Promise<boolean> {
    const folder = join(this.#root, path);
    try {
      let stats = lstatSync(folder);
      if (stats.isSymbolicLink()) {
        if (!(await round.mayFollow(path))) return true;
        stats = statSync(folder);
      }
      this.#watch(folder, path);
      if (hasChanged(stats, modified)) this.#onChange(folder);
    } catch (error) {
      if (!isFileError(error)) throw error;
      return round.noteFailure(path, error);
    }
    return true;
  }

  #watch(folder: string, path: string): void {
    const options = { persistent: false, recursive: this.#isTree };
    const watcher = watch(folder, options, (event, name) => this.#take(path, event, name));
    // What ends a watch also changes the folder that it is in.
    watcher.on('error', () => this.#drop(path));
    this.#watchers.set(path, watcher);
  }

  #take(path: string, event: string, name: string | null): void {
    const folder = join(this.#root, path);
    if (name === null) {
      this.#onChange(folder);
      return;
    }
    if (isPassedOver(name)) return;
    const changed = join(folder, name);
    let isFolder = false;
    if (event === 'rename') {
      // Another folder may come to stand there, which is not watched yet; and the end of a watch is told under its own name.
      const wasFolder = this.#dropTree(join(path, name));
      if (name === basename(folder)) this.#drop(path);
      isFolder = wasFolder || isFolderNow(changed);
    }
    this.#onChange(isFolder ? changed : dirname(changed));
  }

  /** False where the folder was not watched. */
  #dropTree(path: string): boolean {
    if (!this.#watchers.has(path)) return false;
    for (const other of this.#watchers.keys()) if (isBelow(other, path)) this.#drop(other);
    return true;
  }

  #drop(path: string): void {
    this.#watchers.get(path)?.close();
    this.#watchers.delete(path);
  }
}

/** Also where the library must look again in any case. */
function hasChanged(folder: Stats, modified: number | undefined): boolean {
  return !Number.isNaN(modified) && changeTimeOf(folder) !== modified;
}

function isFolderNow(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isPassedOver(path: string): boolean {
  return path.split(sep).some(name => isIgnoredFolder(name) || isIgnoredName(name));
}

function byText(texts: readonly string[]): (a: number, b: number) => number {
  return (a, b) => ((texts[a] as string) < (texts[b] as string) ? -1 : 1);
}
