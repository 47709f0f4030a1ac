import { access } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { ButlerError, formatError, quote } from '../../domain/errors.ts';
import type { Artifact, ArtifactKind, Part } from '../../domain/library.ts';
import type { PreferenceReader } from '../../domain/preference.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { placeCopy, removeCopy } from '../../files/place-copy.ts';
import { makeFolder } from '../../files/publish.ts';
import { describeSystemError, explainWriteError } from '../../files/write-error.ts';
import { indexFilesBeside, plexFolder, tilesBeside } from './preferences.ts';
import { formatVersion, indexFilePath, type Making, type Product, productPath } from './products.ts';

/** A place outside of the bundles in which players look for a product. */
interface Place {
  readonly kind: ArtifactKind;
  readonly of: Product;
  /** The folder of others in which the copy goes: it is never made. */
  hostOf(part: Part): string;
  /** Where the copy of this part's product goes, below the host. */
  nameFor(part: Part): string;
}

/** Emby's and Jellyfin's places beside the media, and Plex's in its own folder. */
export function planPlaces(preferences: PreferenceReader, { settings, wanted }: Making): readonly Place[] {
  const { width, intervalMs } = settings;
  const plex = preferences.get(plexFolder);
  const places: (Place & { readonly isOn: boolean })[] = [
    {
      kind: 'indexFileBeside',
      of: 'indexFile',
      isOn: preferences.get(indexFilesBeside),
      hostOf: part => dirname(part.path),
      nameFor: part => `${stemOf(part)}-${width}-${intervalMs / 1000}.bif`,
    },
    {
      kind: 'tilesBeside',
      of: 'tiles',
      isOn: preferences.get(tilesBeside),
      hostOf: part => dirname(part.path),
      nameFor: part => join(`${stemOf(part)}.trickplay`, basename(productPath('tiles', '', width))),
    },
    {
      kind: 'indexFileInPlex',
      of: 'indexFile',
      isOn: plex !== '',
      hostOf: () => join(plex, 'Media', 'localhost'),
      nameFor: part => indexFilePath(part.contentHash ?? ''),
    },
  ];
  return places.filter(({ isOn, of }) => isOn && wanted.includes(of));
}

function pathFor(place: Place, part: Part): string {
  return join(place.hostOf(part), place.nameFor(part));
}

/** The name of a file without its extension. */
function stemOf({ path }: Part): string {
  return basename(path, extname(path));
}

/** Those of the parts whose copy is missing, stale, or was written for another place. */
export async function partsToCopy(
  { library }: Pick<RunContext, 'library'>,
  places: readonly Place[],
  { settings }: Making,
): Promise<readonly Part[]> {
  const found = new Map<number, Part>();
  for (const place of places) {
    const version = formatVersion(place.of, settings);
    const copies = new Map((await library.artifacts(place.kind)).map(copy => [copy.partId, copy]));
    for (const part of await library.partsWithout(place.kind, version)) {
      const copy = copies.get(part.id);
      const isCurrent = copy?.path === pathFor(place, part) && copy.version.startsWith(`${version} `);
      if (!isCurrent) found.set(part.id, part);
    }
  }
  return [...found.values()];
}

/**
 * Puts copies where they are missing, and takes those away that were written under other settings. What cannot be
 * written is told once for each section and run: the product itself is safe in its bundle, and the next run tries again.
 */
export async function placeCopies(
  context: RunContext,
  part: Part,
  places: readonly Place[],
  { settings }: Making,
): Promise<void> {
  for (const place of places) {
    const version = formatVersion(place.of, settings);
    const product = await context.library.findArtifact(part.id, place.of);
    if (product?.version !== version) continue;
    try {
      await placeOne(context, part, place, product);
    } catch (error) {
      tellOnce(context, `${part.sectionId} ${place.kind}`, explainWriteError(error, place.hostOf(part)));
    }
  }
}

async function placeOne(context: RunContext, part: Part, place: Place, product: Artifact): Promise<void> {
  const { library, folders, log, now } = context;
  const { version } = product;
  const path = pathFor(place, part);
  const before = await library.findArtifact(part.id, place.kind);
  const [copied, digest = ''] = before?.version.split(' ') ?? [];
  if (before?.path === path && copied === version) return;
  await requireFolder(place.hostOf(part));
  await makeFolder(dirname(path));
  const source = join(folders.bundles, product.path);
  const copy = await placeCopy(source, path, before?.path === path ? digest : undefined);
  const isOurs = copy.outcome !== 'others';
  if (!isOurs) log('warn', `${quote(path)} was not written by Butler, and stays as it is.`);
  if (before && before.path !== path) await removeCopy(before.path, digest);
  const kept = { version: `${version} ${isOurs ? copy.digest : others}`, path, bytes: copy.bytes };
  await library.keepArtifact({ partId: part.id, kind: place.kind, ...kept }, now());
}

/** In place of a digest: what stands there is not ours, and need not be looked at again. */
const others = 'others';

async function requireFolder(folder: string): Promise<void> {
  try {
    await access(folder);
  } catch (cause) {
    throw new ButlerError('folder-unwritable', { folder, cause: describeSystemError(cause) }, { cause });
  }
}

/** What runs in hand have told of. */
const told = new WeakMap<RunContext, Set<string>>();

function tellOnce(context: RunContext, about: string, error: unknown): void {
  const known = told.get(context) ?? new Set();
  told.set(context, known);
  if (!known.has(about)) context.log('error', `Copies of thumbnails were not written. ${formatError(error)}`);
  known.add(about);
}
