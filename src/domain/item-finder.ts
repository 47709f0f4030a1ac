import type { CatalogueItem } from './catalogue.ts';
import type { PartState, Product } from './coverage.ts';
import type { DeepFacts } from './deep-facts.ts';
import type { ItemType } from './library.ts';
import type { TaskName } from './task.ts';

/** The library as those look through it who look after it: what is there, what is missing, and what failed. */
export interface ItemFinder {
  /** By section, type and title; media and metadata without every detail. */
  find(search: ItemSearch, page: ItemsAfter): Promise<readonly CatalogueItem[]>;
  /** Of parts that are there, by id. */
  parts(ids: readonly number[]): Promise<ReadonlyMap<number, PartDetails>>;
  /** Ids of the parts of an item, and of all below it. */
  partsBelow(itemId: number): Promise<readonly number[]>;
}

export interface ItemSearch {
  readonly sectionId?: number | undefined;
  readonly type?: ItemType | undefined;
  /** Only what lies directly below this item. */
  readonly parentId?: number | undefined;
  /** Every word of it begins a word of the title. */
  readonly text?: string | undefined;
  /** Only items with a file of which this could be made, and is missing or stale. */
  readonly lacking?: { readonly product: Product; readonly how: 'missing' | 'stale' } | undefined;
}

export interface ItemsAfter {
  readonly limit: number;
  /** The id of an item that the search found: only what comes after it. */
  readonly after?: number | undefined;
}

/** How a file stands, and what there is of it. */
export interface PartDetails {
  readonly state: PartState;
  /** What can be made of it. */
  readonly has: readonly Product['of'][];
  readonly made: readonly {
    readonly kind: Product['kind'];
    readonly version: string;
    readonly madeAt: number;
    /** Of a derived file. */
    readonly bytes?: number;
  }[];
  readonly failures: readonly PartFailure[];
  readonly deep?: DeepFacts;
}

/** The last failure of a task on a file, until it succeeds or the file changes. */
export interface PartFailure {
  readonly task: TaskName;
  readonly error: string;
  readonly attempts: number;
  /** Whether it rests until the file changes, or a person has it tried again. */
  readonly isSetAside: boolean;
  readonly at: number;
}
