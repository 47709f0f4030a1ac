import type { Api } from '../../../../sdk/src/index.ts';
import { formatBytes, formatLength } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { hrefOf } from '../../router.ts';
import { Badge } from '../../ui/badge.tsx';
import css from './item-row.module.css';
import { Picture, scaledPicture } from './pictures.tsx';
import { countItems, iconOf, shapeOf } from './words.ts';

/** In which pictures are shown in a list. */
const sizes = { poster: [38, 56], square: [56, 56], wide: [100, 56] } as const;

/** An item in a list; in one of what is below an item it need not say where it belongs. */
export function ItemRow({ item, isBelow = false }: { item: Api.Item; isBelow?: boolean }) {
  const { id, type, title, thumb, available } = item;
  const shape = shapeOf(type);
  return (
    <a href={hrefOf('library', 'items', id)} class={css['row']}>
      <span class={css['thumb']} data-shape={shape}>
        <Picture path={scaledPicture(thumb, sizes[shape])} icon={iconOf(type)} shape={shape} />
      </span>
      <span class={css['text']}>
        <bdi class={css['title']}>{title}</bdi>
        <span class={css['facts']}>
          <bdi>{placeOf(item, isBelow).join(' · ')}</bdi>
          <span>{factsOf(item).join(' · ')}</span>
        </span>
      </span>
      {!available && <Badge tone="bad">{t('list.away')}</Badge>}
    </a>
  );
}

/** What it belongs to: `Small Planets · Season 2 · Episode 3`. */
function placeOf({ type, index, parent, grandparent }: Api.Item, isBelow: boolean): string[] {
  const above = isBelow ? [] : [grandparent?.title, parent?.title].filter(one => one !== undefined);
  if (type === 'episode' && index !== undefined) return [...above, t('item.episode', { number: index })];
  return above;
}

/** What lies directly below an item. */
const typesBelow: Partial<Record<Api.Item['type'], Api.Item['type']>> = {
  show: 'season',
  season: 'episode',
  artist: 'album',
  album: 'track',
  photoalbum: 'photo',
};

/** `2022 · 1 hr 30 min · 4.2 GB` */
export function factsOf({ type, year, durationMs, bytes, children }: Api.Item): string[] {
  const below = typesBelow[type];
  return [
    year === undefined ? undefined : String(year),
    below !== undefined && children > 0 ? countItems(below, children) : undefined,
    durationMs === undefined ? undefined : formatLength(durationMs),
    bytes > 0 ? formatBytes(bytes) : undefined,
  ].filter(one => one !== undefined);
}
