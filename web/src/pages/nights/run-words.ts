import type { Api } from '../../../../sdk/src/index.ts';
import { tasks } from '../../data/tasks.ts';
import { tell } from '../../i18n/i18n.ts';
import { taskTitle } from '../../i18n/tasks.ts';
import type { Tone } from '../../ui/badge.tsx';

type RunState = Api.Run['state'];

/** The title of the task of a run: of one that is not served any more, its name. */
export function titleOf(name: string): string {
  const live = tasks.value?.find(task => task.name === name);
  return live ? taskTitle(live.task.value) : taskTitle({ name, title: name });
}

export function stateWord(state: RunState): string {
  return tell(`state.${state}`);
}

const tones: Readonly<Record<RunState, Tone>> = {
  scheduled: 'plain',
  queued: 'plain',
  running: 'accent',
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'plain',
  interrupted: 'warn',
  yielded: 'accent',
  skipped: 'plain',
};

/** What became of a run, in colour: one in which files failed is not all well. */
export function toneOf({ state, progress }: Pick<Api.Run, 'state' | 'progress'>): Tone {
  return state === 'succeeded' && progress.failed > 0 ? 'warn' : tones[state];
}

/** Whether it is planned, waits, or runs. */
export function isInHand({ state }: Pick<Api.Run, 'state'>): boolean {
  return state === 'scheduled' || state === 'queued' || state === 'running';
}

/** When a run began to work and when it ended, in milliseconds since 1970 UTC; undefined for what never began. */
export function spanOf(run: Api.Run, now: number): { from: number; to: number } | undefined {
  if (run.startedAt === undefined) return undefined;
  const from = Date.parse(run.startedAt);
  return { from, to: Math.max(from, run.endedAt === undefined ? now : Date.parse(run.endedAt)) };
}
