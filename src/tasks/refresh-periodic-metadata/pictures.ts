import type { Artwork } from '../../domain/metadata.ts';
import type { RunContext } from '../../domain/run-context.ts';
import { findBlob, keepBlob } from '../../files/blobs.ts';
import { readPictureHeader } from '../../media/formats/picture-header.ts';
import type { Provider, RemotePicture } from '../../providers/provider.ts';
import { NoAnswer, ServiceDown } from '../../providers/service/service.ts';

/** Larger ones would take too much to show. */
const mostPixels = 50_000_000;
const leastPixels = 16 * 16;

/** Pictures that were kept, and their blobs by their addresses. */
export interface KeptPictures {
  readonly artwork: readonly Artwork[];
  readonly blobs: Readonly<Record<string, string>>;
  /** How many came now. */
  readonly fetched: number;
  /** How many could not be had, but might be another time. */
  readonly missed: number;
}

/**
 * Brings pictures here, those that are not yet. One that cannot be had, or is none, costs nothing but itself. Only headers
 * are read: nothing of a stranger is decoded in the server.
 *
 * @param before blobs by address, as they were kept the last time
 */
export async function keepPictures(
  provider: Provider,
  pictures: readonly RemotePicture[],
  before: Readonly<Record<string, string>>,
  { folders, log }: Pick<RunContext, 'folders' | 'log'>,
): Promise<KeptPictures> {
  const artwork: Artwork[] = [];
  const blobs: Record<string, string> = {};
  let fetched = 0;
  let missed = 0;
  for (const { kind, address, isLasting } of pictures) {
    try {
      const known = isLasting ? before[address] : undefined;
      const isHere = known && (await findBlob(folders.blobs, known)) !== undefined;
      const blob = isHere ? known : await bring(provider, address, folders.blobs);
      if (blob === undefined) continue;
      if (!isHere) fetched++;
      blobs[address] = blob;
      artwork.push({ kind, blob });
    } catch (error) {
      if (!(error instanceof NoAnswer || error instanceof ServiceDown)) throw error;
      missed++;
      // That a whole service is down is told by their number.
      if (error instanceof NoAnswer)
        log('warn', `${error.service}: ${address} was not taken: ${error.message}.`);
    }
  }
  return { artwork, blobs, fetched, missed };
}

/** Whether all pictures are still here, so that an answer which did not change has nothing to add. */
export async function areHere(blobs: Readonly<Record<string, string>>, folder: string): Promise<boolean> {
  for (const blob of Object.values(blobs)) {
    if ((await findBlob(folder, blob)) === undefined) return false;
  }
  return true;
}

async function bring(provider: Provider, address: string, folder: string): Promise<string | undefined> {
  const bytes = await provider.picture(address);
  if (!bytes) return undefined;
  const header = readPictureHeader(bytes);
  if (!header) throw new NoAnswer(provider.title, 'it is no picture');
  const { format, width, height } = header;
  const pixels = width * height;
  if (pixels < leastPixels || pixels > mostPixels) {
    throw new NoAnswer(provider.title, `it has ${width} by ${height} pixels`);
  }
  return await keepBlob(folder, bytes, format);
}
