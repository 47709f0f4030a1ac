import type { ArtifactKind } from '../../domain/library.ts';
import type { PassOrders } from '../../domain/pass.ts';
import type { PreferenceReader } from '../../domain/preference.ts';
import { formatBundle } from '../../files/bundle.ts';
import { formatTileGrid } from '../../media/formats/tiles.ts';
import * as chosen from './preferences.ts';

/** Raised when the same video and the same settings give other files. */
const revisions = { indexFile: 2, tiles: 1, thumbnailTrack: 1 } as const;

/** What is made of a video, all of it from the same pictures. The last two share their sheets. */
export const products = ['indexFile', 'tiles', 'thumbnailTrack'] as const satisfies readonly ArtifactKind[];
export type Product = (typeof products)[number];

/** Jellyfin's grid. */
const grid = { columns: 10, rows: 10 };
/** MJPEG's quantiser that comes next to the quality of 90 at which Jellyfin has its tiles. */
const sheetQuality = 2;

export type PictureSettings = Pick<
  PassOrders['indexFile'],
  'intervalMs' | 'width' | 'quality' | 'keyframesOnly'
>;

/** What is to be made, and how. */
export interface Making {
  readonly settings: PictureSettings;
  readonly wanted: readonly Product[];
}

export function readMaking(preferences: PreferenceReader): Making {
  const isWanted = {
    indexFile: preferences.get(chosen.makesIndexFiles),
    tiles: preferences.get(chosen.makesTiles),
    thumbnailTrack: preferences.get(chosen.makesTracks),
  };
  return {
    settings: {
      intervalMs: preferences.get(chosen.frameInterval) * 1000,
      width: preferences.get(chosen.width),
      quality: preferences.get(chosen.quality),
      keyframesOnly: preferences.get(chosen.keyframesOnly),
    },
    wanted: products.filter(product => isWanted[product]),
  };
}

/** How a file is made: another version of it is another file. */
export function formatVersion(product: Product, settings: PictureSettings): string {
  const { intervalMs, width, quality, keyframesOnly } = settings;
  const pictures = `w${width},q${quality},${intervalMs}ms,${keyframesOnly ? 'keyframes' : 'exact'}`;
  const bif = `bif${revisions.indexFile},${pictures}`;
  return product === 'indexFile' ? bif : `${product}${revisions[product]},${formatGrid()},${bif}`;
}

function formatGrid(): string {
  return `${grid.columns}x${grid.rows}`;
}

/** The versions of all that one unit makes, without spaces. */
export function formatMakingVersion({ settings, wanted }: Making): string {
  return wanted.map(product => `${product}:${formatVersion(product, settings)}`).join(';');
}

/** What {@link formatMakingVersion} wrote: the version of each product. */
export function parseMakingVersion(text: string): ReadonlyMap<Product, string> {
  const entries = text.split(';').map(part => part.split(':'));
  return new Map(
    entries.flatMap(([name, version]) => {
      const product = products.find(one => one === name);
      return product && version ? [[product, version] as const] : [];
    }),
  );
}

/** Where Plex keeps index files, below the bundles folder. */
export function indexFilePath(contentHash: string): string {
  return `${formatBundle(contentHash)}/Contents/Indexes/index-sd.bif`;
}

/** Where the sheets are, with their track, below the bundles folder. */
export function sheetsPath(contentHash: string): string {
  return `${formatBundle(contentHash)}/Contents/Trickplay`;
}

/** Where a product is, below the bundles folder. The width is that of a picture. */
export function productPath(product: Product, contentHash: string, width: number): string {
  if (product === 'indexFile') return indexFilePath(contentHash);
  const name = formatTileGrid({ width, ...grid });
  return `${sheetsPath(contentHash)}/${product === 'tiles' ? name : `${name}.vtt`}`;
}

/** What the pass is told of the sheets; undefined where none are wanted. */
export function sheetsOrder(
  wanted: readonly Product[],
  output: string,
): PassOrders['indexFile']['sheets'] | undefined {
  const withTrack = wanted.includes('thumbnailTrack');
  if (!withTrack && !wanted.includes('tiles')) return undefined;
  return { ...grid, quality: sheetQuality, withTrack, output };
}

/** The width of a picture, as a version tells it. */
export function widthIn(version: string): number {
  return Number(/,w(\d+),/.exec(version)?.[1]);
}
