import type { Command } from 'commander';
import type { SetAside } from '../../app/quarantine.ts';
import { formatBytes, formatCount } from '../../domain/amounts.ts';
import { oneLine } from '../../domain/one-line.ts';
import { type DataOptions, dataFolder, type JsonOptions, withData, withJson } from '../options.ts';
import { print } from '../print.ts';
import { screenWidth } from '../show/screen.ts';
import { formatTable } from '../show/table.ts';

type Options = DataOptions & JsonOptions;

export function define(command: Command): void {
  command.description('What cleaning took away, which can be put back for a week.').helpCommand(false);
  withData(withJson(command.command('list', { isDefault: true })))
    .description('list it, the newest first')
    .action(async (options: Options) => {
      const { listSetAside } = await import('../../app/quarantine.ts');
      const items = await listSetAside(dataFolder(options));
      print({ items }, options, () => formatList(items, screenWidth()));
    });
  withData(withJson(command.command('restore')))
    .description('put one thing back')
    .argument('<id>', 'as butler quarantine list tells it')
    .action(async (id: string, options: Options) => {
      const { putBack } = await import('../../app/quarantine.ts');
      const what = await putBack(id, dataFolder(options));
      print({ id, what }, options, () => `Put back: ${oneLine(what)}`);
    });
  withData(withJson(command.command('empty')))
    .description('remove it all for good, now')
    .action(async (options: Options) => {
      const { empty } = await import('../../app/quarantine.ts');
      print(await empty(dataFolder(options)), options, ({ bytes, rows }) => {
        return `Removed ${formatBytes(bytes)} of files and ${formatCount(rows, 'row')} for good.`;
      });
    });
}

function formatList(all: readonly SetAside[], width: number | undefined): string {
  if (all.length === 0) return 'Nothing was set aside.';
  return formatTable(
    [
      { title: 'Id' },
      { title: 'Taken' },
      { title: 'Size', align: 'right' },
      { title: 'What', gives: true },
      { title: 'Why', spare: 1 },
    ],
    all.map(({ id, at, what, why, bytes, rows }) => [
      id,
      at.slice(0, 10),
      bytes === undefined ? formatCount(rows ?? 0, 'row') : formatBytes(bytes),
      what,
      [why, 'dim'],
    ]),
    width,
  );
}
