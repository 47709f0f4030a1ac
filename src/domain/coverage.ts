import type { Analysable, AnalysisKind } from './analysis.ts';
import type { ArtifactKind, ItemType, SectionType } from './library.ts';
import type { PreferenceReader } from './preference.ts';
import type { TaskName } from './task.ts';

/** Something that a task makes of files, or finds out about them, one by one. */
export interface Product {
  /** Where something is both, what counts is the derived file. */
  readonly kind: ArtifactKind | AnalysisKind;
  /** In the plural, for people: `index files`. */
  readonly title: string;
  /** Of what it is made: `film` is what has pictures and lasts. */
  readonly of: Analysable | 'film';
  /** In sections of these types only; in all where absent. */
  readonly in?: readonly SectionType[];
  /** The version that is wanted: what is there in another one is stale. */
  readonly version: string;
}

/** A product and the task that makes it. */
export interface TaskProduct extends Product {
  readonly task: TaskName;
}

/** What a task makes, as the preferences want it now. */
export type FindProducts = (preferences: PreferenceReader) => readonly Product[];

/** How a file stands: the first of these that holds. */
export const partStates = ['missing', 'offline', 'unread', 'unreadable', 'read'] as const;
export type PartState = (typeof partStates)[number];

/** Parts of a section that are alike in what can be made of them, and how many there are. */
export interface PartCount {
  readonly sectionId: number;
  readonly state: PartState;
  /** Of those that are read. */
  readonly has: readonly Product['of'][];
  readonly count: number;
  readonly bytes: number;
}

/** Of how many such parts there is something in one version. */
export interface MadeCount extends Omit<PartCount, 'state'> {
  readonly kind: Product['kind'];
  readonly version: string;
}

/** All that is counted of the library, at one instant. */
export interface LibraryCounts {
  readonly countedAt: number;
  readonly items: readonly { readonly sectionId: number; readonly type: ItemType; readonly count: number }[];
  readonly parts: readonly PartCount[];
  /** Of parts that are read. */
  readonly made: readonly MadeCount[];
  /** Files that a task set aside, as they failed. */
  readonly setAside: readonly {
    readonly sectionId: number;
    readonly task: TaskName;
    readonly count: number;
  }[];
}

/** How much of a section has what a task makes. `of` is the sum of the next three. */
export interface ProductCoverage {
  readonly task: TaskName;
  readonly kind: Product['kind'];
  readonly title: string;
  /** Files of which it can be made. */
  readonly of: number;
  readonly fresh: number;
  /** There, but made of other settings or by an older Butler. */
  readonly stale: number;
  readonly missing: number;
  /** Of those that are not fresh, how many the task has set aside. */
  readonly setAside: number;
  /** Bytes of derived files. */
  readonly bytes: number;
  /** Why some are stale, in one sentence. */
  readonly staleBecause?: string;
}

/** What a section holds, and what there is of it. */
export interface SectionCoverage {
  readonly countedAt: number;
  readonly items: Readonly<Partial<Record<ItemType, number>>>;
  readonly files: Readonly<Record<PartState, number>>;
  /** Of the files that are there. */
  readonly bytes: number;
  readonly products: readonly ProductCoverage[];
}

/** What differs between two versions, which name a revision and settings with commas between them. */
export function describeChange(found: string, wanted: string): { before: string; after: string } {
  const [old, now] = [found.split(','), wanted.split(',')];
  const before = old.filter(word => !now.includes(word)).join(', ');
  const after = now.filter(word => !old.includes(word)).join(', ');
  return { before: before || found, after: after || wanted };
}
