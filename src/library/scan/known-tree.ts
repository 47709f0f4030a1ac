import type { KnownFolders } from '../../domain/walk.ts';

/** The folders that the library knows of a root, as a tree, each with a tick once it was found again. */
export class KnownTree {
  readonly #paths: readonly string[];
  readonly #modified: Float64Array;
  readonly #indexes: Map<string, number>;
  readonly #firstChild: Int32Array;
  readonly #nextSibling: Int32Array;
  readonly #found: Uint8Array;

  constructor(known: KnownFolders) {
    const { paths } = known;
    this.#paths = paths;
    this.#modified = known.modified;
    this.#indexes = new Map(paths.map((path, index) => [path, index]));
    this.#firstChild = new Int32Array(paths.length).fill(-1);
    this.#nextSibling = new Int32Array(paths.length).fill(-1);
    this.#found = new Uint8Array(paths.length);
    paths.forEach((path, index) => {
      if (path === '') return;
      const parent = this.#indexes.get(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
      if (parent === undefined) return;
      this.#nextSibling[index] = this.#firstChild[parent] ?? -1;
      this.#firstChild[parent] = index;
    });
  }

  /** 0 where it is not known. */
  modifiedOf(path: string): number {
    return this.#modified[this.#indexes.get(path) ?? -1] ?? 0;
  }

  /** Names of the known folders in a folder. */
  foldersIn(path: string): string[] {
    const names: string[] = [];
    const start = path === '' ? 0 : path.length + 1;
    for (const child of this.#children(this.#indexes.get(path))) {
      names.push((this.#paths[child] as string).slice(start));
    }
    return names;
  }

  markFound(path: string): void {
    const index = this.#indexes.get(path);
    if (index !== undefined) this.#found[index] = 1;
  }

  /** For folders that cannot be looked into: everything in them is taken to be as it was. */
  markAllFound(path: string): void {
    const pending = [this.#indexes.get(path)];
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      this.#found[index] = 1;
      pending.push(...this.#children(index));
    }
  }

  *notFound(): Generator<string> {
    for (const [index, path] of this.#paths.entries()) if (this.#found[index] === 0) yield path;
  }

  *#children(parent: number | undefined): Generator<number> {
    if (parent === undefined) return;
    for (let child = this.#firstChild[parent] ?? -1; child !== -1; child = this.#nextSibling[child] ?? -1) {
      yield child;
    }
  }
}
