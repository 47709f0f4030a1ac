import { styleText } from 'node:util';
import { findBackups, type ListedBackup } from '../app/backups.ts';
import { formatBytes } from '../domain/amounts.ts';

/** Prints the backups of a data folder, or those in another folder, the newest first. */
export async function printBackups(
  folder: string | undefined,
  options: { readonly json?: true },
  data: string,
): Promise<void> {
  const backups = await findBackups(data, folder);
  const text = options.json ? JSON.stringify(backups, undefined, 2) : formatBackups(backups);
  process.stdout.write(`${text}\n`);
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
