import type { Argument, Command, Option } from 'commander';
import { entries } from './commands.ts';
import { type Completion, type CompletionItem, findValues } from './complete-values.ts';

/**
 * What may stand in the place of the last of the words after `butler`, which may be empty or begun. What a server must be
 * asked for is left out where it does not answer at once.
 */
export async function complete(words: readonly string[], program: Command): Promise<Completion> {
  const begun = words.at(-1) ?? '';
  const { command, operands, options } = await read(words.slice(0, -1), program);
  const { pending } = options;
  if (pending) return startingWith(begun, await findValues(placeholderOf(pending), words));
  if (begun.startsWith('-')) return startingWith(begun, { items: describeOptions(command, options.used) });
  const subcommands = operands.length === 0 ? describeCommands(command) : [];
  const argument = argumentAt(command, operands.length);
  const values = argument ? await findValues(argument.name(), words) : { items: [] };
  const items = [...subcommands, ...values.items.filter(([value]) => !operands.includes(value))];
  return startingWith(begun, { ...values, items });
}

interface ReadLine {
  readonly command: Command;
  /** Of the command, so far. */
  readonly operands: readonly string[];
  readonly options: {
    /** Waits for its value, which is the word to be completed. */
    readonly pending?: Option;
    readonly used: ReadonlySet<Option>;
  };
}

/** Follows the words from command to command. Unknown options are passed over: they are told when the line is run. */
async function read(words: readonly string[], program: Command): Promise<ReadLine> {
  let command = program;
  let operands: string[] = [];
  let pending: Option | undefined;
  const used = new Set<Option>();
  for (const word of words) {
    if (pending) {
      pending = undefined;
      continue;
    }
    if (word.startsWith('-')) {
      const option = command.options.find(({ long, short }) => long === word || short === word);
      if (option) used.add(option);
      if (option && (option.required || option.optional)) pending = option;
      continue;
    }
    const next = operands.length === 0 ? command.commands.find(one => one.name() === word) : undefined;
    if (!next) {
      operands.push(word);
      continue;
    }
    if (command === program) await define(next);
    command = next;
    operands = [];
  }
  return { command, operands, options: { used, ...(pending && { pending }) } };
}

async function define(command: Command): Promise<void> {
  const [, [, load] = []] = entries.find(([name]) => name === command.name()) ?? [];
  (await load?.())?.define(command);
}

function describeCommands(command: Command): readonly CompletionItem[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map(one => [one.name(), one.summary() || one.description()]);
}

function describeOptions(command: Command, used: ReadonlySet<Option>): readonly CompletionItem[] {
  const isRepeatable = ({ description }: Option) => description.includes('may be repeated');
  return command
    .createHelp()
    .visibleOptions(command)
    .filter(option => isRepeatable(option) || !used.has(option))
    .flatMap(({ long, description }) => (long ? [[long, description] as const] : []));
}

/** The argument that an operand in this place is for. */
function argumentAt(command: Command, place: number): Argument | undefined {
  const { registeredArguments: all } = command;
  const last = all.at(-1);
  return all[place] ?? (last?.variadic ? last : undefined);
}

/** `folder` of `--data <folder>`. */
function placeholderOf({ flags }: Option): string {
  return /[<[]([^\]>.]+)/.exec(flags)?.[1] ?? '';
}

function startingWith(begun: string, { items, ...rest }: Completion): Completion {
  return { ...rest, items: items.filter(([value]) => value.toLowerCase().startsWith(begun.toLowerCase())) };
}
