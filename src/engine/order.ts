import type { Run } from '../domain/run.ts';
import type { Task } from '../domain/task-definition.ts';

export interface Entry {
  readonly run: Run;
  readonly task: Task;
}

/**
 * Whether a queued run may start beside those in hand. Pure.
 *
 * - Media tasks wait for the scan, so that they see what it found; in a round that Butler began itself, everything does.
 * - Acts follow one another: two of them would only fight for the disk, and a backup of a database in the middle
 *   of its optimisation is a slow one.
 * - Tasks made of units run together, since they share the reading of each file.
 */
export function mayStart(entry: Entry, others: readonly Entry[]): boolean {
  const { run, task } = entry;
  return others.every(other => {
    if (other.run.id === run.id || other.run.state === 'scheduled') return true;
    const scanAhead = other.task.group === 'library' && task.group !== 'library';
    if (
      scanAhead &&
      (task.group === 'media' || (run.trigger === other.run.trigger && run.trigger !== 'manual'))
    )
      return false;
    if (task.kind === 'act' && other.task.kind === 'act')
      return other.run.state === 'queued' && isAfter(other, entry);
    return true;
  });
}

function isAfter(other: Entry, entry: Entry): boolean {
  return (
    other.task.priority > entry.task.priority ||
    (other.task.priority === entry.task.priority && other.run.id > entry.run.id)
  );
}
