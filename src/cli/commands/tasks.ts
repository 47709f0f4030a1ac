import type { Command } from 'commander';
import { askServer } from '../client.ts';
import { listTasks } from '../list-tasks.ts';
import { type ClientOptions, type VerboseOptions, withServer, withVerbose } from '../options.ts';
import { print } from '../print.ts';
import { screenWidth } from '../show/screen.ts';
import { formatTasks } from '../show/tasks-table.ts';
import { whenFor } from '../show/when.ts';

interface Options extends ClientOptions, VerboseOptions {
  readonly watch?: true;
}

export function define(command: Command): void {
  withServer(withVerbose(command))
    .description('Lists the tasks: what each is doing, how its last run ended, and what the plan says of it.')
    .option('-w, --watch', 'go on showing them, until Ctrl-C')
    .action(async (options: Options) => {
      await askServer(options, async butler => {
        if (options.watch) {
          const { watchTasks } = await import('../watch-tasks.ts');
          await watchTasks(butler, options);
        } else {
          print(await listTasks(butler), options, ({ items }) =>
            formatTasks(items, whenFor(options), screenWidth(options)),
          );
        }
      });
    });
}
