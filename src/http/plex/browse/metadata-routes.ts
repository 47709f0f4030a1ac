import { type Context, Hono } from 'hono';
import type { Catalogue, CatalogueItem, ItemQuery, ItemSort } from '../../../domain/catalogue.ts';
import type { ItemType } from '../../../domain/library.ts';
import { respondFailure } from '../../failure-response.ts';
import type { Element } from '../response.ts';
import { libraryIdentifier, parseId, readRange, respondContainer } from './container.ts';
import { itemElement } from './item-element.ts';
import { respondItems } from './item-list.ts';

/** More ids than this in one path are no client's. */
const mostIds = 1_000;

/** `/library/metadata/{ids}` and below: items with every detail, and what belongs to them. */
export function metadataRoutes(catalogue: Catalogue): Hono {
  const below = (
    path: string,
    query: (item: CatalogueItem) => Pick<ItemQuery, 'parentId' | 'memberOf' | 'grandparentId' | 'type'>,
    of: 'metadata' | 'collections' = 'metadata',
  ) =>
    [
      `/library/${of}/:id{\\d+}/${path}`,
      async (c: Context) => {
        const item = await findItem(c, catalogue);
        if (!item) return respondFailure({ status: 404 }, c.req);
        const asked = query(item);
        const sort = childSort(item.type, asked.grandparentId !== undefined);
        return respondItems(c, catalogue, { ...asked, sort }, readRange(c), aboutParent(item));
      },
    ] as const;
  return new Hono({ strict: false })
    .get('/library/metadata/:ids{[\\d,]+}', c => respondMetadata(c, catalogue))
    .get('/library/collections/:ids{[\\d,]+}', c => respondMetadata(c, catalogue))
    .get(...below('children', childrenOf, 'collections'))
    .get(...below('items', childrenOf, 'collections'))
    .get(...below('children', childrenOf))
    .get(...below('grandchildren', leavesOf))
    .get(...below('allLeaves', leavesOf))
    .get(...below('extras', item => ({ parentId: item.id, type: 'clip' })));
}

async function respondMetadata(c: Context, catalogue: Catalogue): Promise<Response> {
  const ids = (c.req.param('ids') ?? '').split(',').flatMap(text => parseId(text) ?? []);
  const items = await catalogue.items(ids.slice(0, mostIds));
  const [first] = items;
  if (!first) return respondFailure({ status: 404 }, c.req);
  return respondContainer(c, {
    size: items.length,
    allowSync: false,
    identifier: libraryIdentifier,
    ...(items.every(({ section }) => section.id === first.section.id) && {
      librarySectionID: first.section.id,
      librarySectionTitle: first.section.title,
    }),
    Metadata: items.map(item => itemElement(item, true)),
  });
}

async function findItem(c: Context, catalogue: Catalogue): Promise<CatalogueItem | undefined> {
  const id = parseId(c.req.param('id'));
  return id === undefined ? undefined : (await catalogue.items([id]))[0];
}

function childrenOf({ id, type }: CatalogueItem): Pick<ItemQuery, 'parentId' | 'memberOf'> {
  return type === 'collection' ? { memberOf: id } : { parentId: id };
}

/** Shows and artists have what is at the very bottom two levels below, seasons and albums right below. */
function leavesOf({ id, type }: CatalogueItem): Pick<ItemQuery, 'parentId' | 'grandparentId'> {
  return type === 'show' || type === 'artist' ? { grandparentId: id } : { parentId: id };
}

/** The order in which people go through what an item has. */
function childSort(type: ItemType, isLeaves: boolean): readonly ItemSort[] {
  const by = (field: ItemSort['field'], level: ItemSort['level'] = 'item') => ({
    level,
    field,
    descending: false,
  });
  switch (type) {
    case 'show':
      return isLeaves ? [by('index', 'parent'), ...episodes(by)] : [by('index')];
    case 'season':
      return episodes(by);
    case 'artist':
      return isLeaves
        ? [by('year', 'parent'), by('titleSort', 'parent'), by('disc'), by('index')]
        : [by('year'), by('titleSort')];
    case 'album':
      return [by('disc'), by('index')];
    case 'photoalbum':
      return [by('originallyAvailableAt')];
    case 'collection':
      return [];
    default:
      return [by('titleSort')];
  }
}

function episodes(by: (field: ItemSort['field']) => ItemSort): ItemSort[] {
  return [by('index'), by('originallyAvailableAt')];
}

/** What a list of children tells of what they belong to. */
function aboutParent({ id, section, type, title, index, year, metadata, parent }: CatalogueItem): Element {
  return {
    key: `${id}`,
    librarySectionID: section.id,
    librarySectionTitle: section.title,
    parentIndex: index,
    parentTitle: title,
    parentYear: year,
    summary: metadata.fields.summary,
    title1: parent?.title ?? section.title,
    title2: title,
    viewGroup: { show: 'season', season: 'episode', artist: 'album', album: 'track', photoalbum: 'photo' }[
      type as 'show'
    ],
  };
}
