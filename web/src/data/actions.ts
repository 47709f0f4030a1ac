import { ButlerError, NotFoundError } from '../../../sdk/src/index.ts';
import { t } from '../i18n/i18n.ts';
import { tellError } from '../i18n/said.tsx';
import { taskTitle } from '../i18n/tasks.ts';
import { complain, say } from '../ui/toasts.tsx';
import { connection } from './events.ts';
import { server } from './session.ts';
import { pauses, put, reloadTasks, tasks } from './tasks.ts';

/** What people do here: each is said when it is done, with a way back, and complained of when it fails. */

export function startTask(name: string): Promise<void> {
  return attempt(async () => {
    const { outcome, task } = await server.peek().tasks.run({ task: name });
    put(task);
    if (outcome === 'already-running') return say(t('act.runsAlready', { task: taskTitle(task) }));
    say(t('act.started', { task: taskTitle(task) }), () => stopTask(name));
  });
}

export function stopTask(name: string): Promise<void> {
  return attempt(async () => {
    const { outcome, task } = await server.peek().tasks.end({ task: name });
    put(task);
    if (outcome === 'not-running') return say(t('act.endedAlready', { task: taskTitle(task) }));
    say(t('act.stopped', { task: taskTitle(task) }), () => startTask(name));
  });
}

/** Stops all that is in hand. */
export function stopAll(): Promise<void> {
  return attempt(async () => {
    const names = inHand();
    await Promise.all(names.map(async task => put((await server.peek().tasks.end({ task })).task)));
    say(t('act.stoppedAll', { count: names.length }), () => startAgain(names));
  });
}

function startAgain(names: readonly string[]): Promise<void> {
  return attempt(async () => {
    await Promise.all(names.map(async task => put((await server.peek().tasks.run({ task })).task)));
    say(t('act.startedAll', { count: names.length }));
  });
}

/** Starts every task that is switched on and due, by the rules of the API. */
export function startDue(): Promise<void> {
  return attempt(async () => {
    const before = new Set(inHand());
    await server.peek().startTasks();
    await reloadTasks();
    const started = inHand().filter(name => !before.has(name));
    if (started.length === 0) return say(t('act.nothingDue'));
    say(t('act.startedAll', { count: started.length }), async () => {
      await attempt(async () => {
        await Promise.all(started.map(async task => put((await server.peek().tasks.end({ task })).task)));
      });
    });
  });
}

function inHand(): string[] {
  return (tasks.peek() ?? []).filter(({ task }) => task.peek().active).map(({ name }) => name);
}

/** @param scope `all`, or the name of a task @param until ISO; until it is taken back where absent */
export function pause(scope: string, until?: string): Promise<void> {
  return attempt(async () => {
    await server.peek().pauses.pause({ scope, ...(until !== undefined && { until }) });
    say(scope === 'all' ? t('act.pausedAll') : t('act.paused', { task: titleOf(scope) }), () =>
      resume(scope),
    );
    await reloadTasks();
  });
}

/** Takes a pause by hand back. */
export function resume(scope: string): Promise<void> {
  return attempt(async () => {
    const until = pauses.peek().find(pause => pause.cause === 'hand' && pause.scope === scope)?.until;
    try {
      await server.peek().pauses.resume({ scope });
      say(scope === 'all' ? t('act.resumedAll') : t('act.resumed', { task: titleOf(scope) }), () =>
        pause(scope, until),
      );
    } catch (error) {
      // Another tab was faster.
      if (!(error instanceof NotFoundError)) throw error;
    }
    await reloadTasks();
  });
}

function titleOf(name: string): string {
  const live = tasks.peek()?.find(task => task.name === name);
  return live ? taskTitle(live.task.peek()) : name;
}

/** Says what went wrong, with the server's own remedy. */
export async function attempt(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof ButlerError)) throw error;
    // Who is offline is told so already, in one place.
    if (error.status === 401) return;
    const isCutOff = error.status === undefined && connection.peek() !== 'live';
    complain(isCutOff ? t('act.offline') : tellError(error));
  }
}
