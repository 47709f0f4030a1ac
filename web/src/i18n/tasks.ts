import type { Api } from '../../../sdk/src/index.ts';
import { hasMessage, tell } from './i18n.ts';

/** The title of a task in the language that is shown; that of the server where it has none. */
export function taskTitle({ name, title }: Pick<Api.Task, 'name' | 'title'>): string {
  const key = `task.${name}`;
  return hasMessage(key) ? tell(key) : title;
}
