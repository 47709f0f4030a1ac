import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import css from './typed-word.module.css';

/** Asks for a word to be typed before something is done that is not to be done by mistake. */
export function TypedWord({ word, typed }: { word: string; typed: Signal<string> }) {
  const id = useId();
  return (
    <div class={css['field']}>
      <label for={id}>{t('ui.typeToGoOn', { word })}</label>
      <input
        id={id}
        type="text"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        value={typed.value}
        onInput={event => {
          typed.value = event.currentTarget.value;
        }}
      />
    </div>
  );
}
