import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import css from './button.module.css';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';

interface ButtonProps {
  readonly children: ComponentChildren;
  /** While what it returns is under way, the button cannot be pressed again. */
  readonly onPress: () => void | Promise<void>;
  readonly kind?: 'normal' | 'primary' | 'danger' | 'plain';
  readonly icon?: IconName;
  readonly disabled?: boolean;
  /** The menu that it opens and closes. */
  readonly opens?: { readonly id: string; readonly isOpen: boolean };
}

export function Button(props: ButtonProps) {
  const { children, onPress, kind = 'normal', icon, disabled = false, opens } = props;
  const [press, isBusy] = usePress(onPress);
  return (
    <button
      type="button"
      class={classes(css['button'], kind !== 'normal' && css[kind])}
      disabled={disabled}
      aria-busy={isBusy}
      onClick={press}
      {...(opens && { 'aria-haspopup': 'menu', 'aria-expanded': opens.isOpen, 'aria-controls': opens.id })}
    >
      {icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  );
}

/** The one of a form. */
export function SubmitButton({
  children,
  disabled = false,
}: {
  children: ComponentChildren;
  disabled?: boolean;
}) {
  return (
    <button type="submit" class={classes(css['button'], css['primary'])} disabled={disabled}>
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'kind' | 'opens'> {
  readonly icon: IconName;
  /** What it does, for those who do not see the icon, and under the pointer. */
  readonly label: string;
}

export function IconButton({ icon, label, onPress, disabled = false }: IconButtonProps) {
  const [press, isBusy] = usePress(onPress);
  return (
    <button
      type="button"
      class={classes(css['button'], css['plain'], css['bare'])}
      disabled={disabled}
      aria-label={label}
      aria-busy={isBusy}
      title={label}
      onClick={press}
    >
      <Icon name={icon} />
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a href={href} class={css['button']}>
      {children}
    </a>
  );
}

function usePress(onPress: ButtonProps['onPress']): [press: () => void, isBusy: boolean] {
  const busy = useSignal(false);
  const press = async () => {
    if (busy.value) return;
    busy.value = true;
    try {
      await onPress();
    } finally {
      busy.value = false;
    }
  };
  return [press, busy.value];
}
