import type { Command } from 'commander';
import type { Api, Butler } from '../../../sdk/src/index.ts';
import { askServer } from '../client.ts';
import { type ClientOptions, withServer } from '../options.ts';
import { formatLogLine } from '../show/log-lines.ts';
import { isEnd } from '../show/tasks-table.ts';
import { untilStopped } from '../signals.ts';
import { findRunId, whichRun } from '../which-run.ts';

interface Options extends ClientOptions {
  readonly follow?: true;
}

export function define(command: Command): void {
  withServer(command)
    .description('Prints what a run says, the oldest line first. As JSON each line is an object of its own.')
    .argument('[run]', whichRun)
    .option('-f, --follow', 'go on until the run ends, or Ctrl-C')
    .action(async (given: string | undefined, options: Options) => {
      await askServer(options, async butler => {
        const id = await findRunId(butler, given);
        await (options.follow ? follow(butler, id, options) : printAll(butler, id, options));
      });
    });
}

/** Returns how many lines there were. */
async function printAll(butler: Butler, id: number, options: Options, after = 0): Promise<number> {
  let count = 0;
  for await (const line of butler.runs.log({ id, limit: 500 })) {
    if (count++ >= after) tell(line, options);
  }
  return count;
}

/** Prints what there is, and each time that the run said something, or may have, what came after. */
async function follow(butler: Butler, id: number, options: Options): Promise<void> {
  const { signal } = untilStopped();
  const hasEnded = async () => isEnd((await butler.runs.get({ id })).run.state);
  let isOver = await hasEnded();
  let printed = await printAll(butler, id, options);
  if (isOver) return;
  for await (const event of butler.events({ types: ['log', 'run'], signal })) {
    const isOurs = event.type === 'log' ? event.runId === id : event.type !== 'run' || event.run.id === id;
    if (!isOurs) continue;
    isOver = event.type === 'log' ? false : await hasEnded();
    printed = await printAll(butler, id, options, printed);
    if (isOver) return;
  }
}

function tell(line: Api.LogLine, { json }: Options): void {
  process.stdout.write(`${json ? JSON.stringify(line) : formatLogLine(line)}\n`);
}
