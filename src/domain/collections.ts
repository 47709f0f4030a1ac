import type { ItemType } from './library.ts';
import type { Tag } from './metadata.ts';
import type { MusicalKey } from './music.ts';

/**
 * Items that belong together: gathered by Butler (*made*), which keeps them in step with the library, or by a person
 * (*by hand*), which nobody but a person touches. To clients a collection is an item of its own.
 */
export interface CollectionStore {
  /** What the collections of a section can be made of. */
  material(sectionId: number): Promise<CollectionMaterial>;
  /**
   * Makes the made collections of a section those that are planned; one transaction, and repeating it changes nothing.
   * What a person has hidden is left out, and so is what would have the name of a collection by hand of the same type.
   */
  sync(sectionId: number, planned: readonly PlannedCollection[], at: number): Promise<CollectionChanges>;

  /** Makes one by hand and returns its id. Items of another section or type, and those that are no more, are left out. */
  create(collection: NewCollection, at: number): Promise<number>;
  /** Adds to it, or takes away from it. One that was made is by hand from then on. False where there is none. */
  change(
    id: number,
    change: { readonly add?: readonly number[]; readonly remove?: readonly number[] },
    at: number,
  ): Promise<boolean>;
  /** Takes it out of the library. One that was made is not made again, until {@link show}. False where there is none. */
  remove(id: number, at: number): Promise<boolean>;
  /** The made ones that a person took out, in the order of their titles. */
  hidden(sectionId: number): Promise<readonly HiddenCollection[]>;
  /** Lets it be made again, at the next run. False where it is not hidden. */
  show(sectionId: number, hiddenId: number): Promise<boolean>;
}

/** What an item can belong to a collection for. */
export interface CollectionMaterial {
  /** Films, shows, artists, albums and tracks, in the order of their sort titles. */
  readonly items: readonly MaterialItem[];
  /** By track, what it sounds like, where that is known. */
  readonly tracks: ReadonlyMap<number, TrackSound>;
  /** By artist, the mean vector of the tracks of which it is known (`src/domain/music.ts`), and how many those are. */
  readonly artists: ReadonlyMap<number, { readonly vector: readonly number[]; readonly tracks: number }>;
}

export interface MaterialItem {
  readonly id: number;
  readonly type: ItemType;
  readonly title: string;
  readonly parentId?: number;
  readonly year?: number;
  /** ISO date. */
  readonly availableOn?: string;
  /** Of tracks none: theirs are those of their album. */
  readonly tags: readonly Pick<Tag, 'kind' | 'name'>[];
}

/** See `MusicFacts`. */
export interface TrackSound {
  readonly energy: number;
  readonly brightness: number;
  /** Beats a minute, where it beats regularly enough to be sure. */
  readonly bpm?: number;
  /** Where its key is sure enough. */
  readonly mode?: MusicalKey['mode'];
}

/** A collection as it should be. */
export interface PlannedCollection {
  /** By which it is the same again, whatever its title: `decade 1990`. */
  readonly recipe: string;
  /** Of its members. */
  readonly type: ItemType;
  readonly title: string;
  /** Ids, in the order in which they are shown. */
  readonly members: readonly number[];
}

export interface NewCollection {
  readonly sectionId: number;
  readonly type: ItemType;
  readonly title: string;
  readonly members: readonly number[];
}

/** How many collections were made, brought in line, and taken out again. */
export interface CollectionChanges {
  readonly made: number;
  readonly changed: number;
  readonly removed: number;
}

export interface HiddenCollection {
  readonly id: number;
  readonly title: string;
}
