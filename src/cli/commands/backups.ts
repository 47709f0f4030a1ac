import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { ListedBackup } from '../../app/backups.ts';
import { formatBytes } from '../../domain/amounts.ts';
import { type DataOptions, dataFolder, type JsonOptions, withData, withJson } from '../options.ts';
import { print } from '../print.ts';

export function define(command: Command): void {
  withData(withJson(command))
    .description('Lists the backups of a data folder, or those in another folder, the newest first.')
    .argument('[folder]', 'another folder')
    .action(async (folder: string | undefined, options: DataOptions & JsonOptions) => {
      const { findBackups } = await import('../../app/backups.ts');
      print(await findBackups(dataFolder(options), folder), options, formatBackups);
    });
}

function formatBackups(backups: readonly ListedBackup[]): string {
  if (backups.length === 0) return 'There are no backups yet.';
  const width = Math.max(...backups.map(({ name }) => name.length));
  return backups
    .map(({ name, folder, createdAt, verifiedAt, bytes, damage }) => {
      const state =
        damage === undefined ? `verified ${verifiedAt.slice(0, 10)}` : styleText('red', `damaged: ${damage}`);
      const at = createdAt.slice(0, 16).replace('T', ' ');
      return `${name.padEnd(width)}  ${at}  ${formatBytes(bytes).padStart(8)}  ${state}  ${styleText('dim', folder)}`;
    })
    .join('\n');
}
