import { classes } from './classes.ts';
import css from './progress-bar.module.css';

interface ProgressBarProps {
  /** From 0 to 1; undefined while it is not known. */
  readonly share: number | undefined;
  /** What moves on. */
  readonly label: string;
  /** In words, such as `1,204 of 1,310 files`. */
  readonly text?: string;
  readonly isResting?: boolean;
}

export function ProgressBar({ share, label, text, isResting = false }: ProgressBarProps) {
  const known = share === undefined ? {} : { 'aria-valuenow': Math.floor(share * 100) };
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={text}
      {...known}
      class={classes(css['track'], share === undefined && css['unknown'], isResting && css['resting'])}
    >
      <div
        class={css['fill']}
        style={{ transform: share === undefined ? 'none' : `scaleX(${share.toFixed(4)})` }}
      />
    </div>
  );
}
