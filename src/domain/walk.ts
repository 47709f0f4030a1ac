/**
 * Listing a root: a worker walks the folders and sends what it finds in batches, the store takes them in.
 * Everything here crosses process boundaries, so it is plain data, in columns where there is much of it.
 */

/** The folders of a root as the library knows them, in columns of the same length. */
export interface KnownFolders {
  /** Path below the root, `/` between names, `''` for the root itself. */
  readonly paths: readonly string[];
  /** When each last changed (see {@link FolderListing}); 0 where the folder must be listed again. */
  readonly modified: Float64Array;
  /** Names of files in the root itself, up to 1,000: with its folders they tell it from an empty mount point. */
  readonly topFiles: readonly string[];
}

export interface WalkOrder {
  /** Absolute path of the root. */
  readonly root: string;
  /** The file system on which the root was last seen (`st_dev`); absent before the first scan. */
  readonly device?: number;
  readonly known: KnownFolders;
  /**
   * Path of the one folder to be looked at with all below it, as in {@link KnownFolders}; absent for the whole root.
   * Folders that links lead to are left to walks of the whole root, unless the path itself goes through one: then the
   * whole root is walked.
   */
  readonly below?: string;
  /** List every folder, also where its time has not changed: finds files that were overwritten in place. */
  readonly checkEveryFile: boolean;
}

/** One folder, listed: its files, in columns. */
export interface FolderListing {
  readonly path: string;
  /**
   * The later of its modification and change times, in milliseconds since 1970 UTC. 0 where that will not tell of the
   * next change, and the folder must be listed again: it changed a moment ago, a name was refused, it holds links.
   */
  readonly modified: number;
  readonly names: readonly string[];
  readonly sizes: Float64Array;
  readonly fileModified: Float64Array;
  /** Index in `fileKinds`. */
  readonly kinds: Uint8Array;
}

/** A folder comes after all those below it: once it is taken in, its time vouches for everything under it. */
export interface WalkBatch {
  readonly listings: readonly FolderListing[];
  /** Known folders that are no longer there. */
  readonly gone: readonly string[];
}

export interface WalkSummary {
  readonly folders: number;
  readonly foldersListed: number;
  readonly files: number;
  /** Names that were left out, each with the reason: not UTF-8, a symbolic link that loops, unreadable. */
  readonly refused: readonly { readonly path: string; readonly because: string }[];
  /** Folders and media files that were passed over for their names alone: how many, and the first of them. */
  readonly passedOver: { readonly count: number; readonly paths: readonly string[] };
  /** How many files are no media by their extension, by it: `.txt`, or empty where a name has none. */
  readonly otherExtensions: Readonly<Record<string, number>>;
  /** `st_dev` of the root. */
  readonly device: number;
}

/**
 * Runs the walk in a process that can be killed. Waits for each batch to be taken before it sends many more.
 * Throws `root-missing`, `root-not-a-folder`, `root-unreadable`, `root-emptied` or `root-replaced` when the root
 * is not what it was; then nothing has been sent.
 */
export interface Walker {
  walk(
    order: WalkOrder,
    take: (batch: WalkBatch) => Promise<void>,
    signal: AbortSignal,
  ): Promise<WalkSummary>;
}
