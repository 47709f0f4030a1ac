import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { Restored } from '../../app/restore.ts';
import { formatBytes, formatCount } from '../../domain/amounts.ts';
import { type DataOptions, dataFolder, type JsonOptions, withData, withJson } from '../options.ts';
import { print } from '../print.ts';
import { untilStopped } from '../signals.ts';

interface Options extends DataOptions, JsonOptions {
  readonly dryRun?: true;
}

export function define(command: Command): void {
  withData(withJson(command))
    .description(
      'Puts a backup in the place of the database, which is kept. No server may be at work on the data folder.',
    )
    .argument('<backup>', 'its path, its name as butler backups tells it, or "latest"')
    .option('--dry-run', 'restore and compare it, but change nothing')
    .action(async (backup: string, options: Options) => {
      const { restore } = await import('../../app/restore.ts');
      const [data, dryRun] = [dataFolder(options), options.dryRun ?? false];
      const { signal } = untilStopped();
      const onStep = (step: string) => {
        if (!options.json) process.stdout.write(`${styleText('dim', step)}\n`);
      };
      const restored = await restore({ backup, data, dryRun, signal, onStep });
      print({ dryRun, ...restored }, options, () => formatRestored(restored, data, dryRun));
    });
}

function formatRestored(restored: Restored, data: string, dryRun: boolean): string {
  const { artifacts, artwork, keptAs, schemaVersion, schemaNow } = restored;
  const made = restored.createdAt ? `, made ${restored.createdAt}` : '';
  const size = `${formatBytes(restored.bytes)}, ${formatCount(restored.rows, 'row')}`;
  const lines = [
    dryRun
      ? `${styleText('bold', 'Nothing was changed.')} ${restored.backup} (${size}${made}) can be restored into ${data}.`
      : `${styleText('bold', 'Restored')} ${restored.backup} (${size}${made}) into ${data}.`,
    restored.compared
      ? 'Every row is as it was when the backup was made.'
      : 'It has no manifest: its integrity was checked, but there is nothing to compare its rows with.',
    ...(schemaVersion === schemaNow ? [] : [`Its schema was brought from ${schemaVersion} to ${schemaNow}.`]),
    ...(artifacts.lost > 0
      ? [
          `${formatCount(artifacts.lost, 'derived file')} of ${artifacts.there + artifacts.lost} are not here: their tasks make them again.`,
        ]
      : []),
    ...(artwork.lost > 0
      ? [
          `${formatCount(artwork.lost, 'picture')} of ${artwork.there + artwork.lost} are not here: the next refresh asks for them again.`,
        ]
      : []),
    ...(restored.token ? [`The token of clients ${dryRun ? 'would be' : 'is'} that of the backup.`] : []),
    ...(keptAs === undefined ? [] : [`What was here before is kept: butler restore ${keptAs}`]),
  ];
  return lines.join('\n');
}
