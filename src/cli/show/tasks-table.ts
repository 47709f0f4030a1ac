import type { Api } from '../../../sdk/src/index.ts';
import { formatCount, formatLength } from '../../domain/amounts.ts';
import type { RunState } from '../../domain/run.ts';
import { markOf } from './marks.ts';
import { percentOf } from './percent.ts';
import { type Cell, type Column, formatTable } from './table.ts';
import type { When } from './when.ts';

/** A task as a server tells of it: a Plex Media Server knows no more than its name, its switch and its interval. */
export type KnownTask = Pick<Api.Task, 'name' | 'title' | 'description' | 'intervalDays' | 'enabled'> &
  Partial<Api.Task>;

const columns: readonly Column[] = [
  { title: 'Task' },
  { title: 'Now' },
  { title: '', spare: 1 },
  { title: 'Last run', spare: 1 },
  { title: '', gives: true, spare: 2 },
];

/** The same for a table that is drawn again and again: it does not shift when a task begins. */
const steadyColumns = columns.map(column =>
  column.title === 'Now' ? { ...column, title: 'Now'.padEnd('running 100%'.length) } : column,
);

/** One line for each task: what it does now, how its last run ended, and what is planned. */
export function formatTasks(
  tasks: readonly KnownTask[],
  when: When,
  width: number | undefined,
  { isSteady = false } = {},
): string {
  return formatTable(
    isSteady ? steadyColumns : columns,
    tasks.map(task => [
      task.enabled ? shortName(task.name) : [shortName(task.name), 'dim'],
      stateOf(task, when),
      task.last ? markOf(task.last.state) : '',
      [when(task.last?.endedAt), 'dim'],
      remarkOn(task),
    ]),
    width,
  );
}

/** As people call it, and may give it to a command: some carry the prefix `ButlerTask` for clients of Plex. */
export function shortName(task: string): string {
  return task.replace(/^ButlerTask/, '');
}

/** Work that rests by itself goes on by itself: of a task that has nothing to do that is not worth a word. */
function isPaused({ active, pause }: KnownTask): boolean {
  return pause !== undefined && (active !== undefined || pause.cause === 'hand');
}

function stateOf(task: KnownTask, when: When): Cell {
  const { active, enabled, intervalDays, decision } = task;
  if (isPaused(task)) return ['paused', 'yellow'];
  if (active?.state === 'running') {
    const percent = percentOf(active.progress);
    return [percent === undefined ? 'running' : `running ${percent}%`, 'cyan'];
  }
  if (active?.state === 'scheduled') return [when(active.plannedAt), 'cyan'];
  if (active) return ['queued', 'cyan'];
  if (!enabled) return ['off', 'dim'];
  // All that a Plex Media Server tells.
  return decision ? '' : [intervalDays === 1 ? 'every day' : `every ${intervalDays} days`, 'dim'];
}

function remarkOn(task: KnownTask): Cell {
  const { active, pause, decision, enabled, title } = task;
  if (pause && isPaused(task)) return pause.sentence;
  if (active?.state === 'running') return describeProgress(active.progress);
  if (!enabled) return '';
  return [decision?.sentence ?? title, 'dim'];
}

/** `12/40 files · 1 failed · 3 min left · Film (1999).mkv`, as far as it is known. */
function describeProgress({ done, total, failed, timeLeftMs, subtitle }: Api.Progress): string {
  return [
    ...(total === undefined ? [] : [`${done}/${formatCount(total, 'file')}`]),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(timeLeftMs === undefined ? [] : [`${formatLength(timeLeftMs)} left`]),
    ...(subtitle ? [subtitle] : []),
  ].join(' · ');
}

/** Whether a state is the end of a run. */
export function isEnd(state: RunState): boolean {
  return state !== 'scheduled' && state !== 'queued' && state !== 'running';
}
