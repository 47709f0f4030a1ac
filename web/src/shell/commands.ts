import { pause, resume, startDue, startTask, stopAll, stopTask } from '../data/actions.ts';
import { signOut } from '../data/session.ts';
import { pauses, tasks } from '../data/tasks.ts';
import { leaveBy } from '../data/unsaved.ts';
import { t } from '../i18n/i18n.ts';
import { taskTitle } from '../i18n/tasks.ts';
import { pages } from '../pages/pages.ts';
import { goTo, hrefOf } from '../router.ts';
import type { IconName } from '../ui/icon.tsx';

/** Something that can be done from anywhere. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly icon: IconName;
  readonly run: () => void | Promise<void>;
}

/** Dialogs that commands open. */
export type Openable = 'display' | 'renewal';

/** All that can be done now. */
export function allCommands(onOpen: (what: Openable) => void): Command[] {
  return [...pageCommands(), ...commandsOfAll(), ...taskCommands(), ...own(onOpen)];
}

function pageCommands(): Command[] {
  return pages.flatMap(({ name, title, icon }) =>
    icon
      ? [
          {
            id: `go ${name}`,
            title: t('commands.goTo', { page: t(title) }),
            icon,
            run: () => goTo(hrefOf(name)),
          },
        ]
      : [],
  );
}

function commandsOfAll(): Command[] {
  const isPaused = pauses.value.some(({ cause, scope }) => cause === 'hand' && scope === 'all');
  return [
    { id: 'start', title: t('tonight.startDue'), icon: 'play', run: startDue },
    { id: 'stop', title: t('tonight.stopAll'), icon: 'stop', run: stopAll },
    isPaused
      ? { id: 'resume', title: t('tonight.resumeAll'), icon: 'play', run: () => resume('all') }
      : { id: 'pause', title: t('tonight.pauseAll'), icon: 'pause', run: () => pause('all') },
  ];
}

function taskCommands(): Command[] {
  return (tasks.value ?? []).flatMap(({ name, task: { value: task } }): Command[] => {
    const title = taskTitle(task);
    if (!task.active) {
      return [
        {
          id: `start ${name}`,
          title: t('commands.start', { task: title }),
          icon: 'play',
          run: () => startTask(name),
        },
      ];
    }
    return [
      {
        id: `stop ${name}`,
        title: t('commands.stop', { task: title }),
        icon: 'stop',
        run: () => stopTask(name),
      },
      isPausedByHand(name)
        ? {
            id: `resume ${name}`,
            title: t('commands.resume', { task: title }),
            icon: 'play',
            run: () => resume(name),
          }
        : {
            id: `pause ${name}`,
            title: t('commands.pause', { task: title }),
            icon: 'pause',
            run: () => pause(name),
          },
    ];
  });
}

function isPausedByHand(name: string): boolean {
  return pauses.value.some(({ cause, scope }) => cause === 'hand' && scope === name);
}

function own(onOpen: (what: Openable) => void): Command[] {
  return [
    { id: 'display', title: t('shell.display'), icon: 'display', run: () => onOpen('display') },
    { id: 'renew', title: t('renewal.command'), icon: 'refresh', run: () => onOpen('renewal') },
    { id: 'sign out', title: t('shell.signOut'), icon: 'leave', run: () => leaveBy(signOut) },
  ];
}

/** Those that have every word of what was typed, in any order; those that begin with it first. */
export function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const text = fold(typed).trim();
  const words = text.split(/\s+/);
  const found = commands.filter(({ title }) => words.every(word => fold(title).includes(word)));
  const begins = ({ title }: Command) => fold(title).startsWith(text);
  return [...found.filter(begins), ...found.filter(command => !begins(command))];
}

/** Without case and marks: `uber` finds `Über`. */
function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
