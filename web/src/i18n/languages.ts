import type { Messages } from './messages.ts';

/** Every language of the dashboard by its tag (BCP 47): its own name, and its messages, loaded when it is chosen. */
export const languages = {
  en: { name: 'English', load: async (): Promise<Messages> => (await import('./en/index.ts')).en },
  de: { name: 'Deutsch', load: async (): Promise<Messages> => (await import('./de/index.ts')).de },
} as const satisfies Record<string, { name: string; load: () => Promise<Messages> }>;

export type Language = keyof typeof languages;

/** The first language of a person that the dashboard has, else English. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const [base = ''] = tag.toLowerCase().split('-');
    if (isLanguage(base)) return base;
  }
  return 'en';
}

export function isLanguage(text: string | null): text is Language {
  return text !== null && Object.hasOwn(languages, text);
}
