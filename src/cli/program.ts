// The commands and their options. Each command is loaded when it is called: most need little of the program.
import { homedir } from 'node:os';
import { styleText } from 'node:util';
import { Command, CommanderError } from 'commander';
import { version } from '../app/version.ts';
import { ButlerError } from '../domain/errors.ts';
import type { Flags } from '../settings/configuration.ts';
import { configurationFrom } from '../settings/configuration.ts';
import type { PlanOptions } from './plan.ts';
import type { RestoreOptions } from './restore.ts';

/** Exit codes: 0 all went well, 1 something failed, 2 the command line was not understood. */
const failed = 1;
const misunderstood = 2;

interface Options extends Flags {
  readonly section?: string[];
  readonly once?: true;
}

const collect = (value: string, before: string[] = []) => [...before, value];

/** The options that both commands take. */
function withOptions(command: Command): Command {
  return command
    .option(
      '--section <title=type:path>',
      'add a section, such as "Kids=movie:/path"; may be repeated',
      collect,
    )
    .option('--data <folder>', 'where Butler keeps what it knows and makes (BUTLER_DATA)')
    .option('--port <n>', 'port to listen on, 0 for any free one; 32500 by default (BUTLER_PORT)')
    .option('--host <address>', 'address to listen on; 127.0.0.1 by default (BUTLER_HOST)')
    .option('--token <t>', "token that clients must give; the data folder's own by default (BUTLER_TOKEN)");
}

const configure = (options: Options) => configurationFrom(options, process.env, homedir(), process.platform);

const program = new Command('butler')
  .description('The maintenance engine for media libraries.')
  .version(version)
  .showHelpAfterError('See butler --help.')
  .exitOverride();

withOptions(program.command('serve', { isDefault: true }))
  .description(
    'serve and maintain a library: the folders given, those added before, or a sample made on the spot',
  )
  .argument('[folders...]', 'folders to add as sections, their type recognised')
  .action(async (folders: string[], options: Options) => {
    const { serve } = await import('./serve.ts');
    process.exitCode = await serve(configure(options), { folders, described: options.section ?? [] });
  });

withOptions(program.command('run'))
  .description('do what is due, inside the window or not, and exit with 0, or with 1 when something failed')
  .argument('[folders...]', 'folders to add as sections first')
  .requiredOption('--once', 'one round, then exit')
  .action(async (folders: string[], options: Options) => {
    const { runOnce } = await import('./run-once.ts');
    process.exitCode = await runOnce(configure(options), { folders, described: options.section ?? [] });
  });

program
  .command('plan')
  .description('tell what the nights to come will bring, and why; also of windows that are not set')
  .option('--json', 'as JSON')
  .option('--from <instant>', 'from when on: 2027-03-28T01:30:00+01:00, or a date; now by default')
  .option('--nights <n>', 'how many nights, by the days on which they begin; 3 by default')
  .option('--zone <tz>', 'the zone of the windows, where they name none')
  .option(
    '--window <text>',
    'another window, such as 23:00-04:00 or "Sat,Sun 01:00-09:00 media", of a new Butler or of the one in --data; may be repeated',
    collect,
  )
  .option('--data <folder>', 'where Butler keeps what it knows and makes (BUTLER_DATA)')
  .action(async (options: PlanOptions & Flags) => {
    // Whoever asks about windows of their own wants to know of these, not of what a library happens to have done.
    const isPure = options.window !== undefined && options.data === undefined;
    const { printPlan } = await import('./plan.ts');
    await printPlan(options, isPure ? undefined : configure({ data: options.data }).dataFolder);
  });

program
  .command('why')
  .description('tell why a task ran in a night, or why it did not')
  .argument('<task>', 'its name, such as BackupDatabase')
  .option('--night <date>', 'the day on which the night began; the last one by default')
  .option('--data <folder>', 'where Butler keeps what it knows and makes (BUTLER_DATA)')
  .action(async (task: string, options: { night?: string } & Flags) => {
    const { printWhy } = await import('./why.ts');
    await printWhy(task, options.night, configure({ data: options.data }).dataFolder);
  });

program
  .command('backups')
  .description('list the backups of a data folder, or those in another folder')
  .argument('[folder]', 'another folder')
  .option('--json', 'as JSON')
  .option('--data <folder>', 'where Butler keeps what it knows and makes (BUTLER_DATA)')
  .action(async (folder: string | undefined, options: { json?: true } & Flags) => {
    const { printBackups } = await import('./backups.ts');
    await printBackups(folder, options, configure({ data: options.data }).dataFolder);
  });

const quarantine = program
  .command('quarantine')
  .description('what cleaning took away, which can be put back for a week');

for (const [name, description] of Object.entries({
  list: 'list it, the newest first',
  restore: 'put one thing back, by its id',
  empty: 'remove it all for good, now',
})) {
  const command = quarantine
    .command(name)
    .description(description)
    .option('--json', 'as JSON')
    .option('--data <folder>', 'where Butler keeps what it knows and makes (BUTLER_DATA)');
  if (name === 'restore') command.argument('<id>', 'as butler quarantine list tells it');
  command.action(async (...args: unknown[]) => {
    const [id] = name === 'restore' ? (args as [string]) : [];
    const { json, data } = command.opts<{ json?: true } & Flags>();
    const { printQuarantine } = await import('./quarantine.ts');
    await printQuarantine(name as 'list', id ?? '', json ?? false, configure({ data }).dataFolder);
  });
}

program
  .command('restore')
  .description('put a backup in the place of the database, which is kept; no server may be at work on it')
  .argument('<backup>', 'its path, its name as butler backups tells it, or "latest"')
  .option('--dry-run', 'restore and compare it, but change nothing')
  .option('--json', 'as JSON')
  .option('--data <folder>', 'where Butler keeps what it knows and makes (BUTLER_DATA)')
  .action(async (backup: string, options: RestoreOptions & Flags) => {
    const { printRestore } = await import('./restore.ts');
    await printRestore(backup, options, configure({ data: options.data }).dataFolder);
  });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : misunderstood;
  } else if (error instanceof ButlerError) {
    process.stderr.write(`${styleText('red', error.message, { stream: process.stderr })} ${error.remedy}\n`);
    process.exitCode =
      error.code === 'option-invalid' || error.code === 'section-syntax' ? misunderstood : failed;
  } else {
    throw error;
  }
}
