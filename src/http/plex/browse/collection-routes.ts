import { type Context, Hono } from 'hono';
import type { Catalogue } from '../../../domain/catalogue.ts';
import type { CollectionStore } from '../../../domain/collections.ts';
import { respondFailure } from '../../failure-response.ts';
import { respondEmpty } from '../response.ts';
import { libraryIdentifier, parseId, respondContainer } from './container.ts';
import { itemElement } from './item-element.ts';
import { findType } from './item-types.ts';

interface Collecting {
  readonly catalogue: Catalogue;
  readonly collections: CollectionStore;
  /** Milliseconds since 1970 UTC. */
  now(): number;
}

/** More in one request are no client's. */
const mostMembers = 10_000;

/**
 * What people do to collections, as clients of Plex ask for it. One that Butler made is taken out for good: it is not
 * made again before it is shown, at a path that Plex does not have (`/library/sections/{id}/collections/hidden`).
 */
export function collectionRoutes(collecting: Collecting): Hono {
  const { collections, now } = collecting;
  const respondDone = (c: Context, isDone: boolean) =>
    isDone ? respondEmpty(200) : respondFailure({ status: 404 }, c.req);
  const remove = async (c: Context) => respondDone(c, await collections.remove(idIn(c), now()));
  const hidden = '/library/sections/:section{\\d+}/collections/hidden';
  return new Hono({ strict: false })
    .post('/library/collections', c => create(c, collecting))
    .delete('/library/collections/:id{\\d+}', remove)
    .delete('/library/metadata/:id{\\d+}', remove)
    .put('/library/collections/:id{\\d+}/items', async c =>
      respondDone(c, await collections.change(idIn(c), { add: membersIn(c) }, now())),
    )
    .delete('/library/collections/:id{\\d+}/items/:item{\\d+}', async c => {
      const item = parseId(c.req.param('item')) ?? 0;
      return respondDone(c, await collections.change(idIn(c), { remove: [item] }, now()));
    })
    .get(hidden, async c => {
      const section = idIn(c, 'section');
      const found = await collections.hidden(section);
      return respondContainer(c, {
        size: found.length,
        allowSync: false,
        identifier: libraryIdentifier,
        librarySectionID: section,
        Directory: found.map(({ id, title }) => ({
          key: `/library/sections/${section}/collections/hidden/${id}`,
          title,
        })),
      });
    })
    .delete(`${hidden}/:id{\\d+}`, async c =>
      respondDone(c, await collections.show(idIn(c, 'section'), idIn(c))),
    );
}

/** `POST /library/collections?type=1&title=…&sectionId=1&uri=server://…/library/metadata/1,2`: one by hand. */
async function create(c: Context, { catalogue, collections, now }: Collecting): Promise<Response> {
  const type = findType(c.req.query('type') ?? '');
  const sectionId = parseId(c.req.query('sectionId'));
  const title = c.req.query('title')?.trim();
  if (!type || sectionId === undefined || !title || type === 'collection') {
    const message = 'A collection needs a type, a title and a sectionId.';
    return respondFailure({ status: 400, message }, c.req);
  }
  const members = membersIn(c);
  const ids = await catalogue.items(members.slice(0, 1));
  if (members.length === 0 || ids[0]?.section.id !== sectionId) {
    const message = 'The uri names no items of this section.';
    return respondFailure({ status: 400, message }, c.req);
  }
  const id = await collections.create({ sectionId, type, title, members }, now());
  const items = await catalogue.items([id]);
  return respondContainer(c, {
    size: items.length,
    allowSync: false,
    identifier: libraryIdentifier,
    librarySectionID: sectionId,
    Metadata: items.map(item => itemElement(item, true)),
  });
}

function idIn(c: Context, name = 'id'): number {
  return parseId(c.req.param(name)) ?? 0;
}

/** The ids at the end of `uri`, which also tells which server they are of. */
function membersIn(c: Context): readonly number[] {
  const [, ids = ''] = /\/library\/metadata\/([\d,]+)$/.exec(c.req.query('uri') ?? '') ?? [];
  return ids.split(',', mostMembers).flatMap(text => parseId(text) ?? []);
}
