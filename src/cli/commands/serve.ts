import type { Command } from 'commander';
import { configure, type LibraryOptions, withLibrary } from '../options.ts';

export function define(command: Command): void {
  withLibrary(command)
    .description(
      'Serves and maintains a library: the folders given, those added before, or a sample made on the spot.',
    )
    .action(async (folders: string[], options: LibraryOptions) => {
      const { serve } = await import('../serve.ts');
      process.exitCode = await serve(configure(options), { folders, described: options.section ?? [] });
    });
}
