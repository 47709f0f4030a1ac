import type { TaskName } from './task.ts';

/**
 * What nothing refers to any more: media without a file, items with neither media nor children, folders of the
 * inventory that are gone and empty, units of files that are no longer known, tags (people among them) that no item has.
 */
export const garbageKinds = ['media', 'item', 'folder', 'unit', 'tag'] as const;
export type GarbageKind = (typeof garbageKinds)[number];

/** How much garbage of a kind there is. */
export interface GarbageCount {
  readonly kind: GarbageKind;
  readonly count: number;
  /** How many things of the kind there are in all. */
  readonly of: number;
  /** The first of them, for people. */
  readonly examples: readonly string[];
}

/** Rows that one run took out of the library. */
export interface Removal {
  readonly id: number;
  readonly task: TaskName;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  /** In words. */
  readonly what: string;
  readonly rows: number;
}

/** The library's garbage, and the trash from which it can be put back. */
export interface GarbageStore {
  /** What changed at `unchangedSince` or later is left alone: it may be in the making. */
  survey(kinds: readonly GarbageKind[], unchangedSince: number): Promise<readonly GarbageCount[]>;
  /** Moves the garbage of these kinds into the trash. One transaction. Returns the rows of it, cascades included. */
  collect(
    kinds: readonly GarbageKind[],
    unchangedSince: number,
    removal: Pick<Removal, 'task' | 'at' | 'what'>,
  ): Promise<number>;
  /** What is in the trash, the newest first. */
  removals(): Promise<readonly Removal[]>;
  /**
   * Puts everything of a removal back as it was. Throws `quarantine-restore` where it is not in the trash, or where
   * something has taken its place since; then nothing was put back.
   */
  putBack(id: number): Promise<Removal>;
  /** Forgets for good what was removed before an instant. Returns the number of rows. */
  emptyTrash(before: number): Promise<number>;
  /** Hashes of the artwork that items have, or had until they were removed. */
  blobsInUse(): Promise<ReadonlySet<string>>;
}
