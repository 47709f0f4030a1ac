import type { ComponentChildren } from 'preact';
import { classes } from '../../ui/classes.ts';
import css from './figures.module.css';

interface Figure {
  readonly title: string;
  readonly value: ComponentChildren;
  readonly isBad?: boolean;
}

/** A few numbers that matter, large. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl class={css['figures']}>
      {figures.map(({ title, value, isBad = false }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd class={classes(isBad && css['bad'])}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
