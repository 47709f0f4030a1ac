import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/i18n.ts';
import { findPage, type Page } from '../pages/pages.ts';
import { currentPlace, hrefOf } from '../router.ts';
import { ButtonLink } from '../ui/button.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { Boundary } from './boundary.tsx';

const loaded = new Map<Page, ComponentType>();

/** The page that the address names. */
export function Outlet() {
  const page = findPage(currentPlace.value.segments[0]);
  const isFirst = useRef(true);
  const title = page ? t(page.title) : t('page.unknown');
  useEffect(() => {
    document.title = `${title} – Butler`;
  }, [title]);
  useEffect(() => {
    // As with a page that a browser loads: its begin is read, and keys go there.
    if (!isFirst.current) document.getElementById('main')?.focus({ preventScroll: true });
    isFirst.current = false;
    scrollTo({ top: 0 });
  }, [page]);
  if (!page) {
    return (
      <Empty
        icon="search"
        title={title}
        isPage
        actions={<ButtonLink href={hrefOf()}>{t('page.backToTonight')}</ButtonLink>}
      >
        {t('page.unknownText')}
      </Empty>
    );
  }
  return <Loaded key={page.name} page={page} />;
}

function Loaded({ page }: { page: Page }) {
  const found = useSignal(loaded.get(page));
  const error = useSignal<unknown>(undefined);
  const load = async () => {
    error.value = undefined;
    try {
      const component = await page.load();
      loaded.set(page, component);
      found.value = component;
    } catch (cause) {
      error.value = cause;
    }
  };
  useEffect(() => {
    if (!found.peek()) void load();
  }, [page]);
  // After an update of the server the old names of its assets are gone: the page itself is to be loaded anew.
  if (error.value !== undefined) return <Failed error={error.value} onRetry={() => location.reload()} />;
  const Component = found.value;
  return Component ? (
    <Boundary>
      <Component />
    </Boundary>
  ) : (
    <Skeleton />
  );
}
