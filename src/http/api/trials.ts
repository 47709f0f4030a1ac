import type { ListedBackup } from '../../domain/backup.ts';
import { ButlerError } from '../../domain/errors.ts';
import { RefusedRequest } from '../failure.ts';

/** Backups that are restored on trial: those that are listed, one at a time. */
export class Trials {
  readonly #list: () => Promise<readonly ListedBackup[]>;
  #isBusy = false;

  constructor(list: () => Promise<readonly ListedBackup[]>) {
    this.#list = list;
  }

  /** Throws `backup-unlisted` or `backup-busy`. */
  async hold<Result>(name: string, trial: () => Promise<Result>): Promise<Result> {
    await this.requireListed(name);
    if (this.#isBusy) throw new ButlerError('backup-busy', {});
    this.#isBusy = true;
    try {
      return await trial();
    } finally {
      this.#isBusy = false;
    }
  }

  /** Throws `backup-unlisted`: a name is never taken for a path. */
  async requireListed(name: string): Promise<void> {
    if ((await this.#list()).some(backup => backup.name === name)) return;
    throw new RefusedRequest({ status: 404, error: new ButlerError('backup-unlisted', { name }) });
  }
}
