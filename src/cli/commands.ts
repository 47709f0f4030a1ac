import type { Command } from 'commander';

/** Gives a command its arguments, its options and what it does. */
type Define = (command: Command) => void;

/** What a command is for, in one line, and its module: loaded when it is called, so that none waits for the others. */
type Entry = readonly [summary: string, load: () => Promise<{ readonly define: Define }>];

/** What `butler` does when no command is named. */
export const usualCommand = 'serve';

/** Every command by its name, in groups, in the order in which people are told of them. */
export const commands: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  'The server': {
    serve: ['serve and maintain a library; what butler does by itself', () => import('./commands/serve.ts')],
    run: ['do what is due now, then exit', () => import('./commands/run.ts')],
    doctor: ['check the installation, and say how to mend it', () => import('./commands/doctor.ts')],
    open: ['open the dashboard in a browser', () => import('./commands/open.ts')],
    token: ['print the token for clients', () => import('./commands/token.ts')],
  },
  'The work': {
    tasks: ['list the tasks, and what each is doing', () => import('./commands/tasks.ts')],
    start: ['start tasks', () => import('./commands/start.ts')],
    stop: ['stop tasks', () => import('./commands/stop.ts')],
    pause: ['rest a task, or all', () => import('./commands/pause.ts')],
    resume: ['end a pause', () => import('./commands/resume.ts')],
    plan: ['tell what the next nights will bring', () => import('./commands/plan.ts')],
    why: ['tell why a task ran in a night, or why it did not', () => import('./commands/why.ts')],
  },
  'What was done': {
    history: ['list the runs', () => import('./commands/history.ts')],
    show: ['show a run', () => import('./commands/show.ts')],
    failures: ['list the files that failed in a run', () => import('./commands/failures.ts')],
    retry: ['try the files anew that a run set aside', () => import('./commands/retry.ts')],
    log: ['read what a run says', () => import('./commands/log.ts')],
    events: ['follow what happens', () => import('./commands/events.ts')],
  },
  'The library': {
    sections: ['list the sections', () => import('./commands/sections.ts')],
    scan: ['scan a section, or a folder of it', () => import('./commands/scan.ts')],
    settings: ['list, explain and change settings', () => import('./commands/settings.ts')],
  },
  'What is kept': {
    backup: ['make a backup now', () => import('./commands/backup.ts')],
    backups: ['list the backups', () => import('./commands/backups.ts')],
    verify: ['restore a backup on trial', () => import('./commands/verify.ts')],
    restore: ['put a backup in the place of the database', () => import('./commands/restore.ts')],
    quarantine: ['what cleaning took away: list it, put it back', () => import('./commands/quarantine.ts')],
  },
  'This program': {
    profile: ['name other servers', () => import('./commands/profile.ts')],
    completion: ['complete commands in bash, zsh and fish', () => import('./commands/completion.ts')],
  },
};

/** All of them. */
export const entries = Object.values(commands).flatMap(group => Object.entries(group));
