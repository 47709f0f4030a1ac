import type { ItemMetadata, LockName, MetadataSource, Refreshed, Said, SaidOf, Sidecar } from './metadata.ts';
import type { BelowSubject, Subject } from './subject.ts';

/** What is known of items beyond their names. Whatever is kept here goes when its item or part does. */
export interface MetadataStore {
  /**
   * Takes in what a source says of items, in place of what it said of them before, and brings title, sort title, year
   * and date of the items in line. One transaction; items that are no more are passed over. Repeating it changes
   * nothing. `at` is in milliseconds since 1970 UTC.
   */
  keep(source: Exclude<MetadataSource, 'user'>, said: readonly SaidOf[], at: number): Promise<void>;
  /**
   * Sets what a person says of an item, and locks what they speak of: from then on no other source has a say in it. A
   * kind of tags or artwork is replaced as a whole. `locks` names what is to be locked with nothing said of it.
   */
  edit(itemId: number, said: Said, locks: readonly LockName[], at: number): Promise<void>;
  /** Takes back what a person said under these names: the other sources have their say again. */
  unlock(itemId: number, names: readonly LockName[], at: number): Promise<void>;
  /** Of every item that there is, in one query for each kind of thing, however many the items are. */
  metadataOf(itemIds: readonly number[]): Promise<ReadonlyMap<number, ItemMetadata>>;
  /** When the items of a section were last refreshed by a source, by item. */
  refreshed(source: MetadataSource, sectionId: number): Promise<ReadonlyMap<number, Refreshed>>;
  /** What a section has that providers can be asked about. */
  subjects(sectionId: number): Promise<readonly Subject[]>;
  /** Seasons and episodes of a show, or albums of an artist, in their order. */
  belowSubject(itemId: number): Promise<readonly BelowSubject[]>;

  /** Takes in all sidecars of these parts, in place of those before. One transaction. */
  keepSidecars(sidecars: ReadonlyMap<number, readonly Sidecar[]>): Promise<void>;
  /** Of those parts that have any, in the order in which they are offered. */
  sidecarsOf(partIds: readonly number[]): Promise<ReadonlyMap<number, readonly Sidecar[]>>;
}
