import { type Context, Hono } from 'hono';
import type { Catalogue } from '../../../domain/catalogue.ts';
import type { Section } from '../../../domain/library.ts';
import type { Element } from '../response.ts';
import { answeringForSection, type Browsing } from './browsing.ts';
import { libraryIdentifier, readRange, respondContainer } from './container.ts';
import { itemElement } from './item-element.ts';
import { respondItems } from './item-list.ts';
import { findType } from './item-types.ts';
import { lastFirst, newest } from './newest.ts';

/** Items that a hub shows, unless the client wants another number of them. */
const shown = 10;
const mostShown = 100;

/** `/hubs`: what clients show of the library at first. Butler knows nobody who watches, so that is what came last. */
export function hubRoutes(browsing: Browsing): Hono {
  const { catalogue } = browsing;
  const home = async (c: Context) => respondHubs(c, catalogue, await browsing.sections());
  const ofSection = answeringForSection(browsing);
  return (
    new Hono({ strict: false })
      .get('/hubs', home)
      .get('/hubs/promoted', home)
      .get('/hubs/home/recentlyAdded', c => {
        const type = findType(c.req.query('type') ?? '') ?? 'movie';
        const { start, size = 50 } = readRange(c);
        const about = { title1: 'Recently Added', mixedParents: true };
        return respondItems(c, catalogue, { type, sort: lastFirst }, { start, size }, about);
      })
      .get(
        '/hubs/sections/:section{\\d+}',
        ofSection((c, section) => respondHubs(c, catalogue, [section])),
      )
      // Nobody arranges them.
      .get(
        '/hubs/sections/:section{\\d+}/manage',
        ofSection(c => respondContainer(c, { size: 0, Hub: [] })),
      )
  );
}

async function respondHubs(
  c: Context,
  catalogue: Catalogue,
  sections: readonly Section[],
): Promise<Response> {
  const count = c.req.query('count') ?? '';
  const size = /^\d{1,9}$/.test(count) ? Math.min(Number(count), mostShown) : shown;
  const hubs: Element[] = [];
  for (const section of sections) {
    const type = newest[section.type];
    const query = { sectionId: section.id, type, sort: lastFirst };
    const { items, total } = await catalogue.page(query, { start: 0, size });
    if (items.length === 0) continue;
    hubs.push({
      hubKey: `/library/metadata/${items.map(({ id }) => id).join(',')}`,
      key: `/library/sections/${section.id}/recentlyAdded`,
      title: `Recently Added in ${section.title}`,
      type,
      hubIdentifier: `${section.type}.recentlyadded.${section.id}`,
      context: `hub.${section.type}.recentlyadded`,
      size: items.length,
      more: total > items.length,
      style: 'shelf',
      promoted: true,
      librarySectionID: section.id,
      Metadata: items.map(item => itemElement(item, false)),
    });
  }
  return respondContainer(c, {
    size: hubs.length,
    allowSync: false,
    identifier: libraryIdentifier,
    Hub: hubs,
  });
}
