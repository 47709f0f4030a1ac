import type { Command } from 'commander';
import { type Butler, NotFoundError } from '../../../sdk/src/index.ts';
import { askServer, orOfPlex } from '../client.ts';
import { type ClientOptions, withServer } from '../options.ts';
import { print } from '../print.ts';
import { getTaskName, requireNames } from '../task-names.ts';

interface Options extends ClientOptions {
  readonly all?: true;
}

interface Stopped {
  readonly task: string;
  readonly outcome: 'stopped' | 'not-running';
}

export function define(command: Command): void {
  withServer(command)
    .description('Stops tasks, or takes them out of the queue. What they did is kept.')
    .argument('[tasks...]', 'their names, such as GenerateMediaIndexFiles')
    .option('--all', 'everything that runs or waits')
    .action(async (names: string[], options: Options) => {
      requireNames(names, options);
      await askServer(options, async butler => {
        const items = options.all ? await stopAll(butler) : await stopEach(butler, names);
        print({ items }, options, () => describe(items));
      });
    });
}

async function stopAll(butler: Butler): Promise<readonly Stopped[]> {
  const { items } = await orOfPlex(butler.tasks.list(), async () => ({ items: [] }));
  await butler.stopTasks();
  return items.flatMap(({ name, active }) => (active ? [{ task: name, outcome: 'stopped' }] : []));
}

async function stopEach(butler: Butler, names: readonly string[]): Promise<readonly Stopped[]> {
  const stopped: Stopped[] = [];
  for (const name of names) {
    const task = await getTaskName(butler, name);
    const outcome = await orOfPlex(
      butler.tasks.end({ task }).then(({ outcome }) => outcome),
      () => stopOfPlex(butler, task),
    );
    stopped.push({ task, outcome });
  }
  return stopped;
}

async function stopOfPlex(butler: Butler, task: string): Promise<Stopped['outcome']> {
  try {
    await butler.stopTask({ task });
    return 'stopped';
  } catch (error) {
    if (error instanceof NotFoundError) return 'not-running';
    throw error;
  }
}

function describe(stopped: readonly Stopped[]): string {
  if (stopped.length === 0) return 'Nothing was at work.';
  return stopped
    .map(({ task, outcome }) => (outcome === 'stopped' ? `Stopped ${task}.` : `${task} was not at work.`))
    .join('\n');
}
