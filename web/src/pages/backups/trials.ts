import { signal } from '@preact/signals';
import { AbortedError, ButlerError, type CallOptions } from '../../../../sdk/src/index.ts';
import { server } from '../../data/session.ts';
import { tellError } from '../../i18n/said.tsx';
import type { Backup } from './copies.ts';

/** A backup that is restored on trial, or was since the dashboard was opened. */
export type Trial =
  | { readonly state: 'running'; readonly cancel: () => void }
  | {
      readonly state: 'good';
      readonly rows: number;
      readonly bytes: number;
      readonly compared: boolean;
      readonly lost: number;
    }
  | { readonly state: 'bad'; readonly message: string; readonly isDamaged: boolean };

/** By the names of backups. They go on while other pages are looked at. */
export const trials = signal<ReadonlyMap<string, Trial>>(new Map());

/** What is known best: its files may look whole until they are read. */
export function isSound({ name, sound }: Backup): boolean {
  const trial = trials.value.get(name);
  return sound && !(trial?.state === 'bad' && trial.isDamaged);
}

/** The server does one at a time. */
export function isTrying(): boolean {
  return [...trials.value.values()].some(({ state }) => state === 'running');
}

/** Restores a backup into a folder that is removed afterwards, and compares it. */
export function verify(name: string): Promise<void> {
  return tryOut(name, async options => {
    const { rows, bytes, compared } = await server.peek().safekeeping.verifyBackup({ name }, options);
    return { rows, bytes, compared, lost: 0 };
  });
}

/** Does all of a restore but put the result in place. */
export function rehearse(name: string): Promise<void> {
  return tryOut(name, async options => {
    const found = await server.peek().safekeeping.rehearseRestore({ name }, options);
    const { rows, bytes, compared, artifacts, artwork } = found;
    return { rows, bytes, compared, lost: artifacts.lost + artwork.lost };
  });
}

type Outcome = Omit<Extract<Trial, { state: 'good' }>, 'state'>;

async function tryOut(name: string, ask: (options: CallOptions) => Promise<Outcome>): Promise<void> {
  const ending = new AbortController();
  note(name, { state: 'running', cancel: () => ending.abort() });
  try {
    // A large one takes minutes.
    note(name, { state: 'good', ...(await ask({ signal: ending.signal, timeoutMs: 0 })) });
  } catch (error) {
    if (!(error instanceof ButlerError)) throw error;
    note(name, error instanceof AbortedError ? undefined : toTrial(error));
  }
}

function toTrial(error: ButlerError): Trial {
  return { state: 'bad', message: tellError(error), isDamaged: error.code === 'backup-damaged' };
}

function note(name: string, trial: Trial | undefined): void {
  const all = new Map(trials.value);
  if (trial) all.set(name, trial);
  else all.delete(name);
  trials.value = all;
}
