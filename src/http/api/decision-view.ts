import { z } from '@hono/zod-openapi';
import { type Decision, type RecordedDecision, reasons } from '../../domain/schedule.ts';
import { formatInstant, formatOptional, instant, serviceDay } from './instant.ts';
import { taskName } from './task-name.ts';

export const decisionView = z
  .object({
    task: taskName,
    action: z.enum(['start', 'place', 'skip']),
    reason: z.enum(reasons),
    serviceDay,
    plannedAt: instant.optional().openapi({ description: 'When it starts.' }),
    notBefore: instant
      .optional()
      .openapi({ description: 'From when on it may start again, where it is too soon after its last run.' }),
    sentence: z.string().openapi({
      description: 'The whole decision, for people.',
      example: 'Starts at 02:10, placed at random in the window 02:00–05:00.',
    }),
  })
  .openapi('Decision', { description: 'What was decided of a task in a night, and why.' });

export const recordedDecisionView = z
  .object({ at: instant.openapi({ description: 'When it was taken.' }), ...decisionView.shape })
  .openapi('RecordedDecision');

export function viewDecision({ task, action, reason, serviceDay, plannedAt, notBefore, sentence }: Decision) {
  return {
    task,
    action,
    reason,
    serviceDay,
    plannedAt: formatOptional(plannedAt),
    notBefore: formatOptional(notBefore),
    sentence,
  };
}

export function viewRecordedDecision(decision: RecordedDecision) {
  return { at: formatInstant(decision.at), ...viewDecision(decision) };
}
