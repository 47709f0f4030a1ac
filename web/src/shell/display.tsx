import { chooseLanguage, language, t } from '../i18n/i18n.ts';
import { type Language, languages } from '../i18n/languages.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Segments } from '../ui/segments.tsx';
import css from './display.module.css';
import { chooseTheme, theme, themes } from './theme.ts';

/** How the dashboard looks in this browser. */
export function Display({ onClose }: { onClose: () => void }) {
  const themeNames = { system: t('display.system'), light: t('display.light'), dark: t('display.dark') };
  const tags = Object.keys(languages) as Language[];
  return (
    <Dialog title={t('shell.display')} onClose={onClose}>
      <div class={css['choices']}>
        <Segments
          legend={t('display.theme')}
          options={themes.map(name => ({ value: name, label: themeNames[name] }))}
          chosen={theme.value}
          onChoose={chooseTheme}
        />
        <Segments
          legend={t('display.language')}
          options={tags.map(tag => ({ value: tag, label: languages[tag].name, lang: tag }))}
          chosen={language.value}
          onChoose={chooseLanguage}
        />
      </div>
    </Dialog>
  );
}
