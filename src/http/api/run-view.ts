import { z } from '@hono/zod-openapi';
import {
  type LogLine,
  logLevels,
  type Progress,
  type RecordedFailure,
  type Run,
  type RunTransition,
  runStates,
  triggers,
} from '../../domain/run.ts';
import { partIdOf, type TaskName } from '../../domain/task.ts';
import { formatInstant, formatOptional, instant, serviceDay } from './instant.ts';
import { saidView, viewSaid } from './said-view.ts';
import { taskName } from './task-name.ts';
import { formatUnitId, unitId } from './unit-id.ts';
import { unitStateNames, viewUnitState } from './unit-view.ts';

const count = z.int().min(0);

export const progressView = z
  .object({
    done: count.openapi({ description: 'Files, or other units, that ended, failed ones among them.' }),
    total: count.optional(),
    failed: count,
    bytesDone: count,
    bytesTotal: count.optional(),
    subtitle: z
      .string()
      .optional()
      .openapi({ description: 'What is in hand: a file’s name, a phase.', example: 'Heat.mkv' }),
    said: saidView,
    bytesPerSecond: z.number().min(0).optional(),
    timeLeftMs: z.number().min(0).optional(),
  })
  .openapi('Progress');

export const runView = z
  .object({
    id: z.int(),
    task: taskName,
    trigger: z.enum(triggers),
    state: z.enum(runStates).openapi({ example: 'succeeded' }),
    serviceDay,
    plannedAt: instant.optional().openapi({ description: 'When it starts, while it is scheduled.' }),
    createdAt: instant,
    startedAt: instant.optional(),
    endedAt: instant.optional(),
    progress: progressView,
    outcome: z.string().optional().openapi({
      description: 'What was done, or why it failed, in one sentence.',
      example: 'Copied 12 MB and compared every row.',
    }),
    said: saidView,
  })
  .openapi('Run', { description: 'One execution of a task.' });

export const transitionView = z
  .object({
    at: instant,
    from: z.enum(runStates).optional().openapi({ description: 'Absent for the state it was created in.' }),
    to: z.enum(runStates),
    reason: z.string().optional().openapi({ example: 'Its turn came.' }),
    said: saidView,
  })
  .openapi('Transition');

export const logLineView = z
  .object({
    at: instant,
    level: z.enum(logLevels),
    message: z.string().openapi({ example: 'Copied 12 MB.' }),
  })
  .openapi('LogLine');

export const failureView = z
  .object({
    subject: z.string().openapi({ example: 'part:7' }),
    unitId: unitId.openapi({ description: 'The unit of the file, as long as the queue has it.' }),
    label: z.string().openapi({ description: 'The name of the file.', example: 'Heat.mkv' }),
    error: z.string().openapi({ example: '"Heat.mkv" cannot be read as media: it is empty.' }),
    said: saidView,
    attempts: z.int().min(1).openapi({ description: 'How often it has failed, earlier runs included.' }),
    setAside: z
      .boolean()
      .openapi({ description: 'Whether it was set aside then: to rest until the file changes.' }),
    unitState: z.enum(unitStateNames).optional().openapi({
      description: 'How the file stands by now: queued where it is tried again.',
      example: 'queued',
    }),
    at: instant,
  })
  .openapi('Failure');

export function viewRun(run: Run) {
  const { id, task, trigger, state, serviceDay, plannedAt, createdAt, startedAt, endedAt } = run;
  return {
    id,
    task,
    trigger,
    state,
    serviceDay,
    plannedAt: formatOptional(plannedAt),
    createdAt: formatInstant(createdAt),
    startedAt: formatOptional(startedAt),
    endedAt: formatOptional(endedAt),
    progress: viewProgress(run.progress),
    outcome: run.outcome,
    said: viewSaid(run.outcome),
  };
}

/** What is in hand is a file for the most part: only a phase is said in words of ours. */
export function viewProgress(progress: Progress) {
  return { ...progress, said: viewSaid(progress.subtitle) };
}

export function viewTransition(transition: RunTransition) {
  return { ...transition, at: formatInstant(transition.at), said: viewSaid(transition.reason) };
}

export function viewLogLine({ at, level, message }: LogLine) {
  return { at: formatInstant(at), level, message };
}

export function viewFailure(task: TaskName, failure: RecordedFailure) {
  const { subject, label, error, attempts, quarantined, unitState, at } = failure;
  const unitId = formatUnitId({ task, partId: partIdOf(failure) });
  return {
    subject,
    unitId,
    label,
    error,
    said: viewSaid(error),
    attempts,
    setAside: quarantined,
    unitState: unitState && viewUnitState(unitState),
    at: formatInstant(at),
  };
}
