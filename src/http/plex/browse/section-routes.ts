import { type Context, Hono } from 'hono';
import type { Catalogue, ItemQuery } from '../../../domain/catalogue.ts';
import type { ItemType, Section } from '../../../domain/library.ts';
import { respondFailure } from '../../failure-response.ts';
import type { Element } from '../response.ts';
import { answeringForSection, type Browsing } from './browsing.ts';
import { libraryIdentifier, type Range, readRange, respondContainer } from './container.ts';
import { itemElement } from './item-element.ts';
import { respondItems } from './item-list.ts';
import { parseItemQuery } from './item-query.ts';
import { findType, pluralOf, typeNumber, typesOfSection } from './item-types.ts';
import { findLanguage } from './language.ts';
import { lastFirst, newest } from './newest.ts';
import { findChoiceField, sectionMeta } from './section-meta.ts';

/** `/library/sections/{id}` and below: what is in a section, in which order and by which filters. */
export function sectionRoutes(browsing: Browsing): Hono {
  const { catalogue } = browsing;
  const withSection = answeringForSection(browsing);
  return (
    new Hono({ strict: false })
      .get('/library/sections/:section{\\d+}', withSection(respondMenu))
      .get(
        '/library/sections/:section{\\d+}/all',
        withSection((c, section) => respondSection(c, browsing, section)),
      )
      .get(
        '/library/sections/:section{\\d+}/recentlyAdded',
        withSection((c, section) => respondRecent(c, browsing, [section])),
      )
      .get(
        '/library/sections/:section{\\d+}/newest',
        withSection((c, section) =>
          respondSection(c, browsing, section, [
            { level: 'item', field: 'originallyAvailableAt', descending: true },
            { level: 'item', field: 'year', descending: true },
          ]),
        ),
      )
      .get(
        '/library/sections/:section{\\d+}/albums',
        withSection((c, section) => respondSection(c, browsing, section, undefined, 'album')),
      )
      // Butler knows nobody who watches.
      .get(
        '/library/sections/:section{\\d+}/onDeck',
        withSection(c => respondNothing(c)),
      )
      .get(
        '/library/sections/:section{\\d+}/collections',
        withSection((c, section) => respondSection(c, browsing, section, undefined, 'collection')),
      )
      .get(
        '/library/sections/:section{\\d+}/search',
        withSection((c, section) => respondSection(c, browsing, section)),
      )
      // All sections are read in the same way: what there is to choose are the server's preferences.
      .get(
        '/library/sections/:section{\\d+}/prefs',
        withSection(c => respondContainer(c, { size: 0, Setting: [] })),
      )
      .get(
        '/library/sections/:section{\\d+}/:field{[A-Za-z]+}',
        withSection((c, section) => respondChoices(c, catalogue, section)),
      )
      .get('/library/onDeck', c => respondNothing(c))
      .get('/library/recentlyAdded', async c => respondRecent(c, browsing, await browsing.sections()))
      .get('/library/all', c => respondAll(c, browsing))
  );
}

function respondMenu(c: Context, section: Section): Response {
  const type = typesOfSection[section.type][0] as ItemType;
  const entries = [
    ['all', `All ${pluralOf(type)}`],
    ['recentlyAdded', 'Recently Added'],
    ['newest', 'Recently Released'],
    ['year', 'By Year'],
    ['decade', 'By Decade'],
    ['genre', 'By Genre'],
    ['firstCharacter', 'By First Letter'],
  ];
  return respondContainer(c, {
    size: entries.length,
    allowSync: false,
    content: 'secondary',
    identifier: libraryIdentifier,
    librarySectionID: section.id,
    title1: section.title,
    viewGroup: 'secondary',
    Directory: entries.map(([key, title]) => ({ key, title })),
  });
}

/** A section's items of one type: of the one that is asked for, or of its topmost. */
async function respondSection(
  c: Context,
  { catalogue, now }: Browsing,
  section: Section,
  sort?: ItemQuery['sort'],
  shown?: ItemType,
): Promise<Response> {
  const query = new URL(c.req.url).searchParams;
  const type = shown ?? wantedType(query, section);
  const meta = query.get('includeMeta') === '1' && {
    Meta: sectionMeta(section, type ?? (typesOfSection[section.type][0] as ItemType)),
  };
  const about = { ...aboutSection(section, type), ...meta };
  if (type === undefined) return respondNothing(c, about);
  const words = query.get('query');
  if (words !== null) query.append('title', words);
  const asked = parseItemQuery(query, type, now());
  const items = { sectionId: section.id, type, ...asked, ...(sort && { sort }) };
  return respondItems(c, catalogue, items, rangeOf(c, query), about);
}

/** Undefined for types of Plex of which there is nothing here, such as playlists. */
function wantedType(query: URLSearchParams, section: Section): ItemType | undefined {
  const [top] = typesOfSection[section.type];
  const asked = query.get('type');
  // So clients ask for all photos, whatever album they are in.
  if (asked === null) return query.has('clusterZoomLevel') && section.type === 'photo' ? 'photo' : top;
  return findType(asked);
}

/** `limit` is the most that is told in all, the range what is told now. */
function rangeOf(c: Context, query: URLSearchParams): Range {
  const range = readRange(c);
  const limit = query.get('limit');
  if (limit === null || !/^\d{1,9}$/.test(limit)) return range;
  const left = Math.max(0, Number(limit) - range.start);
  return { start: range.start, size: Math.min(range.size ?? left, left) };
}

function aboutSection(section: Section, type: ItemType | undefined): Element {
  return {
    librarySectionID: section.id,
    librarySectionTitle: section.title,
    librarySectionUUID: section.uuid,
    title1: section.title,
    ...(type && { title2: `All ${pluralOf(type)}`, viewGroup: type }),
  };
}

/** What came last; of series, the episodes, and of music, the albums. */
async function respondRecent(
  c: Context,
  { catalogue }: Browsing,
  sections: readonly Section[],
): Promise<Response> {
  const { start, size = 50 } = readRange(c);
  const [only, ...others] = sections;
  if (only && others.length === 0) {
    const type = findType(c.req.query('type') ?? '') ?? newest[only.type];
    const query = { sectionId: only.id, type, sort: lastFirst };
    return respondItems(
      c,
      catalogue,
      query,
      { start, size },
      { ...aboutSection(only, type), mixedParents: true },
    );
  }
  const pages = [];
  for (const { id, type } of sections)
    pages.push(
      await catalogue.page(
        { sectionId: id, type: newest[type], sort: lastFirst },
        { start: 0, size: start + size },
      ),
    );
  const items = pages.flatMap(page => page.items).sort((a, b) => b.addedAt - a.addedAt || b.id - a.id);
  const shown = items.slice(start, start + size).map(item => itemElement(item, false));
  return respondContainer(c, {
    size: shown.length,
    totalSize: pages.reduce((sum, page) => sum + page.total, 0),
    offset: start,
    allowSync: false,
    identifier: libraryIdentifier,
    mixedParents: true,
    Metadata: shown,
  });
}

/** Every section's items of one type. */
async function respondAll(c: Context, { catalogue, now }: Browsing): Promise<Response> {
  const query = new URL(c.req.url).searchParams;
  const type = findType(query.get('type') ?? '');
  const asked = type
    ? { type, ...parseItemQuery(query, type, now()) }
    : parseItemQuery(query, 'movie', now());
  return respondItems(c, catalogue, asked, rangeOf(c, query), { title1: 'All' });
}

async function respondChoices(c: Context, catalogue: Catalogue, section: Section): Promise<Response> {
  const field = findChoiceField(c.req.param('field') ?? '');
  const type = wantedType(new URL(c.req.url).searchParams, section);
  if (!field || !type) return respondFailure({ status: 404 }, c.req);
  const choices = await catalogue.choices(section.id, type, field);
  const all = `/library/sections/${section.id}/all?type=${typeNumber(type)}`;
  return respondContainer(c, {
    size: choices.length,
    allowSync: false,
    content: 'secondary',
    identifier: libraryIdentifier,
    librarySectionID: section.id,
    title1: section.title,
    viewGroup: 'secondary',
    Directory: choices.map(({ key, title, count }) =>
      field === 'firstCharacter'
        ? { key: encodeURIComponent(key), title, size: count }
        : {
            fastKey: `${all}&${field}=${encodeURIComponent(key)}`,
            key,
            title: field.endsWith('Language') ? (findLanguage(key)?.name ?? title) : title,
            type: field,
          },
    ),
  });
}

function respondNothing(c: Context, about: Element = {}): Response {
  return respondContainer(c, { size: 0, totalSize: 0, offset: 0, allowSync: false, ...about });
}
