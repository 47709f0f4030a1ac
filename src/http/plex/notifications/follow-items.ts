import type { CatalogueItem, ItemQuery } from '../../../domain/catalogue.ts';
import type { GoneItem } from '../../../domain/gone-items.ts';
import { libraryIdentifier } from '../browse/container.ts';
import { typeNumber } from '../browse/item-types.ts';
import type { Element } from '../response.ts';
import { toSeconds } from '../seconds.ts';
import { followEvents } from './follow-events.ts';
import type { NewsSources } from './news-sources.ts';
import type { Tell } from './notification.ts';

/** How long new files gather before the library is asked which items they became. */
const gatherMs = 1_000;
/** Items that are read at once. */
const pieceItems = 100;

/** Plex's numbers for where an item is on its way into the library, and out of it. */
const created = 0;
const finished = 5;
const deleted = 9;

/**
 * Tells which items came into the library, and which went. What Plex does to an item in many steps is one here: as soon as it is filed,
 * all is read of it. So of each it is told that it was created, and at once that it is done. Later ids are later items;
 * those that went have a count of their own, which begins when somebody listens.
 */
export function followItems(
  { events, catalogue, goneItems }: Pick<NewsSources, 'events' | 'catalogue' | 'goneItems'>,
  tell: Tell,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;
  let isStopped = false;
  /** The last item that clients know of; before it is known, the one that was last when they began to listen. */
  let last: number | undefined;
  let lastGone: number | undefined;

  const findLast = async () => (await catalogue.page(byId(true), { start: 0, size: 1 })).items[0]?.id ?? 0;
  const lookForGone = async () => {
    lastGone ??= await goneItems.last();
    for (;;) {
      const items = await goneItems.after(lastGone, pieceItems);
      for (const item of items) {
        if (isStopped) return;
        lastGone = item.id;
        tell({ type: 'timeline', entry: goneEntry(item) });
      }
      if (items.length < pieceItems) return;
    }
  };
  const look = async () => {
    await lookForGone();
    last ??= await findLast();
    for (;;) {
      const { items } = await catalogue.page(byId(false, last), { start: 0, size: pieceItems });
      for (const item of items) {
        if (isStopped) return;
        last = item.id;
        tell({ type: 'timeline', entry: { ...timelineEntry(item, created), metadataState: 'created' } });
        tell({ type: 'timeline', entry: timelineEntry(item, finished) });
      }
      if (items.length < pieceItems) return;
    }
  };
  const lookSoon = () => {
    timer ??= setTimeout(async () => {
      timer = undefined;
      if (isLooking) return lookSoon();
      isLooking = true;
      // What cannot be read now is read the next time.
      await look().catch(() => undefined);
      isLooking = false;
    }, gatherMs).unref();
  };

  isLooking = true;
  Promise.all([findLast(), goneItems.last()])
    .then(ids => ([last, lastGone] = ids))
    .catch(() => undefined)
    .finally(() => (isLooking = false));
  const unfollow = followEvents(events, {
    mediaAdded: lookSoon,
    section: lookSoon,
    // Scans, and what collects garbage, take items out of the library.
    run: ({ endedAt }) => {
      if (endedAt !== undefined) lookSoon();
    },
  });
  return () => {
    isStopped = true;
    unfollow();
    clearTimeout(timer);
  };
}

function byId(descending: boolean, after?: number): ItemQuery {
  return {
    sort: [{ level: 'item', field: 'id', descending }],
    ...(after !== undefined && {
      where: { level: 'item', field: 'id', operator: 'above', values: [`${after}`] },
    }),
  };
}

function timelineEntry(item: CatalogueItem, state: number): Element {
  const root = item.grandparent ?? item.parent;
  return {
    identifier: libraryIdentifier,
    sectionID: `${item.section.id}`,
    itemID: `${item.id}`,
    parentItemID: item.parent && `${item.parent.id}`,
    rootItemID: root && `${root.id}`,
    type: typeNumber(item.type),
    title: item.title,
    state,
    updatedAt: toSeconds(item.updatedAt),
  };
}

function goneEntry({ itemId, sectionId, parentId, type, title, goneAt }: GoneItem): Element {
  return {
    identifier: libraryIdentifier,
    sectionID: `${sectionId}`,
    itemID: `${itemId}`,
    parentItemID: parentId === undefined ? undefined : `${parentId}`,
    type: typeNumber(type),
    title,
    state: deleted,
    metadataState: 'deleted',
    updatedAt: toSeconds(goneAt),
  };
}
