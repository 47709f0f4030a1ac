import type { Api } from '../../../sdk/src/index.ts';
import { hasMessage, language, saidTexts, tell } from './i18n.ts';

/** The title of a task in the language that is shown; that of the server where it has none. */
export function taskTitle({ name, title }: Pick<Api.Task, 'name' | 'title'>): string {
  const key = `task.${name}`;
  return hasMessage(key) ? tell(key) : title;
}

/** What a task does, in the language that is shown, else in that of the server; and which of them that is. */
export function taskDescription({ name, description }: Pick<Api.Task, 'name' | 'description'>): {
  readonly text: string;
  readonly lang: string;
} {
  const text = saidTexts.value?.tasks[name];
  return text === undefined ? { text: description, lang: 'en' } : { text, lang: language.value };
}
