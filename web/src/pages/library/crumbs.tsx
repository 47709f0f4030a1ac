import { t } from '../../i18n/i18n.ts';
import { hrefOf } from '../../router.ts';
import { Icon } from '../../ui/icon.tsx';
import css from './library.module.css';

interface Crumb {
  readonly title: string;
  readonly href: string;
}

/** The way from the library to what is shown. */
export function Crumbs({ way }: { way: readonly Crumb[] }) {
  return (
    <nav class={css['crumbs']} aria-label={t('library.title')}>
      <ol>
        {[{ title: t('library.title'), href: hrefOf('library') }, ...way].map(({ title, href }) => (
          <li key={href}>
            <a href={href}>
              <bdi>{title}</bdi>
            </a>
            <Icon name="chevron" size={14} />
          </li>
        ))}
      </ol>
    </nav>
  );
}
