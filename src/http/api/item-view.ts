import { z } from '@hono/zod-openapi';
import type { CatalogueItem } from '../../domain/catalogue.ts';
import { itemTypes } from '../../domain/library.ts';
import type { ArtworkKind } from '../../domain/metadata.ts';
import { formatInstant, instant } from './instant.ts';

const ancestor = z.object({
  id: z.int().openapi({ example: 3 }),
  title: z.string().openapi({ example: 'Small Planets' }),
  index: z.int().optional().openapi({ example: 1 }),
});

/** Pictures by what they are for, each with the kinds of artwork that serve. */
const pictures = {
  thumb: ['poster', 'thumb', 'disc'],
  art: ['art'],
  banner: ['banner'],
  clearLogo: ['clearLogo'],
} as const satisfies Record<string, readonly ArtworkKind[]>;

export const itemShape = {
  id: z.int().openapi({ example: 7 }),
  sectionId: z.int().openapi({ example: 1 }),
  type: z.enum(itemTypes),
  title: z.string().openapi({ example: 'Night Train to Meridian' }),
  index: z.int().optional().openapi({ description: 'Of a season, an episode or a track.', example: 1 }),
  year: z.int().optional().openapi({ example: 2022 }),
  addedAt: instant,
  updatedAt: instant,
  parent: ancestor.optional().openapi({ description: 'The season, the album.' }),
  grandparent: ancestor.optional().openapi({ description: 'The show, the artist.' }),
  children: z.int().min(0).openapi({ description: 'Items directly below it.', example: 0 }),
  durationMs: z.int().min(0).optional().openapi({ description: 'Of its first version.', example: 5_400_000 }),
  bytes: z.int().min(0).openapi({ description: 'Of all its files.', example: 4_200_000_000 }),
  files: z.int().min(0).openapi({ example: 1 }),
  available: z
    .boolean()
    .openapi({ description: 'Whether all its files were there when last looked.', example: true }),
  thumb: z.string().optional().openapi({
    description: 'Path of a picture that stands for it, on this server.',
    example: '/library/metadata/7/thumb',
  }),
};

export const itemView = z.object(itemShape).openapi('Item');

export function viewItem(item: CatalogueItem): z.infer<typeof itemView> {
  const { id, section, type, title, index, year, addedAt, updatedAt, parent, grandparent } = item;
  const parts = item.media.flatMap(media => media.parts);
  const [first] = item.media;
  const durationMs = sum((first?.parts ?? []).map(part => part.durationMs ?? 0));
  return {
    id,
    sectionId: section.id,
    type,
    title,
    index,
    year,
    addedAt: formatInstant(addedAt),
    updatedAt: formatInstant(updatedAt),
    parent: parent && viewAncestor(parent),
    grandparent: grandparent && viewAncestor(grandparent),
    children: item.childCount,
    durationMs: durationMs > 0 ? Math.round(durationMs) : undefined,
    bytes: sum(parts.map(part => part.size)),
    files: parts.length,
    available: parts.every(part => part.isPresent && part.isOnline),
    thumb: findThumb(item),
  };
}

/** The paths of its artwork. */
export function viewArtwork({ id, metadata }: CatalogueItem): Record<string, string> {
  const has = (kinds: readonly ArtworkKind[]) => metadata.artwork.some(({ kind }) => kinds.includes(kind));
  const found = Object.entries(pictures).filter(([, kinds]) => has(kinds));
  return Object.fromEntries(found.map(([name]) => [name, `/library/metadata/${id}/${name}`]));
}

/** Its artwork, or what it shows itself. */
function findThumb(item: CatalogueItem): string | undefined {
  const { thumb } = viewArtwork(item);
  if (thumb !== undefined) return thumb;
  if (item.collection?.coverOf !== undefined) return `/library/metadata/${item.collection.coverOf}/thumb`;
  const part = item.media[0]?.parts[0];
  if (!part) return undefined;
  if (part.hasIndexFile)
    return `/library/parts/${part.id}/indexes/sd/${Math.round((part.durationMs ?? 0) / 5)}`;
  return item.type === 'photo' ? `/library/parts/${part.id}/file` : undefined;
}

function viewAncestor({ id, title, index }: NonNullable<CatalogueItem['parent']>) {
  return { id, title, index };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
