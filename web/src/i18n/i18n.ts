import { batch, computed, signal } from '@preact/signals';
import { keptInBrowser } from '../data/kept.ts';
import { isLanguage, type Language, languages, preferredLanguage } from './languages.ts';
import { fill } from './message.ts';
import type { Key, Messages, Values } from './messages.ts';
import type { SaidTexts } from './said-texts.ts';

const kept = keptInBrowser('language');

/** The language that is shown. */
export const language = signal<Language>('en');
/** The same, as it is written where the viewer lives: `en-GB`. Numbers and dates follow it. */
export const locale = computed(
  () =>
    navigator.languages.find(tag => tag.split('-', 1)[0] === language.value && isLocale(tag)) ??
    language.value,
);

/** Some systems have the browser name what is none, such as `en-US@posix`. */
function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
const messages = signal<Messages | undefined>(undefined);
/** What the server says, in the language that is shown; undefined in its own, English. */
export const saidTexts = signal<SaidTexts | undefined>(undefined);

/** Shows the language that was chosen, or that the browser asks for. */
export function startLanguage(): Promise<void> {
  const chosen = kept.read();
  return showLanguage(isLanguage(chosen) ? chosen : preferredLanguage(navigator.languages));
}

export function chooseLanguage(chosen: Language): Promise<void> {
  kept.write(chosen);
  return showLanguage(chosen);
}

async function showLanguage(shown: Language): Promise<void> {
  const { load, loadSaid } = languages[shown];
  // Without words for what the server says it speaks English.
  const [found, said] = await Promise.all([load(), loadSaid?.().catch(() => undefined)]);
  batch(() => {
    messages.value = found;
    saidTexts.value = said;
    language.value = shown;
  });
  document.documentElement.lang = shown;
}

/** The message in the language that is shown. Follows a change of it where it is read in a component. */
export function t<K extends Key>(key: K, ...[values]: Values<K>): string {
  const message = messages.value?.[key];
  return message === undefined ? '' : fill(message, values ?? {}, locale.value);
}

/** Whether there is a message of this name: for names that the server brings. */
export function hasMessage(key: string): key is Key {
  return messages.value !== undefined && Object.hasOwn(messages.value, key);
}

/** A message whose name the server brings, with values that it may have no place for. */
export function tell(key: Key, values: Readonly<Record<string, string | number>> = {}): string {
  const message = messages.value?.[key];
  return message === undefined ? '' : fill(message, values, locale.value);
}
