import type { Command } from 'commander';
import type { Api } from '../../../sdk/src/index.ts';
import { askServer } from '../client.ts';
import { type ClientOptions, type VerboseOptions, withServer, withVerbose } from '../options.ts';
import { print } from '../print.ts';
import { screenWidth } from '../show/screen.ts';
import { formatTable } from '../show/table.ts';
import { findRunId, whichRun } from '../which-run.ts';

export function define(command: Command): void {
  withServer(withVerbose(command))
    .description('Lists the files that failed in a run, each with its last error.')
    .argument('[run]', whichRun)
    .action(async (given: string | undefined, options: ClientOptions & VerboseOptions) => {
      await askServer(options, async butler => {
        const id = await findRunId(butler, given);
        const items: Api.Failure[] = [];
        for await (const failure of butler.runs.failures({ id, limit: 500 })) items.push(failure);
        print({ items }, options, () =>
          items.length === 0 ? `No file failed in run ${id}.` : format(items, screenWidth(options)),
        );
      });
    });
}

function format(failures: readonly Api.Failure[], width: number | undefined): string {
  return formatTable(
    [
      { title: 'File' },
      { title: 'Tries', align: 'right', spare: 2 },
      { title: '', spare: 1 },
      { title: '', gives: true },
    ],
    failures.map(({ label, attempts, setAside, error }) => [
      label,
      String(attempts),
      setAside ? ['set aside', 'yellow'] : '',
      [error, 'dim'],
    ]),
    width,
  );
}
