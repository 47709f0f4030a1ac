import { z } from '@hono/zod-openapi';
import type { Restorable, Restore } from '../../domain/restore.ts';
import { describeRestore } from '../../domain/restore.ts';
import { formatInstant, formatOptional, instant } from './instant.ts';
import { saidView, viewSaid } from './said-view.ts';

const name = z
  .string()
  .openapi({ description: 'The name of the backup.', example: 'butler-2027-03-28T020000Z.db' });

/** What any trial of a backup shows. */
export const trialShape = {
  bytes: z.int().min(0).openapi({ example: 52_000_000 }),
  rows: z.int().min(0).openapi({ description: 'That were restored.', example: 812_345 }),
  compared: z.boolean().openapi({
    description:
      'Whether every row was compared with the manifest, or only the integrity of the file checked.',
    example: true,
  }),
};

const settled = (what: string) =>
  z
    .object({ there: z.int().min(0), lost: z.int().min(0) })
    .openapi({ description: what, example: { there: 1204, lost: 6 } });

const restorableShape = {
  ...trialShape,
  createdAt: instant.optional().openapi({ description: 'When it was made.' }),
  sections: z.int().min(0).openapi({ description: 'Of the library that it brings back.', example: 3 }),
  schemaVersion: z.string().openapi({ description: 'Of the backup.', example: '0012-set-aside' }),
  schemaNow: z.string().openapi({ description: 'To which it is brought.', example: '0012-set-aside' }),
  artifacts: settled('Derived files that it speaks of: their tasks make the lost ones again.'),
  artwork: settled('Pictures that it speaks of: the next refresh asks for the lost ones again.'),
};

export const rehearsalView = z.object({ name, ...restorableShape }).openapi('Rehearsal');

export const restoreView = z
  .object({
    backup: name,
    state: z.enum(['comparing', 'replacing', 'succeeded', 'failed']).openapi({
      description:
        '`comparing`: it is brought back beside the database, and compared; the work goes on. `replacing`: the server is away, and comes back with the data of the backup. `succeeded`, or `failed`: then all is as it was.',
      example: 'succeeded',
    }),
    beganAt: instant,
    endedAt: instant.optional(),
    fraction: z.number().min(0).max(1).optional().openapi({
      description: 'How much was brought back and compared, while that goes on.',
      example: 0.4,
    }),
    sentence: z.string().openapi({
      description: 'How it stands, for people.',
      example:
        'butler-2027-03-28T020000Z.db was restored. What was there before is kept: /var/lib/butler/before-restore-2027-03-29T080000.000Z/butler.db',
    }),
    restored: z
      .object({
        ...restorableShape,
        keptAs: z.string().optional().openapi({
          description: 'The database that was there before.',
          example: '/var/lib/butler/before-restore-2027-03-29T080000.000Z/butler.db',
        }),
      })
      .optional()
      .openapi({ description: 'What came of it.' }),
    failure: z
      .object({
        code: z.string().openapi({ example: 'backup-damaged' }),
        message: z
          .string()
          .openapi({ example: 'The backup "butler-2027-03-28T020000Z.db" is damaged: it is cut off.' }),
        remedy: z.string().openapi({ example: 'Take another one. Nothing was changed.' }),
        said: saidView,
      })
      .optional()
      .openapi({ description: 'Why it failed.' }),
  })
  .openapi('Restore');

export function viewRestore(restore: Restore): z.infer<typeof restoreView> {
  const { backup, state, beganAt, endedAt, fraction, restored, failure } = restore;
  return {
    backup,
    state,
    beganAt: formatInstant(beganAt),
    endedAt: formatOptional(endedAt),
    fraction,
    sentence: describeRestore(restore),
    restored: restored && { ...viewRestorable(restored), keptAs: restored.keptAs },
    failure: failure && { ...failure, said: viewSaid(`${failure.message} ${failure.remedy}`) },
  };
}

export function viewRestorable(restorable: Restorable) {
  const { bytes, rows, compared, createdAt, sections, schemaVersion, schemaNow, artifacts, artwork } =
    restorable;
  return { bytes, rows, compared, createdAt, sections, schemaVersion, schemaNow, artifacts, artwork };
}
