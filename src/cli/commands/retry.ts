import type { Command } from 'commander';
import { formatCount } from '../../domain/amounts.ts';
import { askServer } from '../client.ts';
import { type ClientOptions, withServer } from '../options.ts';
import { print } from '../print.ts';
import { findRunId, whichRun } from '../which-run.ts';

interface Options extends ClientOptions {
  readonly watch?: true;
}

export function define(command: Command): void {
  withServer(command)
    .description('Has the files tried anew that a run set aside, as if they had never failed.')
    .argument('[run]', whichRun)
    .option('-w, --watch', 'follow the task to its end, and exit with 1 where it, or a file in it, failed')
    .action(async (given: string | undefined, options: Options) => {
      process.exitCode = await askServer(options, async butler => {
        const id = await findRunId(butler, given);
        const retried = await butler.runs.retryFailures({ id });
        if (options.watch && retried.outcome !== 'nothing-to-retry') {
          const { run } = await butler.runs.get({ id });
          const { items } = await butler.tasks.list();
          const active = items.find(({ name }) => name === run.task)?.active;
          const { watchRuns } = await import('../watch-runs.ts');
          return active ? await watchRuns(butler, [active], options) : 0;
        }
        print(retried, options, ({ files, outcome }) => {
          if (outcome === 'nothing-to-retry') return `Run ${id} set nothing aside.`;
          const files_ = formatCount(files, 'file');
          return outcome === 'started'
            ? `${files_} to be tried anew; the task is started.`
            : `${files_} to be tried anew by the task, which is at work already.`;
        });
        return 0;
      });
    });
}
