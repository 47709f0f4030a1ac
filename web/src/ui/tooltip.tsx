import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import css from './tooltip.module.css';

/** Says more of what is in it, under the pointer and the focus. What matters must not stand here alone. */
export function Tooltip({ text, children }: { text: string; children: ComponentChildren }) {
  const id = useId();
  return (
    <span class={css['anchor']} aria-describedby={id}>
      {children}
      <span role="tooltip" id={id} class={css['tip']}>
        {text}
      </span>
    </span>
  );
}
