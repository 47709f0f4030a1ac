import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseCare } from '../domain/ports.ts';
import type { RunPreferences } from '../domain/preference.ts';
import type { CopyDatabase } from '../http/plex/diagnostics.ts';

/** Copies of the database for people to take away, without what is secret. One is made after the other. */
export function databaseCopies(
  care: Pick<DatabaseCare, 'copyWithout'>,
  preferences: Pick<RunPreferences, 'secretIds'>,
  staging: string,
): CopyDatabase {
  let last: Promise<unknown> = Promise.resolve();
  return async signal => {
    const path = join(staging, `copy-${randomUUID()}.db`);
    const making = last
      .catch(() => undefined)
      .then(async () => {
        await mkdir(staging, { recursive: true });
        return await care.copyWithout(path, preferences.secretIds(), () => undefined, signal);
      });
    last = making;
    const { proof } = await making;
    return {
      path,
      bytes: proof.bytes,
      [Symbol.asyncDispose]: () => rm(path, { force: true }),
    };
  };
}
