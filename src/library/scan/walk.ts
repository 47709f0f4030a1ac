import { lstatSync, type Stats, statSync } from 'node:fs';
import { extname } from 'node:path';
import { fileKinds } from '../../domain/library.ts';
import type { FolderListing, WalkBatch, WalkOrder, WalkSummary } from '../../domain/walk.ts';
import type { Breathe } from '../../domain/worker.ts';
import { describeFileError, isFileError, isNotThere } from './file-error.ts';
import { KnownTree } from './known-tree.ts';
import { FolderLinks } from './links.ts';
import {
  below,
  changeTimeOf,
  type ListedFolder,
  listFolder,
  type Refusal,
  type Settling,
} from './list-folder.ts';
import { Outbox } from './outbox.ts';
import { openRoot, rootError } from './root-state.ts';
import { startFolder } from './start-folder.ts';

const settling: Settling = { folderMs: 2_000, fileMs: 60_000 };
/** Enough to explain most; folders such as `@eaDir` come by the thousand. */
const passedOverShown = 100;
const otherKind = fileKinds.indexOf('other');

/**
 * Lists a root for the library. Known folders whose time has not changed are not listed again, only looked at, and
 * their known subfolders after them. Runs in a worker process: its file calls block.
 *
 * @param take receives what was found; the walk waits for it after a few batches
 * @param breathe called between any two file calls that may take a while; a promise that it returns is awaited
 * @throws ButlerError `root-…` before anything was taken when the root is not what it was, or as soon as it goes away
 */
export async function walk(
  order: WalkOrder,
  take: (batch: WalkBatch) => Promise<void>,
  breathe: Breathe,
  signal?: AbortSignal,
  settled: Settling = settling,
): Promise<WalkSummary> {
  signal?.throwIfAborted();
  const known = new KnownTree(order.known);
  const root = openRoot(order, known);
  const outbox = new Outbox(batch => {
    signal?.throwIfAborted();
    // What was gathered before the root went away is true; afterwards everything would look deleted.
    root.check();
    return take(batch);
  });
  const walking = new Walk(order, known, outbox, breathe, settled);
  const start = startFolder(order.root, order.below);
  await walking.run(start);
  for (const path of known.notFound()) {
    if (start === '' || path === start || path.startsWith(`${start}/`)) await outbox.addGone(path);
  }
  await outbox.finish();
  return { ...walking.found, device: root.device };
}

/** A folder in hand: its subfolders come first, then its own listing is sent. */
interface Frame {
  readonly path: string;
  /** Its real path, set from a followed link on. */
  readonly real: string | undefined;
  readonly folders: readonly string[];
  next: number;
  /** Undefined where it has not changed. */
  listing: FolderListing | undefined;
}

class Walk {
  readonly found = {
    folders: 0,
    foldersListed: 0,
    files: 0,
    refused: [] as Refusal[],
    passedOver: { count: 0, paths: [] as string[] },
    otherExtensions: {} as Record<string, number>,
  };
  readonly #order: WalkOrder;
  readonly #known: KnownTree;
  readonly #outbox: Outbox;
  readonly #breathe: Breathe;
  readonly #settling: Settling;
  /** Folders that were reached without a link. */
  readonly #inPlace = new Set<string>();
  readonly #followed: FolderLinks;
  #links: string[] = [];

  constructor(order: WalkOrder, known: KnownTree, outbox: Outbox, breathe: Breathe, settling: Settling) {
    this.#order = order;
    this.#known = known;
    this.#outbox = outbox;
    this.#breathe = breathe;
    this.#settling = settling;
    this.#followed = new FolderLinks(order.root, path => this.#inPlace.has(path));
  }

  async run(start: string): Promise<void> {
    await this.#descend(start);
    // Which links are followed depends on all of the root: what is below them stays as it is.
    if (start !== '') for (const path of this.#links.splice(0)) this.#known.markAllFound(path);
    // Links come after all real folders, and those found below them in turns of their own: a fixed order, so that
    // the same link wins each time.
    while (this.#links.length > 0) {
      const links = this.#links.sort();
      this.#links = [];
      for (const path of links) {
        const target = this.#followed.resolve(this.#absolute(path));
        if ('real' in target) await this.#descend(path, target.real);
        else this.found.refused.push({ path, because: target.because });
      }
    }
  }

  /** @param real where a followed link leads */
  async #descend(start: string, real?: string): Promise<void> {
    const frames: Frame[] = [];
    const first = await this.#enter(start, real, statSync);
    if (typeof first === 'object') frames.push(first);
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const name = frame.folders[frame.next++];
      if (name === undefined) {
        frames.pop();
        if (frame.listing) await this.#outbox.add(frame.listing);
        continue;
      }
      const childReal = frame.real === undefined ? undefined : `${frame.real}/${name}`;
      const isElsewhere = childReal !== undefined && !this.#followed.enter(childReal);
      const child = isElsewhere
        ? 'elsewhere'
        : await this.#enter(below(frame.path, name), childReal, lstatSync);
      if (typeof child === 'object') frames.push(child);
      // What is not taken in now may be at the next scan: only its parent leads there.
      else if (child !== 'gone' && frame.listing) frame.listing = { ...frame.listing, modified: 0 };
    }
  }

  async #enter(
    path: string,
    real: string | undefined,
    look: (folder: string) => Stats,
  ): Promise<Frame | 'gone' | 'unreadable'> {
    const pause = this.#breathe();
    if (pause) await pause;
    const folder = this.#absolute(path);
    try {
      const stats = look(folder);
      if (stats.isDirectory()) return await this.#open(folder, path, real, changeTimeOf(stats));
      if (stats.isSymbolicLink()) this.#links.push(path);
      return 'gone';
    } catch (error) {
      if (!isFileError(error)) throw error;
      if (path === '') throw rootError(folder, error);
      if (isNotThere(error)) return 'gone';
      this.#known.markAllFound(path);
      this.found.refused.push({ path, because: `it cannot be read: ${describeFileError(error)}` });
      return 'unreadable';
    }
  }

  async #open(folder: string, path: string, real: string | undefined, changedAt: number): Promise<Frame> {
    const listed = this.#isUnchanged(path, real, changedAt)
      ? undefined
      : await listFolder(folder, path, changedAt, this.#settling, this.#breathe);
    this.#known.markFound(path);
    if (real === undefined) this.#inPlace.add(path);
    this.found.folders++;
    if (!listed) return { path, real, folders: this.#known.foldersIn(path), next: 0, listing: undefined };

    this.#note(path, listed);
    return { path, real, folders: listed.folders, next: 0, listing: listed.listing };
  }

  #isUnchanged(path: string, real: string | undefined, changedAt: number): boolean {
    if (this.#order.checkEveryFile || this.#known.modifiedOf(path) !== changedAt) return false;
    // Below a link, what another link took over meanwhile counts as a change.
    return (
      real === undefined || this.#known.foldersIn(path).every(name => this.#followed.isNew(`${real}/${name}`))
    );
  }

  #note(path: string, { listing, folderLinks, refused, passedOver }: ListedFolder): void {
    const { found } = this;
    found.foldersListed++;
    found.files += listing.names.length;
    for (const name of folderLinks) this.#links.push(below(path, name));
    for (const refusal of refused) found.refused.push(refusal);
    for (const name of passedOver) {
      if (found.passedOver.count++ < passedOverShown) found.passedOver.paths.push(below(path, name));
    }
    listing.names.forEach((name, row) => {
      if (listing.kinds[row] !== otherKind) return;
      const extension = extname(name).toLowerCase();
      found.otherExtensions[extension] = (found.otherExtensions[extension] ?? 0) + 1;
    });
  }

  #absolute(path: string): string {
    return path === '' ? this.#order.root : `${this.#order.root}/${path}`;
  }
}
