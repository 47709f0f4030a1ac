/** Changes of sections. What is removed is what Butler knows; on disk nothing is touched. */
export interface SectionStore {
  rename(sectionId: number, title: string): Promise<void>;
  /** @param path absolute and normalised, and no other root's */
  addRoot(sectionId: number, path: string): Promise<void>;
  /** With all that is known of the files below it, piece by piece. What is left when that is interrupted goes the next time. */
  removeRoot(rootId: number): Promise<void>;
  /**
   * Forgets what is missing in a section, however short a time ago and however many: a person has said so. Of a folder that
   * is offline nothing is known to be missing. Returns how many parts that were; they can be put back.
   */
  forgetMissing(sectionId: number, at: number): Promise<number>;
  /** From now on it is no section any more; {@link forgetRemoved} forgets what is known of it. */
  remove(sectionId: number, at: number): Promise<void>;
  /** Forgets all that is known of sections that were removed, piece by piece. Throws when the signal aborts. */
  forgetRemoved(signal: AbortSignal): Promise<void>;
}
