import { posix, win32 } from 'node:path';
import type { Command } from 'commander';
import type { Api } from '../../../sdk/src/index.ts';
import { askServer } from '../client.ts';
import { type ClientOptions, type VerboseOptions, withServer, withVerbose } from '../options.ts';
import { print } from '../print.ts';
import { screenWidth } from '../show/screen.ts';
import { formatTable } from '../show/table.ts';
import { shortName } from '../show/tasks-table.ts';
import { findRunId } from '../which-run.ts';

export function define(command: Command): void {
  withServer(withVerbose(command))
    .description(
      'Lists the files that tasks have set aside, or those that failed in a run. A file that failed three times rests until it changes, or butler retry has it tried anew.',
    )
    .argument('[run]', 'the number of a run, or a task for its last run; all that is set aside without it')
    .action(async (given: string | undefined, options: ClientOptions & VerboseOptions) => {
      await askServer(options, async butler => {
        if (given === undefined) {
          const items = await gather(butler.runs.allFailures({ limit: 500 }));
          print({ items }, options, () =>
            items.length === 0 ? 'Nothing is set aside.' : formatSetAside(items, screenWidth(options)),
          );
        } else {
          const id = await findRunId(butler, given);
          const items = await gather(butler.runs.failures({ id, limit: 500 }));
          print({ items }, options, () =>
            items.length === 0 ? `No file failed in run ${id}.` : format(items, screenWidth(options)),
          );
        }
      });
    });
}

/** All of the pages. */
async function gather<Item>(pages: AsyncIterable<Item>): Promise<readonly Item[]> {
  return await Array.fromAsync(pages);
}

/** Of a file on a server whose system may be another one. */
function nameOf(path: string): string {
  return path.startsWith('/') ? posix.basename(path) : win32.basename(path);
}

function formatSetAside(files: readonly Api.SetAsideFile[], width: number | undefined): string {
  return formatTable(
    [{ title: 'Task' }, { title: 'File' }, { title: '', gives: true, spare: 1 }],
    files.map(({ task, path, error }) => [shortName(task), nameOf(path), [error, 'dim']]),
    width,
  );
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
