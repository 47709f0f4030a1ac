import sharp from 'sharp';
import { createPicture, type Jpeg, type Picture } from './picture.ts';
import type { Painting, PhotoTags } from './works/work.ts';

/** Paints a picture and encodes it, at a fraction of its size if wanted. */
export async function encodePainting(painting: Painting, scale = 1, tags?: PhotoTags): Promise<Jpeg> {
  const even = (length: number) => 2 * Math.round((length * scale) / 2);
  const picture = createPicture(even(painting.width), even(painting.height));
  painting.paint(picture);
  const { width, height } = picture;
  const image = sharp(toRgb(picture), { raw: { width, height, channels: 3 } });
  if (tags?.orientation) image.rotate(tags.orientation === 6 ? 270 : 90);
  if (tags) image.withExif(exifOf(tags));
  if (tags?.orientation) image.withMetadata({ orientation: tags.orientation });
  const { data, info } = await image.jpeg({ quality: 84 }).toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}

/** BT.601 in video range, the inverse of `colour`. */
function toRgb({ width, height, luma, cb, cr }: Picture): Buffer {
  const rgb = Buffer.alloc(width * height * 3);
  const clamped = (value: number) => Math.min(255, Math.max(0, value + 0.5));
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const chromaAt = (y >> 1) * (width >> 1) + (x >> 1);
      const level = 1.164384 * ((luma[y * width + x] ?? 0) - 16);
      const blue = (cb[chromaAt] ?? 0) - 128;
      const red = (cr[chromaAt] ?? 0) - 128;
      rgb[at++] = clamped(level + 1.596027 * red);
      rgb[at++] = clamped(level - 0.391762 * blue - 0.812968 * red);
      rgb[at++] = clamped(level + 2.017232 * blue);
    }
  }
  return rgb;
}

function exifOf({ make, model, takenAt, place }: PhotoTags) {
  const [latitude, longitude] = place ?? [];
  return {
    IFD0: { Make: make, Model: model, DateTime: takenAt },
    // The Exif directory.
    IFD2: { DateTimeOriginal: takenAt, DateTimeDigitized: takenAt, FNumber: '28/10', FocalLength: '35/1' },
    // The GPS directory.
    ...(latitude !== undefined &&
      longitude !== undefined && {
        IFD3: {
          GPSLatitudeRef: latitude < 0 ? 'S' : 'N',
          GPSLatitude: degrees(latitude),
          GPSLongitudeRef: longitude < 0 ? 'W' : 'E',
          GPSLongitude: degrees(longitude),
        },
      }),
  };
}

/** Degrees, minutes and hundredths of seconds as three fractions. */
function degrees(angle: number): string {
  const seconds = Math.round(Math.abs(angle) * 360_000);
  return `${Math.floor(seconds / 360_000)}/1 ${Math.floor(seconds / 6000) % 60}/1 ${seconds % 6000}/100`;
}
