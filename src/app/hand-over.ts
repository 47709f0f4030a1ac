import type { EventEmitter } from 'node:events';
import { join } from 'node:path';
import type { ButlerEvents } from '../domain/events.ts';
import { findInstallation, findTrial } from '../updates/install/installation.ts';
import { installed } from '../updates/installed.ts';

/** The exit code that asks whoever started this process to start it again. */
const startAgain = 75;

/** Resolves when a release was installed for this data folder and the run that did it has ended. */
export function untilReplaced(events: EventEmitter<ButlerEvents>, data: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  events.on('run', ({ task, state }) => {
    if (task !== 'AutomaticUpdates' || state !== 'succeeded') return;
    void isTrialWanted(data).then(isWanted => isWanted && resolve());
  });
  return promise;
}

async function isTrialWanted(data: string): Promise<boolean> {
  const installation = await findInstallation();
  if ('because' in installation) return false;
  const trial = await findTrial(installation);
  // On trial itself, the version goes on with the run that installed it, where that was cut off.
  if (trial?.version === installed) return false;
  return trial?.data === data && JSON.stringify(trial.args) === JSON.stringify(process.argv.slice(2));
}

/**
 * Starts this process anew, with the same id, arguments and environment; what it held open is closed by then. Returns an
 * exit code where somebody else is to do that: the starter that waits for this process, or, on a system that cannot
 * replace a process (Windows), whoever keeps the service running.
 */
export function startAnew(): number {
  const { env, execPath, execArgv, argv } = process;
  const root = env['BUTLER_INSTALLATION'];
  if (root && !process.connected) {
    process.execve?.(execPath, [execPath, ...execArgv, join(root, 'scripts', 'start.mjs'), ...argv.slice(2)]);
  }
  return startAgain;
}
