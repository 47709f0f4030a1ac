import { signal } from '@preact/signals';
import { t } from '../i18n/i18n.ts';
import { Button, IconButton } from './button.tsx';
import { classes } from './classes.ts';
import css from './toasts.module.css';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly isBad: boolean;
  /** Takes back what was done. */
  readonly undo?: (() => void | Promise<void>) | undefined;
}

/** Long enough to read it and to think again. */
const shownMs = 8_000;
const mostShown = 3;

const toasts = signal<readonly Toast[]>([]);
let lastId = 0;

/** Says what was done, with a way back where there is one. */
export function say(text: string, undo?: Toast['undo']): void {
  show({ text, isBad: false, undo });
}

/** Says what went wrong. */
export function complain(text: string): void {
  show({ text, isBad: true });
}

function show(toast: Omit<Toast, 'id'>): void {
  const id = ++lastId;
  toasts.value = [...toasts.value.slice(1 - mostShown), { id, ...toast }];
  removeLater(id);
}

/** Nothing goes away under the pointer, or while a key may press it. */
function removeLater(id: number): void {
  setTimeout(() => {
    if (document.querySelector('[data-toasts]:is(:hover, :focus-within)')) removeLater(id);
    else remove(id);
  }, shownMs);
}

function remove(id: number): void {
  toasts.value = toasts.value.filter(toast => toast.id !== id);
}

export function Toasts() {
  return (
    <div class={css['toasts']} role="status" aria-live="polite" data-toasts>
      {toasts.value.map(({ id, text, isBad, undo }) => (
        <div key={id} class={classes(css['toast'], isBad && css['bad'])}>
          <span class={css['text']}>{text}</span>
          {undo && (
            <Button
              kind="plain"
              icon="undo"
              onPress={() => {
                remove(id);
                return undo();
              }}
            >
              {t('ui.undo')}
            </Button>
          )}
          <IconButton icon="close" label={t('ui.close')} onPress={() => remove(id)} />
        </div>
      ))}
    </div>
  );
}
