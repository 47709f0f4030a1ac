import { styleText } from 'node:util';
import type { Command } from 'commander';
import { formatBytes, formatCount } from '../../domain/amounts.ts';
import { type DataOptions, dataFolder, type JsonOptions, withData, withJson } from '../options.ts';
import { print } from '../print.ts';
import { untilStopped } from '../signals.ts';

export function define(command: Command): void {
  withData(withJson(command))
    .description(
      'Restores a backup on trial, in a folder of its own, and compares every row. Changes nothing; a server may be at work.',
    )
    .argument('[backup]', 'its path, its name as butler backups tells it; the newest without it')
    .action(async (given: string | undefined, options: DataOptions & JsonOptions) => {
      const { verify } = await import('../../app/verify.ts');
      const { signal } = untilStopped();
      const verified = await verify({ backup: given ?? 'latest', data: dataFolder(options), signal });
      print(verified, options, ({ backup, bytes, rows, compared }) => {
        const size = `${formatBytes(bytes)}, ${formatCount(rows, 'row')}`;
        const how = compared
          ? 'every row is as it was when it was made'
          : 'its integrity is good; it has no manifest to compare its rows with';
        return `${styleText('green', '✓')} ${styleText('bold', backup)} (${size}): ${how}.`;
      });
    });
}
