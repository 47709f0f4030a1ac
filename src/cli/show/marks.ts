import type { RunState } from '../../domain/run.ts';
import type { Cell } from './table.ts';

/** How the end of a run looks. */
export const marks: Readonly<
  Partial<Record<RunState, readonly [sign: string, colour: 'green' | 'red' | 'yellow']>>
> = {
  succeeded: ['✓', 'green'],
  failed: ['✗', 'red'],
  cancelled: ['■', 'yellow'],
  interrupted: ['■', 'yellow'],
  yielded: ['❙', 'yellow'],
  skipped: ['–', 'yellow'],
};

/** The mark of a state, or a dot for one that is no end. */
export function markOf(state: RunState): Cell {
  return marks[state] ?? ['·', 'dim'];
}
