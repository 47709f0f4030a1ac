import type { SectionCoverage } from '../../domain/coverage.ts';
import type { Section, SectionType } from '../../domain/library.ts';

export interface NewSection {
  /** The name of the first folder where absent. */
  readonly title?: string | undefined;
  /** Recognised by what is in the first folder where absent. */
  readonly type?: SectionType | undefined;
  readonly paths: readonly string[];
}

/** What is absent stays as it is. */
export interface SectionChange {
  readonly title?: string | undefined;
  /** All that it is to have. */
  readonly paths?: readonly string[] | undefined;
}

/** A folder that a section may have, or lie above. */
export interface FoundFolder {
  readonly path: string;
  readonly name: string;
  /** The section in which it lies already. */
  readonly sectionId?: number;
}

export interface BrowsedFolder extends FoundFolder {
  /** Absent where that may not be shown. */
  readonly parent?: string;
  readonly folders: readonly FoundFolder[];
  /** Whether there are more. */
  readonly isPartial: boolean;
  /** What seems to be in it. */
  readonly type: SectionType;
}

/**
 * Sections, as an owner looks after them. A path that cannot be had is refused with `root-missing`, `root-not-a-folder`,
 * `root-unreadable`, `root-overlaps`, `root-in-data-folder` or `folder-outside`.
 */
export interface SectionAdministration {
  list(): Promise<readonly Section[]>;
  /** By the id of the section. */
  coverage(sections: readonly Section[]): Promise<ReadonlyMap<number, SectionCoverage>>;
  /** Scans it at once. */
  add(section: NewSection): Promise<Section>;
  change(section: Section, change: SectionChange): Promise<void>;
  /**
   * Forgets its files that are missing, however many and however short a time ago: a person has said so. They can be put
   * back from the quarantine. Of folders that are offline nothing is missing. Returns how many there were.
   */
  forgetMissing(section: Section): Promise<number>;
  /** From now on it is none; what is known of it is forgotten afterwards. On disk no media is touched. */
  remove(section: Section): Promise<void>;
  /** Folders in a folder. Of what may not be shown it is not told whether it is there. */
  browse(path: string): Promise<BrowsedFolder>;
  /** Where browsing begins. */
  places(): Promise<readonly FoundFolder[]>;
}
