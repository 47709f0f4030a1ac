import { z } from '@hono/zod-openapi';
import type { UnitState } from '../../domain/run.ts';
import type { RecordedUnit } from '../../domain/unit-finder.ts';
import { formatOptional, instant } from './instant.ts';
import { taskName } from './task-name.ts';
import { formatUnitId, unitId } from './unit-id.ts';

/** What units are called here, by what the queue calls them: a quarantine is for what cleaning took away. */
const names = { queued: 'queued', done: 'done', quarantined: 'set-aside' } as const satisfies Record<
  UnitState,
  string
>;
export const unitStateNames = Object.values(names);

export const unitShape = {
  id: unitId,
  task: taskName,
  runId: z
    .int()
    .optional()
    .openapi({ description: 'The run that it is a part of; absent where that is forgotten.', example: 7 }),
  state: z.enum(unitStateNames).openapi({
    description:
      'Queued is also what is in hand. Set aside is what failed three times: it rests until the file changes, or a person has it tried again.',
    example: 'done',
  }),
  label: z.string().openapi({ description: 'The name of the file.', example: 'Heat.mkv' }),
  bytes: z.int().min(0).openapi({ description: 'Of the file.', example: 4_200_000_000 }),
  attempts: z.int().min(0).openapi({ description: 'How often it was tried and came to an end.', example: 1 }),
  error: z
    .string()
    .optional()
    .openapi({ description: 'Of the last attempt, where that failed.', example: 'The file ends too early.' }),
  triedAt: instant.optional().openapi({ description: 'When the last attempt ended.' }),
};

export const unitView = z.object(unitShape).openapi('Unit', {
  description: 'One file that one task works on, or did: the part of a run that an interruption cannot lose.',
});

export function viewUnit(unit: RecordedUnit): z.infer<typeof unitView> {
  const { task, runId, state, label, bytes, attempts, error, triedAt } = unit;
  return {
    ...{ id: formatUnitId(unit), task, runId, state: viewUnitState(state), label, bytes, attempts, error },
    triedAt: formatOptional(triedAt),
  };
}

/** What a state is called here. */
export function viewUnitState(state: UnitState): (typeof unitStateNames)[number] {
  return names[state];
}

/** The inverse of {@link viewUnitState}. */
export function parseUnitState(name: (typeof unitStateNames)[number]): UnitState {
  return name === 'set-aside' ? 'quarantined' : name;
}

export const unitCounts = z
  .object({
    queued: z.int().min(0).openapi({ example: 3 }),
    done: z.int().min(0).openapi({ example: 12 }),
    setAside: z.int().min(0).openapi({ example: 1 }),
  })
  .openapi('UnitCounts');

export function viewUnitCounts({ queued, done, quarantined }: Readonly<Record<UnitState, number>>) {
  return { queued, done, setAside: quarantined };
}
