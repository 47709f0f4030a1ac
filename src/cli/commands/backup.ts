import type { Command } from 'commander';
import { ButlerError } from '../../domain/errors.ts';
import { askServer } from '../client.ts';
import { type ClientOptions, withServer } from '../options.ts';

const task = 'BackupDatabase';

export function define(command: Command): void {
  withServer(command)
    .description(
      'Makes a backup now, and waits until it was restored on trial and compared. Exits with 1 where that failed.',
    )
    .action(async (options: ClientOptions) => {
      process.exitCode = await askServer(options, async (butler, { address }) => {
        const { active } = (await butler.tasks.run({ task })).task;
        if (!active) throw new ButlerError('server-unable', { address, cause: 'it started no backup' });
        const { watchRuns } = await import('../watch-runs.ts');
        return await watchRuns(butler, [active], options);
      });
    });
}
