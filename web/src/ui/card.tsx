import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import css from './card.module.css';
import { classes } from './classes.ts';

interface CardProps {
  /** Its heading; a card without one is part of what is before it. */
  readonly title?: string;
  /** Beside the heading: a count, buttons. */
  readonly aside?: ComponentChildren;
  /** Its rows reach from edge to edge. */
  readonly flush?: boolean;
  readonly children: ComponentChildren;
}

export function Card({ title, aside, flush = false, children }: CardProps) {
  const id = useId();
  return (
    <section class={css['card']} {...(title !== undefined && { 'aria-labelledby': id })}>
      {title !== undefined && (
        <header class={css['head']}>
          <h2 id={id}>{title}</h2>
          {aside}
        </header>
      )}
      <div class={classes(css['body'], flush && css['flush'])}>{children}</div>
    </section>
  );
}
