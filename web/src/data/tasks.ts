import { batch, computed, type Signal, signal } from '@preact/signals';
import type { Api, Event } from '../../../sdk/src/index.ts';
import { onEvents, onResync } from './events.ts';
import { later } from './later.ts';
import { server } from './session.ts';

/**
 * A task as it is now. Its progress, which changes often, is apart from all else, so that a list of tasks is sorted anew
 * only when one of them starts or ends.
 */
export interface LiveTask {
  readonly name: string;
  readonly task: Signal<Api.Task>;
  /** Of the run in hand. */
  readonly progress: Signal<Api.Progress | undefined>;
}

const byName = new Map<string, LiveTask>();
const list = signal<readonly LiveTask[] | undefined>(undefined);
/** Why the tasks could not be read, when they could not. */
export const tasksError = signal<unknown>(undefined);

/** All tasks in the order of the server; undefined until they are known. */
export const tasks = computed(() => list.value);

/** What rests work now. */
export const pauses = signal<readonly Api.Pause[]>([]);

export function startTasks(): void {
  onResync(reloadTasks);
  onEvents(events => {
    for (const event of events) apply(event);
  });
}

export async function reloadTasks(): Promise<void> {
  try {
    const [read, resting] = await Promise.all([server.peek().tasks.list(), server.peek().pauses.list()]);
    batch(() => {
      for (const task of read.items) put(task);
      pauses.value = resting.items;
      tasksError.value = undefined;
      const known = list.peek();
      const names = read.items.map(({ name }) => name);
      if (known?.map(({ name }) => name).join() !== names.join()) {
        list.value = names.flatMap(name => byName.get(name) ?? []);
      }
    });
  } catch (error) {
    tasksError.value = error;
    throw error;
  }
}

/** What the server answers of a task after something was done with it. */
export function put(task: Api.Task): void {
  const live = byName.get(task.name);
  if (live) {
    live.task.value = task;
    live.progress.value = task.active?.progress;
  } else {
    byName.set(task.name, {
      name: task.name,
      task: signal(task),
      progress: signal(task.active?.progress),
    });
  }
}

const reloadSoon = later(300, () => reloadTasks().catch(() => {}));

function apply(event: Event): void {
  switch (event.type) {
    case 'run':
      applyRun(event.run);
      break;
    case 'progress': {
      const live = [...byName.values()].find(({ task }) => task.peek().active?.id === event.runId);
      if (live) live.progress.value = event.progress;
      break;
    }
    case 'decision': {
      const live = byName.get(event.decision.task);
      if (live) live.task.value = { ...live.task.peek(), decision: event.decision };
      break;
    }
    case 'pauses':
      pauses.value = event.pauses;
      // Which tasks a pause rests is for the server to say, as is which of them are switched on.
      reloadSoon();
      break;
    case 'preference':
      reloadSoon();
      break;
  }
}

const inHand: readonly Api.Run['state'][] = ['scheduled', 'queued', 'running'];

function applyRun(run: Api.Run): void {
  const live = byName.get(run.task);
  if (!live) {
    reloadSoon();
    return;
  }
  const { active, last, ...task } = live.task.peek();
  if (inHand.includes(run.state)) {
    live.task.value = { ...task, ...(last && { last }), active: run };
    live.progress.value = run.progress;
  } else {
    const isActive = active?.id === run.id;
    live.task.value = { ...task, last: run, ...(active && !isActive && { active }) };
    if (isActive) live.progress.value = undefined;
  }
}
