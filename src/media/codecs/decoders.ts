import { requireEngine } from './engine.ts';

/** What libraries are made of, each with FFmpeg's names of what can decode it. */
const decoders: Readonly<Record<string, readonly string[]>> = {
  'H.264': ['h264'],
  HEVC: ['hevc'],
  AV1: ['libdav1d', 'av1'],
  VP9: ['vp9', 'libvpx-vp9'],
  'MPEG-2': ['mpeg2video'],
  'MPEG-4': ['mpeg4'],
  'VC-1': ['vc1'],
  AAC: ['aac'],
  'Dolby Digital': ['ac3'],
  'Dolby Digital Plus': ['eac3'],
  'Dolby TrueHD': ['truehd'],
  DTS: ['dca'],
  FLAC: ['flac'],
  MP3: ['mp3', 'mp3float'],
  Opus: ['opus', 'libopus'],
  Vorbis: ['vorbis', 'libvorbis'],
  ALAC: ['alac'],
  JPEG: ['mjpeg'],
};

/** Which formats this media engine can read, and which it cannot. Throws `media-engine-missing`. */
export async function findDecoders(): Promise<{ found: readonly string[]; missing: readonly string[] }> {
  await requireEngine();
  const { Codec } = await import('node-av/lib');
  const isThere = (format: string) =>
    decoders[format]?.some(name =>
      Codec.findDecoderByName(name as Parameters<typeof Codec.findDecoderByName>[0]),
    );
  const formats = Object.keys(decoders);
  return { found: formats.filter(isThere), missing: formats.filter(format => !isThere(format)) };
}
