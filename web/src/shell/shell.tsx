import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { connection } from '../data/events.ts';
import { serverName, serverVersion, zone } from '../data/server.ts';
import { signOut } from '../data/session.ts';
import { leaveBy } from '../data/unsaved.ts';
import { formatTime } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { findPage, pages } from '../pages/pages.ts';
import { currentPlace, hrefOf } from '../router.ts';
import { IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { formatTimeHere, isElsewhere } from '../ui/moment.tsx';
import { minute } from '../ui/now.ts';
import { Banners } from './banners.tsx';
import { CommandPalette } from './command-palette.tsx';
import type { Openable } from './commands.ts';
import { Display } from './display.tsx';
import icon from './icon.svg';
import { Leaving } from './leaving.tsx';
import { Outlet } from './outlet.tsx';
import { Renewal } from './renewal.tsx';
import css from './shell.module.css';

/** What is around every page. */
export function Shell() {
  const opened = useSignal<'commands' | Openable | undefined>(undefined);
  const open = (what: 'commands' | Openable) => {
    opened.value = what;
  };
  const close = () => {
    opened.value = undefined;
  };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      opened.value = opened.value === 'commands' ? undefined : 'commands';
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [opened]);
  return (
    <div class={css['shell']}>
      <button type="button" class={css['skip']} onClick={() => document.getElementById('main')?.focus()}>
        {t('shell.skip')}
      </button>
      <header class={css['top']}>
        <Brand />
        <IconButton icon="search" label={t('shell.commands')} onPress={() => open('commands')} />
        <IconButton icon="display" label={t('shell.display')} onPress={() => open('display')} />
        <IconButton icon="leave" label={t('shell.signOut')} onPress={() => leaveBy(signOut)} />
      </header>
      <aside class={css['side']} aria-label="Butler">
        <Brand />
        <Navigation />
        <div class={css['spring']} />
        <div class={css['tools']}>
          <button type="button" onClick={() => open('commands')}>
            <Icon name="search" size={18} />
            {t('shell.commands')}
            <kbd>{isMac ? '⌘' : 'Ctrl'} K</kbd>
          </button>
          <button type="button" onClick={() => open('display')}>
            <Icon name="display" size={18} />
            {t('shell.display')}
          </button>
          <button type="button" onClick={() => leaveBy(signOut)}>
            <Icon name="leave" size={18} />
            {t('shell.signOut')}
          </button>
        </div>
        <State />
      </aside>
      <main id="main" class={css['main']} tabIndex={-1}>
        <Banners />
        <div class={css['content']}>
          <Outlet />
        </div>
      </main>
      <Leaving />
      {opened.value === 'commands' && <CommandPalette onClose={close} onOpen={open} />}
      {opened.value === 'display' && <Display onClose={close} />}
      {opened.value === 'renewal' && <Renewal onClose={close} />}
    </div>
  );
}

const isMac = /^Mac|^iP/.test(navigator.platform);

function Brand() {
  return (
    <div class={css['brand']}>
      <img src={icon} alt="" />
      <div>
        Butler
        <small>{serverName}</small>
      </div>
    </div>
  );
}

function Navigation() {
  const shown = findPage(currentPlace.value.segments[0]);
  return (
    <nav aria-label={t('shell.navigation')} class={css['pages']}>
      {pages.map(
        page =>
          page.icon && (
            <a key={page.name} href={hrefOf(page.name)} aria-current={page === shown ? 'page' : undefined}>
              <Icon name={page.icon} />
              {t(page.title)}
            </a>
          ),
      )}
    </nav>
  );
}

/** Whether what is shown is how it is, and the clock by which the windows open. */
function State() {
  const state = connection.value;
  return (
    <div class={css['state']}>
      <span class={css['live']} data-state={state}>
        {state === 'live' ? t('connection.live') : t('connection.connecting')}
      </span>
      <span>{t('shell.clock', { time: formatTime(minute.value, zone.value), zone: zone.value })}</span>
      {isElsewhere(minute.value) && <span>{t('time.here', { time: formatTimeHere(minute.value) })}</span>}
      {serverVersion.value && <span>{t('shell.version', { version: serverVersion.value })}</span>}
    </div>
  );
}
