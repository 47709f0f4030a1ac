import { homedir } from 'node:os';
import type { Butler } from '../../sdk/src/index.ts';
import { taskNames } from '../domain/task.ts';
import { shells } from './completion-scripts.ts';
import type { ClientOptions } from './options.ts';
import { shortName } from './show/tasks-table.ts';

/** What may come next on a command line. */
export interface Completion {
  readonly items: readonly CompletionItem[];
  /** What the shell is to look for itself. */
  readonly files?: 'folders' | 'files';
}

export type CompletionItem = readonly [value: string, explanation: string];

/** Nobody who presses Tab waits longer than this for a server, in milliseconds. */
const patienceMs = 1_500;
const runsShown = 20;

type Find = (words: readonly string[]) => Completion | Promise<Completion>;

/** By what the help calls the value of an option, or an argument. */
const byPlaceholder: Readonly<Record<string, Find>> = {
  folder: () => ({ items: [], files: 'folders' }),
  folders: () => ({ items: [], files: 'folders' }),
  backup: () => ({ items: [['latest', 'the newest one']], files: 'files' }),
  task: describeTasks,
  tasks: describeTasks,
  profile: describeProfiles,
  shell: () => ({ items: shells.map(shell => [shell, `for ${shell}`]) }),
  topic: () => ({
    items: [
      ['exit-codes', 'what the program ends with'],
      ['servers', 'which server is asked'],
    ],
  }),
  type: () => ({ items: eventTypes.map(type => [type, '']) }),
  run: words =>
    ask(words, async butler => [
      ...taskNames.map(name => [shortName(name), 'its last run'] as const),
      ...(await butler.runs.list({ limit: runsShown })).items.map(
        ({ id, task, state }) => [String(id), `${task}, ${state}`] as const,
      ),
    ]),
  section: words =>
    ask(words, async butler =>
      (await butler.library.sections()).items.map(({ title, type }) => [title, type]),
    ),
  setting: words =>
    ask(words, async butler => (await butler.preferences.list()).map(({ id, label }) => [id, label])),
};

const eventTypes = [
  'run',
  'progress',
  'log',
  'pass',
  'samples',
  'unit-failed',
  'decision',
  'media-added',
  'night-ended',
  'report',
  'pauses',
  'clock',
  'watch',
  'fault',
  'preference',
];

/** What an option, or an argument, can be; nothing where only the person knows. */
export async function findValues(placeholder: string, words: readonly string[]): Promise<Completion> {
  return (await byPlaceholder[placeholder]?.(words)) ?? { items: [] };
}

function describeTasks(): Completion {
  return { items: taskNames.map(name => [shortName(name), '']) };
}

async function describeProfiles(): Promise<Completion> {
  const { profilesFile, readProfiles } = await import('./connect/profiles.ts');
  const { profiles } = await readProfiles(profilesFile(process.env, homedir(), process.platform));
  return { items: Object.entries(profiles).map(([name, { server }]) => [name, server]) };
}

/** What the server says that the line asks for, if it does at once. */
async function ask(
  words: readonly string[],
  list: (butler: Butler) => Promise<readonly CompletionItem[]>,
): Promise<Completion> {
  const { askServer } = await import('./client.ts');
  const late = Promise.withResolvers<readonly CompletionItem[]>();
  const timer = setTimeout(() => late.resolve([]), patienceMs);
  try {
    const items = await Promise.race([askServer(serverIn(words), list), late.promise]);
    return { items };
  } catch {
    // Whatever is wrong is told when the line is run.
    return { items: [] };
  } finally {
    clearTimeout(timer);
  }
}

/** The options on the line that say which server is asked. */
function serverIn(words: readonly string[]): ClientOptions {
  const after = (option: string) => words[words.lastIndexOf(option) + 1];
  const named = ['server', 'token', 'profile', 'data'].filter(name =>
    words.slice(0, -1).includes(`--${name}`),
  );
  return Object.fromEntries(named.map(name => [name, after(`--${name}`)]));
}
