import type { Command } from 'commander';

/** Gives a command its arguments, its options and what it does. */
export type Define = (command: Command) => void;

/** What a command is for, in one line, and its module: loaded when it is called, so that none waits for the others. */
type Entry = readonly [summary: string, load: () => Promise<{ readonly define: Define }>];

/** What `butler` does when no command is named. */
export const usualCommand = 'serve';

/** Every command by its name, in groups, in the order in which people are told of them. */
export const commands: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  'The server': {
    serve: ['serve and maintain a library; what butler does by itself', () => import('./commands/serve.ts')],
    run: ['do what is due now, then exit', () => import('./commands/run.ts')],
  },
  'The work': {
    plan: ['tell what the next nights will bring', () => import('./commands/plan.ts')],
    why: ['tell why a task ran in a night, or why it did not', () => import('./commands/why.ts')],
  },
  'What is kept': {
    backups: ['list the backups', () => import('./commands/backups.ts')],
    restore: ['put a backup in the place of the database', () => import('./commands/restore.ts')],
    quarantine: ['what cleaning took away: list it, put it back', () => import('./commands/quarantine.ts')],
  },
  'This program': {
    help: ['explain a command, or the exit codes', () => import('./commands/help.ts')],
  },
};
