import { createRoute, z } from '@hono/zod-openapi';
import { ButlerError } from '../../domain/errors.ts';
import type { Restorable, Restore } from '../../domain/restore.ts';
import { RefusedRequest } from '../failure.ts';
import { backupParams } from './backups.ts';
import { problems } from './problems.ts';
import { rehearsalView, restoreView, viewRestorable, viewRestore } from './restore-view.ts';
import { routes } from './routes.ts';
import { bodyError } from './setting-changes.ts';
import type { Trials } from './trials.ts';

export interface Restores {
  /** Does all of a restore but put the result in place. Throws `backup-damaged`, `backup-newer` or `disk-full`. */
  rehearse(name: string, signal: AbortSignal): Promise<Restorable>;
  /**
   * Begins to restore a backup; the restore that was begun last with the same key, if any, is not begun again. Throws
   * `restore-busy`, `backup-newer` or `disk-full`.
   */
  begin(name: string, key: string | undefined): Promise<Restore>;
  /** Begins to put back what was there before the last one. Throws `restore-final` too. */
  undo(key: string | undefined): Promise<Restore>;
  /** How the last one went, or goes. */
  last(): Promise<Restore | undefined>;
}

const rehearse = createRoute({
  method: 'post',
  path: '/backups/{name}/rehearse',
  operationId: 'rehearseRestore',
  tags: ['Safekeeping'],
  summary: 'Rehearse restoring a backup',
  description:
    'Does all of it but put the result in place, beside all that goes on, and tells what it would bring back. One at a time; a large one takes minutes.',
  request: { params: backupParams },
  responses: {
    200: {
      description: 'It can be restored.',
      content: { 'application/json': { schema: rehearsalView } },
    },
    ...problems(404, 409),
  },
});

const confirmation = {
  required: true,
  content: {
    'application/json': {
      schema: z
        .strictObject(
          {
            confirm: z.string('must be the name of the backup').openapi({
              description: 'The name of the backup, typed again.',
            }),
          },
          bodyError,
        )
        .openapi('RestoreConfirmation', { example: { confirm: 'butler-2027-03-28T020000Z.db' } }),
    },
  },
};

const begun = {
  202: { description: 'It has begun.', content: { 'application/json': { schema: restoreView } } },
};

const restore = createRoute({
  method: 'post',
  path: '/backups/{name}/restore',
  operationId: 'restoreBackup',
  tags: ['Safekeeping'],
  summary: 'Restore a backup',
  description:
    'Puts it in the place of the database. It is brought back beside it and compared while the work goes on; then the work stops, the server is away for a moment, and comes back at the same address, with the same token and the data of the backup. What was there before is kept. Whatever goes wrong, all stays as it was. The events of the type `restore` tell how it goes, and `GET /restore` what came of it.',
  request: {
    params: backupParams,
    body: confirmation,
  },
  responses: {
    ...begun,
    ...problems(400, 404, 409, 413, 415),
  },
});

const last = createRoute({
  method: 'get',
  path: '/restore',
  operationId: 'getLastRestore',
  tags: ['Safekeeping'],
  summary: 'Tell how the last restore went',
  responses: {
    200: {
      description: 'How it went, or goes; empty where there was none.',
      content: { 'application/json': { schema: z.object({ restore: restoreView.optional() }) } },
    },
    ...problems(),
  },
});

const undo = createRoute({
  method: 'post',
  path: '/restore/undo',
  operationId: 'undoRestore',
  tags: ['Safekeeping'],
  summary: 'Undo the last restore',
  description:
    'Puts back what was there before, in the same way. What is there now is kept then: this can be undone too.',
  request: { body: confirmation },
  responses: { ...begun, ...problems(400, 409, 413, 415) },
});

/** Bringing backups back. */
export function restoreRoutes(restores: Restores, trials: Trials) {
  return routes()
    .openapi(rehearse, async c => {
      const { name } = c.req.valid('param');
      const found = await trials.hold(name, () => restores.rehearse(name, c.req.raw.signal));
      return c.json({ name, ...viewRestorable(found) }, 200);
    })
    .openapi(restore, async c => {
      const { name } = c.req.valid('param');
      await trials.requireListed(name);
      requireConfirmed(c.req.valid('json'), name);
      return c.json(viewRestore(await restores.begin(name, c.req.header('idempotency-key'))), 202);
    })
    .openapi(undo, async c => {
      requireConfirmed(c.req.valid('json'), (await restores.last())?.backup ?? '');
      return c.json(viewRestore(await restores.undo(c.req.header('idempotency-key'))), 202);
    })
    .openapi(last, async c => {
      const restore = await restores.last();
      return c.json({ ...(restore && { restore: viewRestore(restore) }) }, 200);
    });
}

function requireConfirmed({ confirm }: { confirm: string }, name: string): void {
  if (confirm === name) return;
  const message = `must be the name of the backup, ${name}`;
  const error = new ButlerError('request-invalid', { problems: `confirm ${message}` });
  throw new RefusedRequest({ status: 400, error, fields: [{ field: 'confirm', message }] });
}
