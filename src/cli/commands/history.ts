import type { Command } from 'commander';
import type { Api } from '../../../sdk/src/index.ts';
import { formatLength } from '../../domain/amounts.ts';
import { askServer } from '../client.ts';
import { parseCount } from '../count.ts';
import { type ClientOptions, type VerboseOptions, withServer, withVerbose } from '../options.ts';
import { print } from '../print.ts';
import { markOf } from '../show/marks.ts';
import { screenWidth } from '../show/screen.ts';
import { formatTable } from '../show/table.ts';
import { shortName } from '../show/tasks-table.ts';
import { type When, whenFor } from '../show/when.ts';
import { getTaskName } from '../task-names.ts';

interface Options extends ClientOptions, VerboseOptions {
  readonly limit?: string;
}

const usualLimit = 20;
const mostAtOnce = 500;

export function define(command: Command): void {
  withServer(withVerbose(command))
    .description('Lists the runs, the newest first.')
    .argument('[task]', 'of this task only')
    .option('-n, --limit <n>', `how many; ${usualLimit} by default`)
    .action(async (name: string | undefined, options: Options) => {
      const limit = parseCount('--limit', options.limit, usualLimit, mostAtOnce);
      await askServer(options, async butler => {
        const task = name === undefined ? undefined : await getTaskName(butler, name);
        const page = await butler.runs.list({ task, limit });
        print(page, options, ({ items }) => {
          return items.length === 0
            ? 'Nothing has run yet.'
            : formatRuns(items, whenFor(options), screenWidth(options));
        });
      });
    });
}

function formatRuns(runs: readonly Api.Run[], when: When, width: number | undefined): string {
  return formatTable(
    [
      { title: 'Run', align: 'right' },
      { title: '' },
      { title: 'Task' },
      { title: 'Started', spare: 1 },
      { title: 'Took', align: 'right', spare: 2 },
      { title: '', gives: true, spare: 3 },
    ],
    runs.map(({ id, task, state, startedAt, createdAt, endedAt, outcome }) => [
      String(id),
      markOf(state),
      shortName(task),
      when(startedAt ?? createdAt),
      startedAt && endedAt ? formatLength(Date.parse(endedAt) - Date.parse(startedAt)) : '',
      [outcome ?? state, 'dim'],
    ]),
    width,
  );
}
