import { styleText } from 'node:util';
import type { Command } from 'commander';
import { ButlerError } from '../../domain/errors.ts';
import { findNearest } from '../../domain/nearest.ts';
import { commands } from '../commands.ts';
import { exitCodeMeanings } from '../exit-codes.ts';

const topics: Readonly<Record<string, () => string>> = { 'exit-codes': describeExitCodes };

export function define(command: Command): void {
  command
    .description('Explains a command. butler help exit-codes tells what the program ends with.')
    .argument('[topic...]', 'a command, or exit-codes')
    .action(async (words: string[]) => {
      process.stdout.write(`${await explain(words, command)}\n`);
    });
}

async function explain(words: readonly string[], help: Command): Promise<string> {
  const program = help.parent;
  if (!program) throw new Error('Help is a command of a program.');
  const [name] = words;
  if (name === undefined) return program.helpInformation().trimEnd();
  if (Object.hasOwn(topics, name)) return topics[name]?.() ?? '';
  const entries = Object.values(commands).flatMap(group => Object.entries(group));
  const [, [, load] = []] = entries.find(([known]) => known === name) ?? [];
  let found = program.commands.find(command => command.name() === name);
  if (!load || !found) {
    const known = [...entries.map(([name]) => name), ...Object.keys(topics)];
    throw new ButlerError('command-unknown', { name, nearest: findNearest(name, known) });
  }
  if (found !== help) (await load()).define(found);
  for (const word of words.slice(1)) found = found.commands.find(command => command.name() === word) ?? found;
  return found.helpInformation().trimEnd();
}

function describeExitCodes(): string {
  const lines = exitCodeMeanings.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`);
  return [styleText('bold', 'Exit codes'), ...lines].join('\n');
}
