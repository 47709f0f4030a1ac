import type { Section } from '../../domain/library.ts';
import type { EmbeddedTags, LocalItem, TaggedPart } from '../../domain/local-media.ts';
import type { SaidOf } from '../../domain/metadata.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { describeEmbedded } from '../../library/sidecars/embedded.ts';

/** Raised when the same tags say more, or something else, than before. */
const revision = 1;
/** Items that are kept, and files whose tags are fetched, in one go. */
const itemsAtOnce = 200;
const partsAtOnce = 1_000;

/** Takes what is embedded in the files of a section over to their items, where a file was read anew. Returns how many. */
export async function refreshEmbedded(context: RunContext, section: Section): Promise<number> {
  const { library, metadata, signal, now } = context;
  const parts = await library.taggedParts(section.id);
  const known = await metadata.refreshed('tags', section.id);
  if (parts.length === 0 && known.size === 0) return 0;
  const items = await library.localItems(section.id);
  const grouped = groupByItem(parts, items);
  for (const id of known.keys()) {
    const item = items.get(id);
    // What was embedded in its files is so no more.
    if (item && !grouped.has(item)) grouped.set(item, []);
  }
  const stale = [...grouped].filter(([item, ofItem]) => known.get(item.id)?.version !== versionOf(ofItem));
  for (let start = 0; start < stale.length; start += itemsAtOnce) {
    signal.throwIfAborted();
    const said: SaidOf[] = [];
    for (const [item, ofItem] of stale.slice(start, start + itemsAtOnce)) {
      const files = await fetchTags(context, ofItem);
      said.push({ itemId: item.id, version: versionOf(ofItem), ...describeEmbedded(item.type, files) });
    }
    await metadata.keep('tags', said, now());
    context.made('descriptions');
    if (said.some(({ artwork = [] }) => artwork.length > 0)) context.made('artwork');
  }
  return stale.length;
}

/** A track's file says something of its album and its artist as well. */
function groupByItem(
  parts: readonly TaggedPart[],
  items: ReadonlyMap<number, LocalItem>,
): Map<LocalItem, TaggedPart[]> {
  const grouped = new Map<LocalItem, TaggedPart[]>();
  for (const part of parts) {
    const item = items.get(part.itemId);
    for (
      let about = item;
      about;
      about = item?.type === 'track' ? items.get(about.parentId ?? 0) : undefined
    ) {
      const list = grouped.get(about);
      if (list) list.push(part);
      else grouped.set(about, [part]);
    }
  }
  return grouped;
}

async function fetchTags({ library }: RunContext, parts: readonly TaggedPart[]): Promise<EmbeddedTags[]> {
  const files: EmbeddedTags[] = [];
  for (let start = 0; start < parts.length; start += partsAtOnce) {
    const ids = parts.slice(start, start + partsAtOnce).map(({ partId }) => partId);
    files.push(...(await library.embeddedTags(ids)).values());
  }
  return files;
}

/** Parts come and go, and are read anew: in each case the state is another one. */
function versionOf(parts: readonly TaggedPart[]): string {
  const newest = parts.reduce((at, { readAt }) => Math.max(at, readAt), 0);
  const sum = parts.reduce((total, { partId }) => total + partId, 0);
  return `${revision} ${parts.length} ${sum} ${newest}`;
}
