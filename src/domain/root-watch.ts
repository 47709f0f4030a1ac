/** Whether what changes in a root is noticed as it happens. */
export interface RootWatch {
  /** How many folders are watched. */
  readonly folders: number;
  /** Why some folders are not, or none, in a sentence: what changes there is found by scans. */
  readonly because?: string;
}

/** Where the system does not tell of changes, by the mounts of a moment. Touches nothing that may not answer. */
export interface Silences {
  /** Why it does not tell of those in a folder, in a sentence; undefined where it does. */
  find(folder: string): Promise<string | undefined>;
  /** The same for each file system that begins somewhere below a folder: by the absolute path of its place. */
  below(folder: string): ReadonlyMap<string, string>;
}
