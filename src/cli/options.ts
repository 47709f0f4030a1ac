import { homedir } from 'node:os';
import { type Command, Option } from 'commander';
import { type Configuration, configurationFrom, type Flags } from '../settings/configuration.ts';
import type { ServerOptions } from './connect/choose.ts';

/** Of commands that open a data folder. */
export interface DataOptions {
  readonly data?: string;
}

export interface JsonOptions {
  readonly json?: true;
}

/** Gathers what an option says that may be given several times. */
export const collect = (value: string, before: readonly string[] = []) => [...before, value];

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

/** What commands take that ask a server. */
export type ClientOptions = ServerOptions & JsonOptions;

const serverOptions = [
  ['--server <address>', 'another server, such as http://attic:32500 (BUTLER_SERVER)'],
  ['--token <t>', 'its token (BUTLER_TOKEN)'],
  ['--profile <profile>', 'a server with a name, as butler profile add gives it (BUTLER_PROFILE)'],
  ['--data <folder>', 'the one at work on this data folder; the usual one by default (BUTLER_DATA)'],
] as const;

export function withServer(command: Command): Command {
  for (const [flags, description] of serverOptions) {
    command.addOption(new Option(flags, description).helpGroup('Which server:'));
  }
  return withJson(command);
}

export interface VerboseOptions {
  readonly verbose?: true;
}

export function withVerbose(command: Command): Command {
  return command.option('-v, --verbose', 'times by the clock, and nothing cut short');
}
