import type { Messages } from './messages.ts';
import type { PreferenceTexts } from './preference-texts.ts';
import type { SaidTexts } from './said-texts.ts';

interface LanguageSource {
  /** In itself. */
  readonly name: string;
  readonly load: () => Promise<Messages>;
  /** Words for what the server says, where that is another language than its English. */
  readonly loadSaid?: () => Promise<SaidTexts>;
  /** Only its page of the settings needs them. */
  readonly loadPreferences?: () => Promise<PreferenceTexts>;
}

/** Every language of the dashboard by its tag (BCP 47): its own name, and its messages, loaded when it is chosen. */
export const languages: Readonly<Record<'en' | 'de', LanguageSource>> = {
  en: { name: 'English', load: async () => (await import('./en/index.ts')).en },
  de: {
    name: 'Deutsch',
    load: async () => (await import('./de/index.ts')).de,
    loadSaid: async () => (await import('./de/said/index.ts')).saidTexts,
    loadPreferences: async () => (await import('./de/preferences.ts')).preferenceTexts,
  },
};

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
