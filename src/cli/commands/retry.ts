import type { Command } from 'commander';
import type { Api, Butler } from '../../../sdk/src/index.ts';
import { formatCount } from '../../domain/amounts.ts';
import { askServer } from '../client.ts';
import { exitCodes } from '../exit-codes.ts';
import { type ClientOptions, withServer } from '../options.ts';
import { print } from '../print.ts';
import { shortName } from '../show/tasks-table.ts';
import { getTaskName } from '../task-names.ts';

interface Options extends ClientOptions {
  readonly watch?: true;
}

/** What came of it, by task. */
type Retried = Api.RetryFailuresResponse;

export function define(command: Command): void {
  withServer(command)
    .description('Has files tried anew that were set aside, as if they had never failed.')
    .argument('[run]', 'a task, or the number of a run that set them aside; all of them without it')
    .option(
      '-w, --watch',
      'follow the tasks to their end, and exit with 1 where one, or a file in it, failed',
    )
    .action(async (given: string | undefined, options: Options) => {
      process.exitCode = await askServer(options, async butler => {
        const retried = await retry(butler, given);
        if (!options.watch || retried.files === 0) {
          print(retried, options, describe);
          return exitCodes.done;
        }
        const names = retried.tasks.map(({ task }) => task);
        const { items } = await butler.tasks.list();
        const runs = items.flatMap(({ name, active }) => (active && names.includes(name) ? [active] : []));
        const { watchRuns } = await import('../watch-runs.ts');
        return await watchRuns(butler, runs, options);
      });
    });
}

async function retry(butler: Butler, given: string | undefined): Promise<Retried> {
  if (given === undefined) return await butler.runs.retryAllFailures({});
  if (!/^\d+$/.test(given)) {
    return await butler.runs.retryAllFailures({ task: await getTaskName(butler, given) });
  }
  const id = Number(given);
  const { task } = (await butler.runs.get({ id })).run;
  const { files, outcome } = await butler.runs.retryFailures({ id });
  return { files, tasks: outcome === 'nothing-to-retry' ? [] : [{ task, files, outcome }] };
}

function describe({ files, tasks }: Retried): string {
  if (files === 0) return 'Nothing was set aside.';
  return tasks
    .map(({ task, files, outcome }) => {
      const then =
        outcome === 'started' ? 'it is started' : 'it is at work already, and takes what it still can';
      return `${shortName(task)}: ${formatCount(files, 'file')} to be tried anew; ${then}.`;
    })
    .join('\n');
}
