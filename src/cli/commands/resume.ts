import type { Command } from 'commander';
import { askServer } from '../client.ts';
import { type ClientOptions, withServer } from '../options.ts';
import { print } from '../print.ts';
import { getTaskName } from '../task-names.ts';

export function define(command: Command): void {
  withServer(command)
    .description('Ends a pause by hand. Work goes on where it was, unless something else rests it too.')
    .argument('[task]', 'the name of the task; the pause of all without it')
    .action(async (name: string | undefined, options: ClientOptions) => {
      await askServer(options, async butler => {
        const scope = name === undefined || name === 'all' ? 'all' : await getTaskName(butler, name);
        await butler.pauses.resume({ scope });
        const { items } = await butler.pauses.list();
        print({ items }, options, () => {
          const others = items.map(({ sentence }) => `Still at rest: ${sentence}`);
          return [`${scope === 'all' ? 'Everything' : scope} goes on.`, ...others].join('\n');
        });
      });
    });
}
