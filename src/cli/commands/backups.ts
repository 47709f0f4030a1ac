import type { Command } from 'commander';
import type { ListedBackup } from '../../app/backups.ts';
import { formatBytes } from '../../domain/amounts.ts';
import { type DataOptions, dataFolder, type JsonOptions, withData, withJson } from '../options.ts';
import { print } from '../print.ts';
import { screenWidth } from '../show/screen.ts';
import { formatTable } from '../show/table.ts';

export function define(command: Command): void {
  withData(withJson(command))
    .description('Lists the backups of a data folder, or those in another folder, the newest first.')
    .argument('[folder]', 'another folder')
    .action(async (folder: string | undefined, options: DataOptions & JsonOptions) => {
      const { findBackups } = await import('../../app/backups.ts');
      const items = await findBackups(dataFolder(options), folder);
      print({ items }, options, () => formatBackups(items, screenWidth()));
    });
}

function formatBackups(backups: readonly ListedBackup[], width: number | undefined): string {
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
