import { homedir } from 'node:os';
import type { Command } from 'commander';
import { type Configuration, configurationFrom, type Flags } from '../settings/configuration.ts';

/** Of commands that open a data folder. */
export interface DataOptions {
  readonly data?: string;
}

export interface JsonOptions {
  readonly json?: true;
}

/** Gathers what an option says that may be given several times. */
export const collect = (value: string, before: readonly string[] = []) => [...before, value];

export function withData(command: Command): Command {
  return command.option('--data <folder>', 'where Butler keeps what it knows and makes (BUTLER_DATA)');
}

export function withJson(command: Command): Command {
  return command.option('--json', 'as JSON, for programs');
}

/** What holds before anything is opened, by the options, the environment and the defaults. Throws `option-invalid`. */
export function configure(flags: Flags = {}): Configuration {
  return configurationFrom(flags, process.env, homedir(), process.platform);
}

/** The data folder that is meant. */
export function dataFolder({ data }: DataOptions): string {
  return configure({ data, token: undefined, host: '127.0.0.1' }).dataFolder;
}

/** What `serve` and `run` take. */
export interface LibraryOptions extends Flags {
  readonly section?: readonly string[];
}

export function withLibrary(command: Command): Command {
  return command
    .argument('[folders...]', 'folders to add as sections, their type recognised')
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
