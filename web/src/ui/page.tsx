import type { ComponentChildren } from 'preact';
import css from './page.module.css';

/** The parts of a page, one below the other. */
export function Page({ children }: { children: ComponentChildren }) {
  return <div class={css['page']}>{children}</div>;
}

interface HeadingProps {
  readonly title: string;
  /** A line below it. */
  readonly children?: ComponentChildren;
  /** What can be done with all of it. */
  readonly actions?: ComponentChildren;
}

/** What a page is about. */
export function PageHeading({ title, children, actions }: HeadingProps) {
  return (
    <header class={css['heading']}>
      <div class={css['title']}>
        <h1>
          <bdi>{title}</bdi>
        </h1>
        {children && <p>{children}</p>}
      </div>
      {actions && <div class={css['actions']}>{actions}</div>}
    </header>
  );
}
