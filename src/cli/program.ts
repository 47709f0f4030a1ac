// The command line: finds the command, has it loaded, and tells what went wrong in one line.
import { statSync } from 'node:fs';
import { styleText } from 'node:util';
import { Command, CommanderError, Help, type HelpConfiguration, type Option } from 'commander';
import { version } from '../app/version.ts';
import { ButlerError } from '../domain/errors.ts';
import { findNearest } from '../domain/nearest.ts';
import { oneLine } from '../domain/one-line.ts';
import { commands, entries, usualCommand } from './commands.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { Refusal } from './refusal.ts';
import { remedyFor } from './remedies.ts';

/** The command that is being called, as far as it is known. */
let called: Command;

/** A command's own options come before those that say which server is meant. */
const layout: HelpConfiguration = {
  subcommandTerm: command => command.name(),
  visibleOptions(this: Help, command) {
    const all = Help.prototype.visibleOptions.call(this, command);
    return all.toSorted(
      (a, b) => Number(a.helpGroupHeading !== undefined) - Number(b.helpGroupHeading !== undefined),
    );
  },
  groupItems<T extends Command | Option>(this: Help, _: T[], visible: T[], groupOf: (item: T) => string) {
    return Help.prototype.groupItems.call(this, visible, visible, groupOf as never) as Map<string, T[]>;
  },
};

const program = new Command('butler')
  .description('The maintenance engine for media libraries.')
  .usage('[command] [options]')
  .version(version, '--version', 'print the version')
  .helpOption('--help', 'explain it')
  .helpCommand(false)
  .exitOverride()
  .configureOutput({ outputError: () => {} })
  .configureHelp(layout)
  .addHelpText('after', '\nbutler help <command> explains one of them.')
  .hook('preSubcommand', async (_, command) => {
    called = command;
    const [, [, load] = []] = entries.find(([name]) => name === command.name()) ?? [];
    (await load?.())?.define(command);
  });
called = program;

for (const [group, members] of Object.entries(commands)) {
  for (const [name, [summary]] of Object.entries(members)) {
    program
      .command(name, { isDefault: name === usualCommand })
      .summary(summary)
      .description(summary)
      .helpGroup(`${group}:`);
  }
}

program
  .command('help')
  .summary('explain a command; exit-codes and servers are explained too')
  .helpGroup('This program:')
  .argument('[topic...]', 'a command, exit-codes, or servers')
  .action(async (words: string[]) => {
    const { explain } = await import('./help.ts');
    process.stdout.write(`${await explain(words, program)}\n`);
  });

// What the shells ask, in the form of https://github.com/spf13/cobra: a value, a tab and what it is, on each line, then
// a colon and what the shell is to do: 4 for nothing else, 16 to add folders, 0 to add files.
program
  .command('complete', { hidden: true })
  .argument('[words...]')
  .action(async (words: string[]) => {
    const { complete } = await import('./complete.ts');
    const { items, files } = await complete(words, program);
    const lines = items.map(([value, explanation]) => `${value}\t${explanation}`);
    const directive = files === 'folders' ? 16 : files === 'files' ? 0 : 4;
    process.stdout.write([...lines, `:${directive}`, ''].join('\n'));
  });

/** A word in the place of a command that is none, nor a folder to serve. */
function refuseUnknownCommand([first = '']: readonly string[]): void {
  const names = program.commands.map(command => command.name());
  if (!/^[\w-]+$/.test(first) || first.startsWith('-') || names.includes(first)) return;
  if (statSync(first, { throwIfNoEntry: false })) return;
  throw new ButlerError('command-unknown', { name: first, nearest: findNearest(first, names) });
}

/** `error: unknown option '--jsno'\n(Did you mean --json?)` as one line of ours. */
function describeMisuse({ message }: CommanderError): string {
  const sentence = message
    .replace(/^error: /, '')
    .replace(/\.?\n\(Did you mean (.+)\?\)/, '; did you mean $1?')
    .replace(/([^.?])$/, '$1.');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** A command of commands that does something by itself takes the word in the place of one for an argument. */
function findUnknownSubcommand({ code }: CommanderError): ButlerError | undefined {
  const names = called.commands.map(command => command.name());
  const [given] = called.args;
  if (code !== 'commander.excessArguments' || names.length === 0) return undefined;
  if (given === undefined || names.includes(given)) return undefined;
  return new ButlerError('command-unknown', {
    name: `${called.name()} ${given}`,
    nearest: findNearest(given, names),
  });
}

function namesOf(command: Command): string {
  return command.parent ? `${namesOf(command.parent)} ${command.name()}` : command.name();
}

/** Tells an error in one line. Returns the exit code that it stands for; throws what nobody foresaw. */
function tell(error: unknown): number {
  const red = (text: string) => styleText('red', text, { stream: process.stderr });
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.done;
    const unknown = findUnknownSubcommand(error);
    if (unknown) return tell(unknown);
    process.stderr.write(`${red(describeMisuse(error))} See ${namesOf(called)} --help.\n`);
    return exitCodes.misunderstood;
  }
  if (!(error instanceof ButlerError || error instanceof Refusal)) throw error;
  process.stderr.write(`${red(oneLine(error.message))} ${remedyFor(error.code, error.remedy)}\n`);
  return exitCodeOf(error.code);
}

try {
  refuseUnknownCommand(process.argv.slice(2));
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}
