import { createLogUpdate } from 'log-update';
import type { Api, Butler, Event } from '../../sdk/src/index.ts';
import { NotButlerError } from '../../sdk/src/index.ts';
import { listTasks } from './list-tasks.ts';
import type { JsonOptions, VerboseOptions } from './options.ts';
import { describeEvent } from './show/events.ts';
import { screenWidth } from './show/screen.ts';
import { formatTasks, type KnownTask } from './show/tasks-table.ts';
import { whenFor } from './show/when.ts';
import { untilStopped } from './signals.ts';

/** What changes the list in other ways than by a run that moves on. */
const changing = ['run', 'progress', 'decision', 'pauses', 'preference'] as const;
/** Between two drawings, in milliseconds: eyes need no more. */
const drawEveryMs = 100;
/** How often ages are drawn anew where nothing happens, in milliseconds. */
const ageEveryMs = 1_000;
/** How often a server is asked that tells nothing by itself, in milliseconds. */
const askEveryMs = 2_000;

/**
 * Shows the tasks as they are, until Ctrl-C. Where the output is no terminal, what happens is told line by line; as JSON
 * each line is the whole list.
 */
export async function watchTasks(butler: Butler, options: JsonOptions & VerboseOptions): Promise<void> {
  const { signal } = untilStopped();
  const view = options.json ? new JsonLines() : process.stdout.isTTY ? new LiveTable(options) : undefined;
  let tasks = (await listTasks(butler)).items;
  view?.show(tasks);
  const isPlex = tasks.every(({ decision }) => decision === undefined);
  try {
    for await (const event of isPlex ? askAgain(signal) : butler.events({ types: changing, signal })) {
      if (event?.type === 'progress') tasks = withProgress(tasks, event);
      else tasks = (await listTasks(butler)).items;
      if (view) view.show(tasks);
      else if (event) tell(event);
    }
  } catch (error) {
    if (!signal.aborted || error instanceof NotButlerError) throw error;
  } finally {
    view?.end();
  }
}

function withProgress(tasks: readonly KnownTask[], { runId, progress }: Api.ProgressEvent): KnownTask[] {
  return tasks.map(task =>
    task.active?.id === runId ? { ...task, active: { ...task.active, progress } } : task,
  );
}

/** A moment every so often, until the signal. */
async function* askAgain(signal: AbortSignal): AsyncGenerator<undefined, void> {
  const { setInterval } = await import('node:timers/promises');
  try {
    for await (const _ of setInterval(askEveryMs, undefined, { signal })) yield undefined;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function tell(event: Event): void {
  const line = event.type === 'progress' ? undefined : describeEvent(event);
  if (line) process.stdout.write(`${event.at} ${line}\n`);
}

class JsonLines {
  show(items: readonly KnownTask[]): void {
    process.stdout.write(`${JSON.stringify({ items })}\n`);
  }

  end(): void {}
}

class LiveTable {
  readonly #live = createLogUpdate(process.stdout);
  readonly #options: VerboseOptions;
  readonly #ages: NodeJS.Timeout;
  #tasks: readonly KnownTask[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: VerboseOptions) {
    this.#options = options;
    this.#ages = setInterval(() => this.#draw(), ageEveryMs);
    process.stdout.on('resize', () => this.#draw());
  }

  show(tasks: readonly KnownTask[]): void {
    this.#tasks = tasks;
    this.#timer ??= setTimeout(() => this.#draw(), drawEveryMs);
  }

  end(): void {
    clearInterval(this.#ages);
    this.#draw();
    this.#live.done();
  }

  #draw(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#live(formatTasks(this.#tasks, whenFor(this.#options), screenWidth(), { isSteady: true }));
  }
}
