import { z } from '@hono/zod-openapi';
import type { NightReport } from '../../domain/report.ts';
import { runStates } from '../../domain/run.ts';
import { decisionView, viewDecision } from './decision-view.ts';
import { formatInstant, instant } from './instant.ts';
import { nightView, viewNight } from './night-view.ts';
import { saidView, viewSaid } from './said-view.ts';
import { useView, viewUse } from './sample-view.ts';
import { taskName } from './task-name.ts';

const count = z.int().min(0);
const zone = z.string().openapi({ description: 'The IANA zone of its hours.', example: 'Europe/Berlin' });

const taskReport = z
  .object({
    task: taskName,
    title: z.string().openapi({ example: 'Backup Database' }),
    runs: z.array(z.int()).openapi({ description: 'Ids of its runs, the oldest first.' }),
    state: z.enum(runStates).openapi({ description: 'Of the last of them.' }),
    started: z.boolean().openapi({ description: 'Whether any of them began to work.' }),
    outcome: z.string().optional().openapi({
      description: 'What those did that succeeded, and why the last one did not.',
      example: 'Copied 12 MB and compared every row.',
    }),
    said: saidView,
    done: count,
    failed: count,
    bytes: count,
    durationMs: z.number().min(0),
    use: useView.optional().openapi({
      description: 'What all its runs used; absent where nothing is known of that.',
    }),
    left: count.openapi({ description: 'Files that the last run had not come to.' }),
  })
  .openapi('TaskReport');

const failures = z.object({
  count: count.openapi({ description: 'Files that failed and were not mended by a further try.' }),
  setAside: count.openapi({ description: 'Those that rest until they change, or are tried by hand.' }),
  first: z.array(
    z.object({
      task: taskName,
      label: z.string().openapi({ description: 'The name of the file.', example: 'Heat.mkv' }),
      error: z.string().openapi({ example: '"Heat.mkv" cannot be read as media: it is empty.' }),
      said: saidView,
      setAside: z.boolean(),
    }),
  ),
});

export const reportView = z
  .object({
    night: nightView,
    zone,
    madeAt: instant,
    isLate: z.boolean().optional().openapi({
      description: 'The window closed while Butler was not at work; this was made when it was again.',
    }),
    tasks: z
      .array(taskReport)
      .openapi({ description: 'Those that had a run, in the order of their beginning.' }),
    failures,
    next: z
      .object({
        night: nightView,
        zone,
        decisions: z.array(
          z.object({ title: z.string().openapi({ example: 'Backup Database' }), ...decisionView.shape }),
        ),
      })
      .optional()
      .openapi({ description: 'The night after, as things stood; absent where no window opens again.' }),
  })
  .openapi('Report');

export function viewReport({ night, zone, madeAt, isLate, tasks, failures, next }: NightReport) {
  return {
    night: viewNight(night),
    zone,
    madeAt: formatInstant(madeAt),
    isLate,
    tasks: tasks.map(({ use, ...task }) => ({
      ...task,
      use: use && viewUse(use),
      runs: [...task.runs],
      said: viewSaid(task.outcome),
    })),
    failures: { ...failures, first: failures.first.map(file => ({ ...file, said: viewSaid(file.error) })) },
    next: next && {
      night: viewNight(next.night),
      zone: next.zone,
      decisions: next.decisions.map(({ title, ...decision }) => ({ title, ...viewDecision(decision) })),
    },
  };
}
