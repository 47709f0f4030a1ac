import type { Context } from 'hono';
import type { Catalogue, ItemQuery } from '../../../domain/catalogue.ts';
import { preferredEncoding } from '../../negotiation.ts';
import { type Element, encodeLong, respondLong } from '../response.ts';
import { libraryIdentifier, type Range, respondContainer } from './container.ts';
import { itemElement } from './item-element.ts';

/** Items that are read and encoded at once: few enough to hold up other clients for some milliseconds only. */
const pieceItems = 250;

/**
 * Answers with what a query finds, or the range of it that was asked for. A client that asks for everything gets
 * everything, however much that is: piece by piece, so that nobody waits for it.
 */
export async function respondItems(
  c: Context,
  catalogue: Catalogue,
  query: ItemQuery,
  { start, size }: Range,
  about: Element,
): Promise<Response> {
  const most = size ?? Number.POSITIVE_INFINITY;
  const first = await catalogue.page(query, { start, size: Math.min(most, pieceItems) });
  const wanted = Math.max(0, Math.min(most, first.total - start));
  const container: Element = {
    size: wanted,
    totalSize: first.total,
    offset: start,
    allowSync: false,
    identifier: libraryIdentifier,
    ...about,
  };
  if (first.items.length >= wanted || first.items.length === 0) {
    const elements = first.items.map(item => itemElement(item, false));
    return respondContainer(c, { ...container, size: elements.length, Metadata: elements });
  }
  const pieces = async function* () {
    yield first.items.map(item => itemElement(item, false));
    for (let done = first.items.length; done < wanted; done += pieceItems) {
      const page = { start: start + done, size: Math.min(pieceItems, wanted - done) };
      const { items } = await catalogue.page(query, page);
      yield items.map(item => itemElement(item, false));
    }
  };
  const encoding = preferredEncoding(c.req.header('accept'));
  return respondLong(encoding, encodeLong(encoding, 'MediaContainer', container, 'Metadata', pieces()));
}
