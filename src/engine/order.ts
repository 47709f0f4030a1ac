import type { Run } from '../domain/run.ts';
import type { Task } from '../domain/task-definition.ts';

export interface Entry {
  readonly run: Run;
  readonly task: Task;
}

/**
 * Whether a queued run may start beside those in hand. Pure.
 *
 * - Media tasks wait for the scan, so that they see what it found, and so does what else is done to the library; in a
 *   round that Butler began itself, everything does.
 * - Acts follow one another: two of them would only fight for the disk, and a backup of a database in the middle
 *   of its optimisation is a slow one.
 * - Tasks made of units run together, since they share the reading of each file.
 *
 * No two wait for each other: of the library's tasks the first waits for none, and acts do not wait for one that itself
 * waits for these.
 */
export function mayStart(entry: Entry, inHand: readonly Entry[]): boolean {
  const others = inHand.filter(({ run }) => run.id !== entry.run.id && run.state !== 'scheduled');
  const waitsForScan = (one: Entry) => [entry, ...others].some(other => comesAfterScan(one, other));
  if (waitsForScan(entry)) return false;
  return others.every(other => {
    if (entry.task.kind !== 'act' || other.task.kind !== 'act') return true;
    return other.run.state === 'queued' && (isAfter(other, entry) || waitsForScan(other));
  });
}

function comesAfterScan({ run, task }: Entry, other: Entry): boolean {
  if (other.task.group !== 'library') return false;
  if (task.group === 'library') return other.task.priority < task.priority;
  return task.group === 'media' || (run.trigger === other.run.trigger && run.trigger !== 'manual');
}

function isAfter(other: Entry, entry: Entry): boolean {
  return (
    other.task.priority > entry.task.priority ||
    (other.task.priority === entry.task.priority && other.run.id > entry.run.id)
  );
}
