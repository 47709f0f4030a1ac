import type { ComponentChildren } from 'preact';
import type { ButlerError } from '../../../sdk/src/index.ts';
import { t } from '../i18n/i18n.ts';
import { tellError } from '../i18n/said.tsx';
import { Button } from './button.tsx';
import { classes } from './classes.ts';
import { Icon, type IconName } from './icon.tsx';
import css from './states.module.css';

interface EmptyProps {
  readonly icon: IconName;
  readonly title: string;
  /** It stands in place of the whole page. */
  readonly isPage?: boolean;
  /** What would be here, and how it comes about. */
  readonly children?: ComponentChildren;
  readonly actions?: ComponentChildren;
}

/** There is nothing, and that is no failure. */
export function Empty({ icon, title, isPage = false, children, actions }: EmptyProps) {
  const Heading = isPage ? 'h1' : 'h2';
  return (
    <div class={css['state']}>
      <div class={css['picture']}>
        <Icon name={icon} size={26} />
      </div>
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {actions && <div class={css['actions']}>{actions}</div>}
    </div>
  );
}

/** It could not be shown: what went wrong, what to do about it, and another try. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void | Promise<void> }) {
  return (
    <div class={css['state']} role="alert">
      <div class={classes(css['picture'], css['bad'])}>
        <Icon name="warning" size={26} />
      </div>
      <h2>{t('ui.failed')}</h2>
      <p>{tellError(error as ButlerError)}</p>
      {onRetry && (
        <div class={css['actions']}>
          <Button onPress={onRetry}>{t('ui.retry')}</Button>
        </div>
      )}
    </div>
  );
}

/** In place of what is being loaded, about as large. */
export function Skeleton({ lines = 6 }: { lines?: number }) {
  return (
    <div class={css['skeleton']} role="status" aria-label={t('ui.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} class={css['bone']} />
      ))}
    </div>
  );
}
