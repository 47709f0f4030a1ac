import readExif from 'exif-reader';
import type { Metadata } from 'sharp';
import type { MediaFacts, PhotoFacts } from '../../domain/media.ts';
import { mostPixels } from '../codecs/allowed.ts';
import { loadPicture } from '../pictures/open-picture.ts';
import { type SourceFile, unreadable } from '../source-file.ts';

/** FFmpeg's codecs by the names that sharp has for what is in a file. */
const codecs: Readonly<Record<string, string>> = { jpeg: 'mjpeg', av1: 'av1', hevc: 'hevc' };

/** Reads the header of a picture. Throws `media-unreadable` where it is damaged, or larger than the limit. */
export async function readPhoto(source: SourceFile): Promise<Omit<MediaFacts, 'contentHash'>> {
  const header = await readHeader(source);
  const { format, compression, width, height } = header;
  const photo = describePhoto(header);
  return {
    container: compression === 'av1' ? 'avif' : format,
    width,
    height,
    streams: [
      {
        index: 0,
        kind: 'image',
        codec: codecs[compression ?? format] ?? format,
        isDefault: true,
        isForced: false,
        width,
        height,
      },
    ],
    chapters: [],
    ...(Object.keys(photo).length > 0 && { photo }),
  };
}

async function readHeader(source: SourceFile): Promise<Metadata> {
  try {
    // libvips takes brackets at the end of a name for options.
    const isPlain = !source.path.includes('[');
    return await loadPicture(isPlain ? source.path : source.read(0, source.size)).metadata();
  } catch (cause) {
    const { message } = cause as Error;
    const isTooLarge = message.includes('pixel limit');
    throw unreadable(
      source.path,
      isTooLarge ? `it has more than ${mostPixels / 1e6} million pixels` : message.replaceAll(/\s+/g, ' '),
      cause,
    );
  }
}

function describePhoto({ exif, orientation }: Metadata): PhotoFacts {
  const tags = exif && parseExif(exif);
  const taken = tags?.Photo?.DateTimeOriginal;
  const camera = formatCamera(tags?.Image?.Make, tags?.Image?.Model);
  const { GPSLatitude, GPSLatitudeRef, GPSLongitude, GPSLongitudeRef } = tags?.GPSInfo ?? {};
  const latitude = parseDegrees(GPSLatitude, GPSLatitudeRef);
  const longitude = parseDegrees(GPSLongitude, GPSLongitudeRef);
  return {
    // Cameras do not know their zone; the reader took their clock for UTC.
    ...(taken instanceof Date && taken.getTime() > 0 && { takenOn: taken.toISOString().slice(0, 19) }),
    ...(camera && { camera }),
    ...(orientation && { orientation }),
    ...(latitude !== undefined && longitude !== undefined && { latitude, longitude }),
  };
}

/** Damaged tags are no tags: the picture may be fine. */
function parseExif(bytes: Buffer): readExif.Exif | undefined {
  try {
    return readExif(bytes);
  } catch {
    return undefined;
  }
}

/** `Canon EOS 5D`, whether or not the model repeats its maker. */
function formatCamera(make: unknown, model: unknown): string | undefined {
  const [maker, name] = [make, model].map(part =>
    typeof part === 'string' ? part.replaceAll('\0', '').trim() : '',
  );
  if (!maker || !name) return maker || name || undefined;
  return name.toLowerCase().startsWith(maker.toLowerCase()) ? name : `${maker} ${name}`;
}

/** Degrees, minutes and seconds to degrees, negative in the south and the west. */
function parseDegrees(parts: unknown, reference: unknown): number | undefined {
  if (!Array.isArray(parts)) return undefined;
  const [degrees = Number.NaN, minutes = 0, seconds = 0] = parts as number[];
  const value = degrees + minutes / 60 + seconds / 3600;
  if (!Number.isFinite(value) || value > 180) return undefined;
  const isNegative = typeof reference === 'string' && /^[SW]/i.test(reference);
  return Number((isNegative ? -value : value).toFixed(6));
}
