import { styleText } from 'node:util';
import { type Restored, restore } from '../app/restore.ts';
import { formatBytes, formatCount } from '../domain/amounts.ts';
import { untilStopped } from './signals.ts';

export interface RestoreOptions {
  readonly dryRun?: true;
  readonly json?: true;
}

/** Restores a backup into the data folder, and prints what became of it. */
export async function printRestore(backup: string, options: RestoreOptions, data: string): Promise<void> {
  const { signal } = untilStopped();
  const onStep = (step: string) => {
    if (!options.json) process.stdout.write(`${styleText('dim', step)}\n`);
  };
  const dryRun = options.dryRun ?? false;
  const restored = await restore({ backup, data, dryRun, signal, onStep });
  const text = options.json
    ? JSON.stringify({ dryRun, ...restored }, undefined, 2)
    : formatRestored(restored, data, dryRun);
  process.stdout.write(`${text}\n`);
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
