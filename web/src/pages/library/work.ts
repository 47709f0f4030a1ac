import type { Api } from '../../../../sdk/src/index.ts';
import { attempt, stopTask } from '../../data/actions.ts';
import { server } from '../../data/session.ts';
import { tasks } from '../../data/tasks.ts';
import { t } from '../../i18n/i18n.ts';
import { say } from '../../ui/toasts.tsx';
import { titleOfTask } from './words.ts';

/** What people do with sections and items here: each is said when it is done, and complained of when it fails. */

export function workOn(itemId: number, task: string): Promise<void> {
  return attempt(async () => {
    const { outcome } = await server.peek().library.startTaskOnItem({ id: itemId, task });
    const title = titleOfTask(task);
    if (outcome === 'nothing-to-do') return say(t('item.nothingToDo'));
    if (outcome === 'already-running') return say(t('item.worksAlready', { task: title }));
    if (outcome === 'waiting') return say(t('item.workWaits', { task: title }));
    say(t('item.workStarted', { task: title }), () => stopTask(task));
  });
}

export function scanSection(section: Api.Section): Promise<void> {
  return attempt(async () => {
    const { outcome } = await server.peek().library.scanSection({ id: section.id });
    const text = outcome === 'started' ? 'section.scanStarted' : 'section.scanWaits';
    say(t(text, { section: section.title }), () => cancelScan(section));
  });
}

export function forgetMissing({ id, title }: Api.Section): Promise<void> {
  return attempt(async () => {
    const { files } = await server.peek().library.forgetMissingFiles({ id });
    say(t('section.forgot', { section: title, count: files }));
  });
}

export function cancelScan({ id, title }: Api.Section): Promise<void> {
  return attempt(async () => {
    const { outcome } = await server.peek().library.cancelScan({ id });
    say(t(outcome === 'stopped' ? 'section.scanCancelled' : 'section.scanEnded', { section: title }));
  });
}

/** Whether a run of a task is in hand. */
export function isInHand(task: string): boolean {
  return tasks.value?.find(({ name }) => name === task)?.task.value.active !== undefined;
}
