import type { Command } from 'commander';
import { configure, type LibraryOptions, withLibrary } from '../options.ts';

export function define(command: Command): void {
  withLibrary(command)
    .description(
      'Does what is due, inside the window or not, and exits with 0, or with 1 when something failed.',
    )
    .requiredOption('--once', 'one round, then exit')
    .action(async (folders: string[], options: LibraryOptions) => {
      const { runOnce } = await import('../run-once.ts');
      process.exitCode = await runOnce(configure(options), { folders, described: options.section ?? [] });
    });
}
