import type { Api } from '../../../../sdk/src/index.ts';
import { tasks } from '../../data/tasks.ts';
import { formatNumber } from '../../i18n/format.ts';
import { hasMessage, t, tell } from '../../i18n/i18n.ts';
import { taskTitle } from '../../i18n/tasks.ts';
import type { IconName } from '../../ui/icon.tsx';

type ItemType = Api.Item['type'];

export const sectionTypes = ['movie', 'show', 'artist', 'photo'] as const;
export type SectionType = (typeof sectionTypes)[number];

export const sectionIcons: Readonly<Record<SectionType, IconName>> = {
  movie: 'film',
  show: 'show',
  artist: 'music',
  photo: 'photo',
};

/** What a section of a type holds, from the top. */
export const typesIn: Readonly<Record<SectionType, readonly ItemType[]>> = {
  movie: ['movie', 'collection', 'clip'],
  show: ['show', 'season', 'episode', 'collection', 'clip'],
  artist: ['artist', 'album', 'track', 'collection'],
  photo: ['photoalbum', 'photo', 'clip', 'collection'],
};

/** Those of them that have files. */
export const fileTypes: Readonly<Record<SectionType, ItemType>> = {
  movie: 'movie',
  show: 'episode',
  artist: 'track',
  photo: 'photo',
};

export function iconOf(type: ItemType): IconName {
  if (type === 'show' || type === 'season' || type === 'episode') return 'show';
  if (type === 'artist' || type === 'album' || type === 'track') return 'music';
  return type === 'photo' || type === 'photoalbum' ? 'photo' : 'film';
}

export function shapeOf(type: ItemType): 'poster' | 'square' | 'wide' {
  if (type === 'episode' || type === 'clip') return 'wide';
  return type === 'movie' || type === 'show' || type === 'season' ? 'poster' : 'square';
}

/** `1,310 films` */
export function countItems(type: ItemType, count: number): string {
  return t(`items.${type}`, { count });
}

/** What a task makes, in the language that is shown; in that of the server where it has no word for it. */
export function productTitle({ kind, title }: Pick<Api.Product, 'kind' | 'title'>): string {
  const key = `product.${kind}`;
  return hasMessage(key) ? tell(key) : title;
}

/** The title of a task by its name. */
export function titleOfTask(name: string): string {
  const live = tasks.value?.find(task => task.name === name);
  return live ? taskTitle(live.task.value) : name;
}

/** `1:02:03`, as players show it. */
export function formatPosition(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const pad = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(rest)}` : `${minutes}:${pad(rest)}`;
}

/** `6.2 Mbit/s`. @param rate bits per second */
export function formatBitrate(rate: number): string {
  const isMega = rate >= 1_000_000;
  const value = formatNumber(rate / (isMega ? 1e6 : 1e3), {
    maximumFractionDigits: isMega && rate < 1e8 ? 1 : 0,
  });
  return `${value} ${isMega ? 'Mbit/s' : 'kbit/s'}`;
}
