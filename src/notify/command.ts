import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { oneLine } from '../domain/one-line.ts';
import type { Channel } from './channel.ts';
import { Undelivered } from './channel.ts';
import type { CommandLine } from './command-line.ts';
import { parseCommandLine } from './command-line.ts';
import type { Notice } from './notice.ts';
import { notifyCommand } from './preferences.ts';

/** Characters of the command's last words that are kept for the error. */
const lastWordsLength = 300;
/** Milliseconds for the last words to come through when the process has gone. */
const graceMs = 1_000;

/**
 * Runs a program that takes the notice as JSON from its standard input. It is run once: whether trying again does
 * harm, only its author knows. All that it has started ends with it.
 */
export const command: Channel = {
  name: 'the command',
  find({ preferences, limits }) {
    const line = parseCommandLine(preferences.get(notifyCommand));
    return line && ((notice, signal) => run(line, notice, limits.commandMs, signal));
  },
};

async function run(
  [program, ...rest]: CommandLine,
  notice: Notice,
  limitMs: number,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const child = spawn(program, rest, {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: environment(notice),
    // A process group of its own, which can be ended as a whole. On Windows it would be a console window instead.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-lastWordsLength);
  });
  // It need not read what it is given.
  child.stdin?.on('error', () => {}).end(JSON.stringify(notice));

  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    endGroup(child);
  }, limitMs);
  const stop = () => endGroup(child);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const end = await endOf(child);
    signal.throwIfAborted();
    if (end === undefined) return;
    const cause = isLate ? `took longer than ${limitMs / 1000} s and was ended` : end;
    const words = oneLine(lastWords.trim().split('\n').at(-1) ?? '');
    throw new Undelivered(`${basename(program)} ${cause}${words ? `: ${words}` : ''}`, { isFinal: true });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** Resolves when the process is gone and said its last words, with what it died of; undefined when all went well. */
async function endOf(child: ChildProcess): Promise<string | undefined> {
  const closed = new Promise<void>(resolve => child.once('close', () => resolve()));
  const end = await new Promise<string | undefined>(resolve => {
    child.once('exit', (code, signal) => {
      if (signal) resolve(`was ended by ${signal}`);
      else resolve(code === 0 ? undefined : `ended with exit code ${code}`);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) resolve(`cannot be run (${error.code ?? error.message})`);
    });
  });
  endGroup(child);
  const grace = new AbortController();
  await Promise.race([closed, delay(graceMs, undefined, { signal: grace.signal }).catch(() => {})]);
  grace.abort();
  child.stderr?.destroy();
  return end;
}

/** Ends the process and all that it has started, as far as that did not leave its group. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // Nothing of it is there any more.
  }
}

/** The notice for those who read no JSON. None of our own secrets. */
function environment({ kind, title }: Notice): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('BUTLER_'));
  return { ...Object.fromEntries(others), BUTLER_NOTICE_KIND: kind, BUTLER_NOTICE_TITLE: title };
}
