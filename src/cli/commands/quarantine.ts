import type { Command } from 'commander';
import type { Api } from '../../../sdk/src/index.ts';
import { formatBytes, formatCount } from '../../domain/amounts.ts';
import { oneLine } from '../../domain/one-line.ts';
import { askServerOr } from '../client.ts';
import { type ClientOptions, dataFolder, withServer } from '../options.ts';
import { print } from '../print.ts';
import { screenWidth } from '../show/screen.ts';
import { formatTable } from '../show/table.ts';

type Quarantined = Api.GetQuarantineResponse;

export function define(command: Command): void {
  command.description('What cleaning took away, which can be put back for a week.').helpCommand(false);
  withServer(command.command('list', { isDefault: true }))
    .description('list it, the newest first')
    .action(async (options: ClientOptions) => {
      const found = await askServerOr(
        options,
        butler => butler.safekeeping.quarantine(),
        () => listHere(options),
      );
      print(found, options, ({ items }) => formatList(items, screenWidth()));
    });
  withServer(command.command('restore'))
    .description('put one thing back')
    .argument('<id>', 'as butler quarantine list tells it')
    .action(async (id: string, options: ClientOptions) => {
      const put = await askServerOr(
        options,
        butler => butler.safekeeping.restoreFromQuarantine({ id: idOf(id) }),
        async () => {
          const { putBack } = await import('../../app/quarantine.ts');
          return { restored: await putBack(id.replace(':', '/'), dataFolder(options)) };
        },
      );
      print(put, options, ({ restored }) => `Put back: ${oneLine(restored)}`);
    });
  withServer(command.command('empty'))
    .description('remove it all for good, now')
    .action(async (options: ClientOptions) => {
      const gone = await askServerOr(
        options,
        butler => butler.safekeeping.emptyQuarantine(),
        async () => {
          const { empty } = await import('../../app/quarantine.ts');
          return await empty(dataFolder(options));
        },
      );
      print(gone, options, ({ bytes, rows }) => {
        return `Removed ${formatBytes(bytes)} of files and ${formatCount(rows, 'row')} for good.`;
      });
    });
}

/** As the server would tell it. */
async function listHere(options: ClientOptions): Promise<Quarantined> {
  const { listQuarantined } = await import('../../app/quarantine.ts');
  const found = await listQuarantined(dataFolder(options));
  const items = found.map(one => ({ ...one, id: idOf(one.id) }));
  return { items, bytes: items.reduce((sum, { bytes = 0 }) => sum + bytes, 0) };
}

/** As it stands in the quarantine, `2027-03-28/12`, as the API has it: `2027-03-28:12`. */
function idOf(id: string): string {
  return id.replace('/', ':');
}

function formatList(all: Quarantined['items'], width: number | undefined): string {
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
