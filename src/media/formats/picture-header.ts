import type { PictureFormat } from '../../domain/metadata.ts';
import { readJpegSize } from './jpeg-size.ts';

export interface PictureHeader {
  readonly format: PictureFormat;
  readonly width: number;
  readonly height: number;
}

/**
 * What the header of a picture says of it, without decoding anything: JPEG (ITU-T T.81), PNG (W3C), GIF89a, and WebP
 * (RFC 9649) in its three forms. Undefined where it is none of these.
 */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (from: number, to: number) => file.toString('latin1', from, to);
  if (text(0, 3) === '\xff\xd8\xff') return readJpeg(file);
  if (file.length < 32) return undefined;
  if (text(0, 8) === '\x89PNG\r\n\x1a\n' && text(12, 16) === 'IHDR') {
    return { format: 'png', width: file.readUInt32BE(16), height: file.readUInt32BE(20) };
  }
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') {
    return { format: 'gif', width: file.readUInt16LE(6), height: file.readUInt16LE(8) };
  }
  return text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP' ? readWebp(file) : undefined;
}

function readJpeg(file: Buffer): PictureHeader | undefined {
  try {
    return { format: 'jpeg', ...readJpegSize(file) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readWebp(file: Buffer): PictureHeader | undefined {
  const format = 'webp';
  switch (file.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { format, width: file.readUIntLE(24, 3) + 1, height: file.readUIntLE(27, 3) + 1 };
    case 'VP8 ':
      // Of a key frame, behind its start code; the two upper bits are for scaling.
      if (file.readUIntBE(23, 3) !== 0x9d012a) return undefined;
      return { format, width: file.readUInt16LE(26) & 0x3fff, height: file.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      if (file[20] !== 0x2f) return undefined;
      const bits = file.readUInt32LE(21);
      return { format, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    default:
      return undefined;
  }
}
