/** What a scan is restricted to: one section, or one folder of it. */
export interface ScanScope {
  readonly sectionId: number;
  /** Absolute, normalised path of a folder in one of the section's roots; it need not exist any more. */
  readonly folder?: string;
}

/** Whether a scan of the one finds all that a scan of the other would. */
export function covers(scope: ScanScope, other: ScanScope): boolean {
  if (scope.sectionId !== other.sectionId) return false;
  return scope.folder === undefined || (other.folder !== undefined && isBelow(other.folder, scope.folder));
}

/** Whether a path is a folder or something in it. Both are absolute and normalised. */
export function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
