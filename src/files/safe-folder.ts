import { constants, existsSync, type Stats } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ButlerError } from '../domain/errors.ts';
import { syncOpenFolder } from './sync.ts';
import { describeSystemError } from './write-error.ts';

/** Makes opening a file fail where it is a link; Windows has no such flag, and 0 changes nothing. */
export const noFollow = constants.O_NOFOLLOW ?? 0;

/** Linux gives every open folder a path of its own, under which its entries can be reached. */
const descriptorsHavePaths = process.platform === 'linux' && existsSync('/proc/self/fd');

/**
 * An open folder, and the only way to its entries. What is done through it happens in this folder even when somebody
 * swaps it, or one above it, for a link at that moment: checking a path first and using it afterwards loses that race.
 *
 * On Linux it holds a descriptor, opened with `O_NOFOLLOW`, and entries are reached as `/proc/self/fd/<n>/<name>`.
 * Elsewhere Node has no means for that: there every step looks with `lstat` first, and a swap between the look and
 * the use is not noticed.
 */
export class SafeFolder implements AsyncDisposable {
  /** The path under which it was opened: for people and records, not for use. */
  readonly path: string;
  /** Its file system (`st_dev`). */
  readonly device: number;
  readonly #handle: FileHandle | undefined;

  private constructor(path: string, device: number, handle: FileHandle | undefined) {
    this.path = path;
    this.device = device;
    this.#handle = handle;
  }

  /** Opens a folder that the owner chose: links on the way to it are followed. */
  static async open(path: string): Promise<SafeFolder> {
    if (!descriptorsHavePaths) {
      const found = await stat(path);
      if (!found.isDirectory()) throw systemError('ENOTDIR', path);
      return new SafeFolder(path, found.dev, undefined);
    }
    return SafeFolder.#hold(path, await open(path, constants.O_RDONLY | constants.O_DIRECTORY));
  }

  static async #hold(path: string, handle: FileHandle): Promise<SafeFolder> {
    return new SafeFolder(path, (await handle.stat()).dev, handle);
  }

  /** The path by which a system call reaches the entry, while this folder is open. */
  at(name: string): string {
    if (name === '' || name === '.' || name === '..' || /[/\0]/.test(name)) throw systemError('EINVAL', name);
    return join(this.#reach, name);
  }

  /** The names of its entries; none when it was removed meanwhile. Throws `root-unreadable`. */
  async names(): Promise<string[]> {
    try {
      return await readdir(this.#reach);
    } catch (error) {
      if (isGone(error)) return [];
      throw new ButlerError(
        'root-unreadable',
        { path: this.path, cause: describeSystemError(error) },
        { cause: error },
      );
    }
  }

  /** What an entry is; of a link, the link itself. */
  async look(name: string): Promise<Stats | undefined> {
    try {
      return await lstat(this.at(name));
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  /**
   * Opens a folder in this one. A link, anything else, and the root of another file system are refused with an error
   * for which {@link isGone} holds.
   */
  async folder(name: string): Promise<SafeFolder> {
    const path = join(this.path, name);
    const flags = constants.O_RDONLY | constants.O_DIRECTORY | noFollow;
    const child = descriptorsHavePaths
      ? await SafeFolder.#hold(path, await open(this.at(name), flags))
      : await this.#lookInto(name, path);
    if (child.device === this.device) return child;
    await child[Symbol.asyncDispose]();
    throw systemError('ENOTDIR', path);
  }

  async #lookInto(name: string, path: string): Promise<SafeFolder> {
    const found = await lstat(this.at(name));
    if (!found.isDirectory()) throw systemError('ENOTDIR', path);
    return new SafeFolder(path, found.dev, undefined);
  }

  /**
   * Opens the folder at `path` below this one (`/` between names, `''` for this one) step by step, gives it to `use`
   * and closes it. With `make`, missing folders are made.
   */
  async within<T>(path: string, use: (folder: SafeFolder) => Promise<T>, make = false): Promise<T> {
    if (path === '') return use(this);
    const [name = '', ...rest] = path.split('/');
    if (make) await this.make(name);
    await using child = await this.folder(name);
    return await child.within(rest.join('/'), use, make);
  }

  /** Makes a folder in this one. Returns false where the name is taken, by whatever it is. */
  async make(name: string): Promise<boolean> {
    try {
      await mkdir(this.at(name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
    await this.sync();
    return true;
  }

  /** Makes its names durable. */
  async sync(): Promise<void> {
    if (this.#handle) await syncOpenFolder(this.#handle);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#handle?.close();
  }

  get #reach(): string {
    if (!this.#handle) return this.path;
    // A closed descriptor's number may by now be that of another folder.
    if (this.#handle.fd < 0) throw new Error(`The folder ${this.path} was used after it was closed.`);
    return `/proc/self/fd/${this.#handle.fd}`;
  }
}

/** Whether an error says that an entry is no longer what it was found to be: removed, or swapped for something else. */
export function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP';
}

/** For `catch`: what is gone gives nothing; any other error is thrown on. */
export function ignoreGone(error: unknown): undefined {
  if (!isGone(error)) throw error;
}

function systemError(code: 'EINVAL' | 'ENOTDIR', path: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
