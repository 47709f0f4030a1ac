import { realpathSync } from 'node:fs';
import { describeFileError, isNotThere } from './file-error.ts';

/**
 * Decides which symbolic links to folders are followed. Each real folder is listed once: where it stands when it lies
 * in the root, otherwise below the first link that leads to it. So every walk ends, and finds the same whatever was
 * known before it.
 */
export class FolderLinks {
  readonly #root: string;
  readonly #isListed: (path: string) => boolean;
  readonly #followed = new Set<string>();

  /**
   * @param root absolute path
   * @param isListed whether a folder below the root was listed at its own place
   */
  constructor(root: string, isListed: (path: string) => boolean) {
    this.#root = realpathSync(root);
    this.#isListed = isListed;
  }

  /** The real path behind a link, or why it is not followed. */
  resolve(link: string): { real: string } | { because: string } {
    try {
      const real = realpathSync(link);
      const place = realpathSync(link.slice(0, link.lastIndexOf('/')));
      if (contains(real, place) || contains(real, this.#root)) {
        return { because: 'it is a symbolic link that loops' };
      }
      return this.enter(real)
        ? { real }
        : { because: `it is a symbolic link to ${real}, which is listed already` };
    } catch (error) {
      return {
        because: isNotThere(error)
          ? 'it is a symbolic link to something that is not there'
          : `it is a symbolic link that cannot be followed: ${describeFileError(error)}`,
      };
    }
  }

  /** Takes note of a folder reached through a link; false when it was listed before. */
  enter(real: string): boolean {
    const isNew = this.isNew(real);
    this.#followed.add(real);
    return isNew;
  }

  isNew(real: string): boolean {
    if (this.#followed.has(real)) return false;
    return !contains(this.#root, real) || !this.#isListed(real.slice(this.#root.length + 1));
  }
}

function contains(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
