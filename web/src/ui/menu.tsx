import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Button } from './button.tsx';
import type { IconName } from './icon.tsx';
import css from './menu.module.css';

interface MenuProps {
  readonly label: string;
  readonly icon?: IconName;
  readonly items: readonly { readonly label: string; readonly onChoose: () => void | Promise<void> }[];
}

/** A button that opens a few choices below it. Arrows move between them, Escape closes them. */
export function Menu({ label, icon, items }: MenuProps) {
  const isOpen = useSignal(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const open = isOpen.value;
  useEffect(() => {
    const shown = root.current;
    if (!open || !shown) return;
    const choices = [...shown.querySelectorAll<HTMLElement>('[role=menuitem]')];
    const move = (by: number) => {
      const at = choices.findIndex(choice => choice.matches(':focus'));
      choices[(at + by + choices.length) % choices.length]?.focus();
    };
    const keys: Record<string, () => void> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Escape: close,
    };
    const press = (event: KeyboardEvent) => {
      const act = keys[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    const closeOutside = (event: Event) => {
      if (!(event.target instanceof Node && shown.contains(event.target))) isOpen.value = false;
    };
    choices[0]?.focus();
    shown.addEventListener('keydown', press);
    addEventListener('pointerdown', closeOutside);
    addEventListener('focusin', closeOutside);
    return () => {
      shown.removeEventListener('keydown', press);
      removeEventListener('pointerdown', closeOutside);
      removeEventListener('focusin', closeOutside);
    };
  }, [open]);
  const close = () => {
    isOpen.value = false;
    root.current?.querySelector<HTMLElement>('button')?.focus();
  };
  return (
    <div ref={root} class={css['root']}>
      <Button
        {...(icon && { icon })}
        opens={{ id, isOpen: open }}
        onPress={() => {
          isOpen.value = !open;
        }}
      >
        {label}
      </Button>
      {open && (
        <div id={id} role="menu" aria-label={label} class={css['menu']}>
          {items.map(item => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              onClick={() => {
                close();
                void item.onChoose();
              }}
            >
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
