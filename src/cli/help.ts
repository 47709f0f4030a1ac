import { styleText } from 'node:util';
import type { Command } from 'commander';
import { ButlerError } from '../domain/errors.ts';
import { findNearest } from '../domain/nearest.ts';
import { entries } from './commands.ts';
import { exitCodeMeanings } from './exit-codes.ts';

const topics: Readonly<Record<string, () => string>> = {
  'exit-codes': describeExitCodes,
  servers: describeServers,
};

/** The help on a command and, after its name, on one of its own; or on a topic. Throws `command-unknown`. */
export async function explain([name, ...rest]: readonly string[], program: Command): Promise<string> {
  if (name === undefined) return program.helpInformation().trimEnd();
  if (Object.hasOwn(topics, name)) return topics[name]?.() ?? '';
  let found = program.commands.find(command => command.name() === name);
  if (!found) {
    const known = [...program.commands.map(command => command.name()), ...Object.keys(topics)];
    throw new ButlerError('command-unknown', { name, nearest: findNearest(name, known) });
  }
  const [, [, load] = []] = entries.find(([known]) => known === name) ?? [];
  (await load?.())?.define(found);
  for (const word of rest) found = found.commands.find(command => command.name() === word) ?? found;
  return found.helpInformation().trimEnd();
}

function describeExitCodes(): string {
  const lines = exitCodeMeanings.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`);
  return [styleText('bold', 'Exit codes'), ...lines].join('\n');
}

function describeServers(): string {
  return `${styleText('bold', 'Which server is asked')}, the first of these that is said:

  --server <address>   with --token, or the token of a profile with this address
  --profile <name>     as butler profile add names it
  --data <folder>      the Butler at work on this data folder, with the token there
  BUTLER_SERVER, BUTLER_PROFILE, BUTLER_DATA in the environment
  the usual profile    as butler profile use names it
  the Butler at work on the usual data folder

--token and BUTLER_TOKEN give another token to any of them.

${styleText('bold', 'A Plex Media Server')} can be asked too: tasks, start, stop and settings work with it.
Everything else is Butler's own, and ends with exit code 5 there.`;
}
