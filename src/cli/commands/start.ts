import { type Command, Option } from 'commander';
import type { Api, Butler } from '../../../sdk/src/index.ts';
import { askServer, orOfPlex } from '../client.ts';
import { exitCodes } from '../exit-codes.ts';
import { type ClientOptions, withServer } from '../options.ts';
import { print } from '../print.ts';
import { getTaskName, requireNames } from '../task-names.ts';

interface Options extends ClientOptions {
  readonly all?: true;
  readonly watch?: true;
}

export function define(command: Command): void {
  withServer(command)
    .description(
      'Starts tasks, whether or not they are due. Inside the window, those that are spread get a moment in what is left of it.',
    )
    .argument('[tasks...]', 'their names, such as BackupDatabase')
    .addOption(new Option('--all', 'every task that is switched on, by the rules of the Butler API'))
    .option('-w, --watch', 'follow them to their end, and exit with 1 where one, or a file in it, failed')
    .action(async (names: string[], options: Options) => {
      requireNames(names, options);
      process.exitCode = await askServer(options, butler => start(butler, names, options));
    });
}

interface Started {
  readonly task: string;
  readonly outcome: 'started' | 'already-running';
  /** Absent where a Plex Media Server was asked. */
  readonly run?: Api.Run;
}

async function start(butler: Butler, names: readonly string[], options: Options): Promise<number> {
  const started = options.all ? await startAll(butler) : await startEach(butler, names);
  const runs = started.flatMap(({ run }) => run ?? []);
  if (options.watch && runs.length === started.length) {
    const { watchRuns } = await import('../watch-runs.ts');
    return await watchRuns(butler, runs, options);
  }
  print({ items: started }, options, ({ items }) =>
    items.length === 0 ? 'Nothing was started.' : items.map(describe).join('\n'),
  );
  return exitCodes.done;
}

async function startEach(butler: Butler, names: readonly string[]): Promise<readonly Started[]> {
  const started: Started[] = [];
  for (const name of names) started.push(await startOne(butler, await getTaskName(butler, name)));
  return started;
}

async function startOne(butler: Butler, task: string): Promise<Started> {
  return await orOfPlex<Started>(
    butler.tasks.run({ task }).then(({ outcome, task: { active } }) => {
      return { task, outcome, ...(active && { run: active }) };
    }),
    async () => ({ task, ...(await butler.startTask({ task })) }),
  );
}

/** What was at work before is not told. */
async function startAll(butler: Butler): Promise<readonly Started[]> {
  const list = () =>
    orOfPlex<readonly Api.Task[]>(
      butler.tasks.list().then(({ items }) => items),
      async () => [],
    );
  const before = new Set((await list()).map(({ active }) => active?.id));
  await butler.startTasks();
  return (await list()).flatMap(({ name, active }) =>
    active && !before.has(active.id) ? [{ task: name, outcome: 'started', run: active }] : [],
  );
}

function describe({ task, outcome, run }: Started): string {
  const which = run ? ` (run ${run.id})` : '';
  if (outcome === 'already-running') return `${task} is at work already${which}.`;
  return run?.state === 'scheduled'
    ? `${task} has its moment in the window${which}.`
    : `Started ${task}${which}.`;
}
