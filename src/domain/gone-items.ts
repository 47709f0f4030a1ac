import type { ItemType } from './library.ts';

/** An item that is no longer in the library. */
export interface GoneItem {
  /** Rises in the order in which they went; the item's own is another. */
  readonly id: number;
  readonly itemId: number;
  readonly sectionId: number;
  readonly parentId?: number;
  readonly type: ItemType;
  readonly title: string;
  /** Milliseconds since 1970 UTC. */
  readonly goneAt: number;
}

/** The last items that went, a thousand of them. */
export interface GoneItems {
  /** The id of the latest; 0 where none ever went. */
  last(): Promise<number>;
  /** In their order, from beyond an id. */
  after(id: number, limit: number): Promise<readonly GoneItem[]>;
}
