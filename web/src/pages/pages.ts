import type { ComponentType } from 'preact';
import type { PlainKey } from '../i18n/messages.ts';
import type { IconName } from '../ui/icon.tsx';

/** A page of the dashboard. */
export interface Page {
  /** The first segment of its addresses: `#/nights/…`; the first page is `#/` too. */
  readonly name: string;
  readonly title: PlainKey;
  /** In the navigation; a page without one is reached from others. */
  readonly icon?: IconName;
  /** Its code, loaded when it is first looked at. */
  readonly load: () => Promise<ComponentType>;
}

/** All pages, in the order of the navigation. */
export const pages: readonly Page[] = [
  {
    name: 'tonight',
    title: 'page.tonight',
    icon: 'moon',
    load: async () => (await import('./tonight/tonight.tsx')).Tonight,
  },
  {
    name: 'nights',
    title: 'page.nights',
    icon: 'nights',
    load: async () => (await import('./nights/nights.tsx')).Nights,
  },
  {
    name: 'library',
    title: 'page.library',
    icon: 'library',
    load: async () => (await import('./library/library.tsx')).Library,
  },
  {
    name: 'backups',
    title: 'page.backups',
    icon: 'backups',
    load: async () => (await import('./backups/backups.tsx')).Backups,
  },
  {
    name: 'settings',
    title: 'page.settings',
    icon: 'settings',
    load: async () => (await import('./settings/settings.tsx')).Settings,
  },
];

/** The page of a first segment; the first page where there is none. */
export function findPage(name: string | undefined): Page | undefined {
  return name === undefined ? pages[0] : pages.find(page => page.name === name);
}
