import { join } from 'node:path';
import type { Command } from 'commander';
import type { Api } from '../../../sdk/src/index.ts';
import { formatBytes } from '../../domain/amounts.ts';
import { askServerOr } from '../client.ts';
import { type ClientOptions, dataFolder, withServer } from '../options.ts';
import { print } from '../print.ts';
import { screenWidth } from '../show/screen.ts';
import { formatTable } from '../show/table.ts';

type Backups = Api.GetBackupsResponse;

export function define(command: Command): void {
  withServer(command)
    .description(
      'Lists the backups of a server or a data folder, or those in another folder, the newest first.',
    )
    .argument('[folder]', 'another folder of this machine')
    .action(async (folder: string | undefined, options: ClientOptions) => {
      const local = () => listHere(folder, options);
      const found = await (folder === undefined
        ? askServerOr(options, butler => butler.safekeeping.backups(), local)
        : local());
      print(found, options, ({ items }) => formatBackups(items, screenWidth()));
    });
}

/** As the server would tell it. */
async function listHere(folder: string | undefined, options: ClientOptions): Promise<Backups> {
  const { findBackups, formatRestore } = await import('../../app/backups.ts');
  const data = dataFolder(options);
  const found = await findBackups(data, folder);
  const items = found.map(one => ({
    ...one,
    sound: one.damage === undefined,
    command: formatRestore(folder === undefined ? one.name : join(one.folder, one.name), data),
  }));
  return { items };
}

function formatBackups(backups: Backups['items'], width: number | undefined): string {
  if (backups.length === 0) return 'There are no backups yet.';
  return formatTable(
    [
      { title: 'Backup' },
      { title: 'Made' },
      { title: 'Size', align: 'right' },
      { title: '' },
      { title: '', gives: true, spare: 1 },
    ],
    backups.map(({ name, folder, createdAt, verifiedAt, bytes, damage }) => [
      name,
      createdAt.slice(0, 16).replace('T', ' '),
      formatBytes(bytes),
      damage === undefined ? `verified ${verifiedAt.slice(0, 10)}` : [`damaged: ${damage}`, 'red'],
      [folder, 'dim'],
    ]),
    width,
  );
}
