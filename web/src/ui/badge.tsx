import type { ComponentChildren } from 'preact';
import css from './badge.module.css';
import { classes } from './classes.ts';

/** What something means, in colour. The words beside it say it too. */
export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad';

export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={classes(css['badge'], tone !== 'plain' && css[tone])}>{children}</span>;
}
