import type { TaskName } from './task.ts';

/** Why work rests: somebody asked for it, somebody watches, the machine is busy with something else, or runs on battery. */
export const pauseCauses = ['hand', 'playback', 'pressure', 'battery'] as const;
export type PauseCause = (typeof pauseCauses)[number];

/** Work that rests until its cause is gone. What runs is suspended in place, and nothing new starts. */
export interface Pause {
  readonly cause: PauseCause;
  /** One task, or all that work on media. By hand, `all` means every task. */
  readonly scope: 'all' | TaskName;
  /** Why, in one sentence: who watches what, which pressure. */
  readonly sentence: string;
  readonly since: number;
  /** When it ends by itself; without it, when it is taken back. */
  readonly until?: number;
}
