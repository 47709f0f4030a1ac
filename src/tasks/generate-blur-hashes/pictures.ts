import { join } from 'node:path';
import type { Section } from '../../domain/library.ts';
import type { LocalMedia } from '../../domain/local-media.ts';
import type { Artwork } from '../../domain/metadata.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { findBlob } from '../../files/blobs.ts';
import { formatChapterThumb } from '../../media/formats/chapter-thumb.ts';

/** A picture that is to be hashed. */
export interface Picture {
  /** By which it is known to those who show it: `photo`, `chapter:<n>`, `file:<path>`, `blob:<hash>`. */
  readonly key: string;
  /** Absolute path. */
  readonly path: string;
  /** Tells apart the states of the file. */
  readonly state: string;
}

/** Items that are asked about at once. */
const batch = 500;

/**
 * The pictures that stand for parts, by part: photos themselves, pictures of chapters, and the artwork of the items that
 * a part is media of. Artwork of what has no files of its own, a show or an album, goes with the first part below it.
 */
export async function picturesOfParts(context: RunContext): Promise<ReadonlyMap<number, readonly Picture[]>> {
  const found = new Map<number, Map<string, Picture>>();
  const add = (partId: number, picture: Picture) => {
    const pictures = found.get(partId) ?? new Map<string, Picture>();
    found.set(partId, pictures);
    if (!pictures.has(picture.key)) pictures.set(picture.key, picture);
  };
  for (const part of await context.analyses.partsToAnalyse('blurHashes', '', 'image'))
    add(part.id, { key: 'photo', path: part.path, state: `${part.size} ${part.modifiedAt}` });
  await addChapters(context, add);
  for (const section of await context.library.sections()) await addArtwork(context, section, add);
  return new Map([...found].map(([partId, pictures]) => [partId, [...pictures.values()]]));
}

type Add = (partId: number, picture: Picture) => void;

async function addChapters({ library, analyses, folders }: RunContext, add: Add): Promise<void> {
  const artifacts = await library.artifacts('chapterThumbs');
  const partIds = artifacts.map(({ partId }) => partId);
  const thumbs = new Map(
    (await analyses.findAll(partIds, 'chapterThumbs')).map(found => [found.partId, found]),
  );
  for (const { partId, path, version } of artifacts) {
    for (const [n, { atMs }] of (thumbs.get(partId)?.value.chapters ?? []).entries()) {
      const file = join(folders.bundles, path, formatChapterThumb(n + 1));
      if (atMs !== undefined)
        add(partId, { key: `chapter:${n + 1}`, path: file, state: `${version} ${atMs}` });
    }
  }
}

async function addArtwork(context: RunContext, section: Section, add: Add): Promise<void> {
  const { library, metadata, folders } = context;
  const local = await library.localMedia(section.id);
  const partOf = firstParts(local);
  const states = fileStates(local, section);
  const itemIds = [...partOf.keys()];
  for (let from = 0; from < itemIds.length; from += batch) {
    const known = await metadata.metadataOf(itemIds.slice(from, from + batch));
    for (const [itemId, { artwork }] of known) {
      const partId = partOf.get(itemId);
      for (const one of artwork) {
        const picture = one.kind === 'theme' ? undefined : await describe(one, states, folders.blobs);
        if (picture && partId !== undefined) add(partId, picture);
      }
    }
  }
}

/** By item, the first part of it or of what is below it. */
function firstParts({ items, folders }: LocalMedia): ReadonlyMap<number, number> {
  const parts = new Map<number, number>();
  for (const { id, itemIds } of folders.flatMap(folder => folder.parts)) {
    for (const itemId of itemIds) {
      for (let item = items.get(itemId); item; item = items.get(item.parentId ?? -1)) {
        parts.set(item.id, Math.min(id, parts.get(item.id) ?? id));
      }
    }
  }
  return parts;
}

/** By path, in which state the last scan found the files beside media. */
function fileStates({ folders }: LocalMedia, { roots }: Section): ReadonlyMap<string, string> {
  const rootOf = new Map(roots.map(root => [root.id, root.path]));
  return new Map(
    folders.flatMap(({ rootId, path, files }) =>
      files.map(
        ({ name, size, modifiedAt }) =>
          [join(rootOf.get(rootId) ?? '', path, name), `${size} ${modifiedAt}`] as const,
      ),
    ),
  );
}

async function describe(
  artwork: Artwork,
  states: ReadonlyMap<string, string>,
  blobs: string,
): Promise<Picture | undefined> {
  if ('file' in artwork) {
    const { file } = artwork;
    return { key: `file:${file}`, path: file, state: states.get(file) ?? '' };
  }
  const path = await findBlob(blobs, artwork.blob);
  return path === undefined ? undefined : { key: `blob:${artwork.blob}`, path, state: '' };
}
