import { styleText } from 'node:util';
import type { Command } from 'commander';
import type { Api } from '../../../sdk/src/index.ts';
import { formatBytes, formatCount } from '../../domain/amounts.ts';
import { askServerOr } from '../client.ts';
import { type ClientOptions, dataFolder, withServer } from '../options.ts';
import { print } from '../print.ts';
import { untilStopped } from '../signals.ts';
import { isPath, whichBackup } from '../which-backup.ts';

export function define(command: Command): void {
  withServer(command)
    .description(
      'Restores a backup on trial, in a folder of its own, and compares every row. Changes nothing; a server may be at work.',
    )
    .argument(
      '[backup]',
      'its name as butler backups tells it, or its path on this machine; the newest without it',
    )
    .action(async (given = 'latest', options: ClientOptions) => {
      const { signal } = untilStopped();
      const local = () => verifyHere(given, options, signal);
      const verified = await (isPath(given)
        ? local()
        : askServerOr(
            options,
            async butler => {
              const name = await whichBackup(butler, given);
              // A large one takes minutes.
              return await butler.safekeeping.verifyBackup({ name }, { signal, timeoutMs: 0 });
            },
            local,
          ));
      print(verified, options, format);
    });
}

/** As the server would tell it. */
async function verifyHere(
  backup: string,
  options: ClientOptions,
  signal: AbortSignal,
): Promise<Api.VerifyBackupResponse> {
  const { verify } = await import('../../app/verify.ts');
  return await verify({ backup, data: dataFolder(options), signal });
}

function format({ name, bytes, rows, compared }: Api.VerifyBackupResponse): string {
  const size = `${formatBytes(bytes)}, ${formatCount(rows, 'row')}`;
  const how = compared
    ? 'every row is as it was when it was made'
    : 'its integrity is good; it has no manifest to compare its rows with';
  return `${styleText('green', '✓')} ${styleText('bold', name)} (${size}): ${how}.`;
}
