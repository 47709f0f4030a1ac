/**
 * Listing a root: a worker walks the folders and sends what it finds in batches, the store takes them in.
 * Everything here crosses process boundaries, so it is plain data, in columns where there is much of it.
 */

/** The folders of a root as the library knows them, in columns of the same length. */
export interface KnownFolders {
  /** Path below the root, `/` between names, `''` for the root itself. */
  readonly paths: readonly string[];
  /** Modification time in milliseconds since 1970 UTC; 0 where the folder must be listed again. */
  readonly modified: Float64Array;
}

export interface WalkOrder {
  /** Absolute path of the root. */
  readonly root: string;
  readonly known: KnownFolders;
  /** List every folder, also where its time has not changed: finds files that were overwritten in place. */
  readonly checkEveryFile: boolean;
}

/** One folder, listed: its files, in columns. */
export interface FolderListing {
  readonly path: string;
  /** 0 where it changed so lately that it must be listed again next time. */
  readonly modified: number;
  readonly names: readonly string[];
  readonly sizes: Float64Array;
  readonly fileModified: Float64Array;
  /** Index in `fileKinds`. */
  readonly kinds: Uint8Array;
}

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
  /** `st_dev` of the root. */
  readonly device: number;
}

/** Runs the walk in a process that can be killed. Waits for each batch to be taken before it sends many more. */
export interface Walker {
  walk(
    order: WalkOrder,
    take: (batch: WalkBatch) => Promise<void>,
    signal: AbortSignal,
  ): Promise<WalkSummary>;
}
