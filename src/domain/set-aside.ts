import type { TaskName } from './task.ts';

/** A file that a task has set aside, as it failed too often. */
export interface SetAsideFile {
  readonly task: TaskName;
  readonly partId: number;
  readonly sectionId: number;
  /** The first of the items that it is a file of; absent where it is not filed. */
  readonly itemId?: number;
  /** Absolute path. */
  readonly path: string;
  readonly error: string;
  readonly attempts: number;
  /** When it last failed, in milliseconds since 1970 UTC. */
  readonly at: number;
}

/** Files that tasks have set aside, until they change or a person has them tried again. */
export interface SetAsideFiles {
  /** By task, and in the order of their parts: from beyond one with which the page before ended. */
  list(
    of: { readonly task?: TaskName | undefined; readonly sectionId?: number | undefined },
    page: { readonly limit: number; readonly after?: Pick<SetAsideFile, 'task' | 'partId'> | undefined },
  ): Promise<readonly SetAsideFile[]>;
}
