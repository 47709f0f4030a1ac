import { useSignal } from '@preact/signals';
import { Fragment } from 'preact';
import { useRef } from 'preact/hooks';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import css from './command.module.css';

/** What is typed at the server, to be copied. */
export function Command({ text }: { text: string }) {
  const code = useRef<HTMLElement>(null);
  const said = useSignal<'copied' | 'marked' | undefined>(undefined);
  const copy = async () => {
    said.value = (await putOnClipboard(text, code.current)) ? 'copied' : 'marked';
  };
  return (
    <div class={css['command']}>
      <code ref={code} dir="ltr">
        {text.split(' ').map((word, index) => (
          <Fragment key={index}>
            {index > 0 && ' '}
            <span>{word}</span>
          </Fragment>
        ))}
      </code>
      <Button onPress={copy}>{t('command.copy')}</Button>
      <p role="status">{said.value && t(`command.${said.value}`)}</p>
    </div>
  );
}

/** Browsers keep the clipboard from pages without encryption; there it is marked and copied as by hand. */
async function putOnClipboard(text: string, shown: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (!shown) return false;
    getSelection()?.selectAllChildren(shown);
    return document.execCommand('copy');
  }
}
