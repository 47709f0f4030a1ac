import { type Context, Hono } from 'hono';
import type { Catalogue, TagField, TagHit } from '../../../domain/catalogue.ts';
import type { ItemType } from '../../../domain/library.ts';
import type { Element } from '../response.ts';
import { libraryIdentifier, parseId, respondContainer } from './container.ts';
import { itemElement } from './item-element.ts';
import { findType, pluralOf } from './item-types.ts';
import { tagNames } from './tag-element.ts';

const defaultLimit = 3;
const mostHits = 100;

/** Kinds of tags that people look for, under Plex's names for the groups of what was found. */
const tagHubs = [
  ['actor', 'actor', 'Actors'],
  ['director', 'director', 'Directors'],
  ['genre', 'genre', 'Genres'],
  ['collection', 'collection', 'Collections'],
  ['autotag', 'autotag', 'Tags'],
  ['camera', 'camera', 'Cameras'],
  ['place', 'place', 'Places'],
] as const satisfies readonly (readonly [TagField, string, string])[];

/** `/hubs/search` in groups, `/search` and `/library/search` in one list. */
export function searchRoutes(catalogue: Catalogue): Hono {
  return new Hono({ strict: false })
    .get('/hubs/search', c => respondHubs(c, catalogue))
    .get('/search', c => respondList(c, catalogue))
    .get('/library/search', c => respondList(c, catalogue));
}

function readSearch(c: Context) {
  const limit = c.req.query('limit') ?? '';
  return {
    text: c.req.query('query') ?? '',
    limit: /^\d{1,9}$/.test(limit) ? Math.min(Number(limit), mostHits) : defaultLimit,
    sectionId: parseId(c.req.query('sectionId')),
  };
}

async function respondHubs(c: Context, catalogue: Catalogue): Promise<Response> {
  const { text, limit, sectionId } = readSearch(c);
  const hits = await catalogue.search(text, limit, sectionId);
  const kinds = tagHubs.map(([kind]) => kind);
  const tags = await catalogue.searchTags(text, kinds, limit, sectionId);
  const hubs = [
    ...hits.map(({ type, items }) =>
      hub(type, pluralOf(type), { Metadata: items.map(item => itemElement(item, false)) }),
    ),
    ...tagHubs.flatMap(([kind, name, title]) => {
      const found = tags.filter(tag => tag.kind === kind);
      return found.length === 0 ? [] : [hub(name, title, { Directory: found.map(tagHit) })];
    }),
  ];
  return respondContainer(c, {
    size: hubs.length,
    allowSync: false,
    identifier: libraryIdentifier,
    Hub: hubs,
  });
}

function hub(type: ItemType | string, title: string, found: Readonly<Record<string, readonly Element[]>>) {
  const size = Object.values(found).reduce((sum, list) => sum + list.length, 0);
  return {
    type,
    hubIdentifier: type,
    context: `hub.${type}`,
    title,
    size,
    more: false,
    style: 'shelf',
    ...found,
  };
}

function tagHit({ id, kind, name, sectionId, count }: TagHit): Element {
  const known = tagNames[kind];
  const filter = `${known?.filter ?? kind}=${id}`;
  return {
    key: `/library/sections/${sectionId}/all?${filter}`,
    librarySectionID: sectionId,
    type: 'tag',
    id,
    filter,
    tag: name,
    tagType: known?.number,
    count,
  };
}

async function respondList(c: Context, catalogue: Catalogue): Promise<Response> {
  const { text, limit, sectionId } = readSearch(c);
  const type = findType(c.req.query('type') ?? '');
  const hits = await catalogue.search(text, c.req.query('limit') === undefined ? mostHits : limit, sectionId);
  const found = hits.filter(hit => type === undefined || hit.type === type).flatMap(({ items }) => items);
  return respondContainer(c, {
    size: found.length,
    allowSync: false,
    identifier: libraryIdentifier,
    Metadata: found.map(item => itemElement(item, false)),
  });
}
