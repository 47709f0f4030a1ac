import { effect, signal } from '@preact/signals';
import type { Api } from '../../../../sdk/src/index.ts';
import { formatNumber } from '../../i18n/format.ts';
import { language, t } from '../../i18n/i18n.ts';
import { languages } from '../../i18n/languages.ts';
import type { PreferenceTexts } from '../../i18n/preference-texts.ts';

/** The texts of the language that is shown; the server's own, which are English, where it has none. */
const texts = signal<PreferenceTexts | undefined>(undefined);

effect(() => {
  const { loadPreferences } = languages[language.value];
  if (!loadPreferences) {
    texts.value = undefined;
    return;
  }
  const wanted = language.value;
  void loadPreferences().then(
    found => {
      if (wanted === language.peek()) texts.value = found;
    },
    () => {},
  );
});

export function labelOf({ id, label }: Api.Setting): string {
  return texts.value?.preferences[id]?.[0] ?? label;
}

export function summaryOf({ id, summary }: Api.Setting): string {
  return texts.value?.preferences[id]?.[1] ?? summary;
}

/** The language that a text of a preference is in. */
export function languageOf({ id }: Api.Setting): string | undefined {
  const isTranslated = !languages[language.value].loadPreferences || texts.value?.preferences[id];
  return isTranslated ? undefined : 'en';
}

export function choiceOf(
  { id }: Api.Setting,
  { value, label }: { readonly value: Api.Setting['value']; readonly label: string },
): string {
  if (/^Butler(Start|End)Hour$/.test(id)) return `${String(value).padStart(2, '0')}:00`;
  return texts.value?.choices[label] ?? label;
}

/** A value in words: as the default of a preference, say. */
export function tellValue(setting: Api.Setting, value: Api.Setting['value']): string {
  const choice = setting.choices?.find(choice => choice.value === value);
  if (choice) return choiceOf(setting, choice);
  if (typeof value === 'boolean') return t(value ? 'settings.on' : 'settings.off');
  if (typeof value === 'number') return formatNumber(value);
  return value === '' ? t('settings.empty') : value;
}
