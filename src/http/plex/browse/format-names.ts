import { extname } from 'node:path';

/** What Plex calls a codec that FFmpeg calls otherwise. */
const codecs: Readonly<Record<string, string>> = {
  dts: 'dca',
  subrip: 'srt',
  webvtt: 'vtt',
  hdmv_pgs_subtitle: 'pgs',
  dvd_subtitle: 'vobsub',
  dvb_subtitle: 'dvb_subtitle',
  mjpeg: 'jpeg',
};

export function codecName(codec: string): string {
  return codec.startsWith('pcm_') ? 'pcm' : (codecs[codec] ?? codec);
}

/** How people write it: `H.264`, `AAC`, `SRT`. */
export function codecTitle(codec: string): string {
  return titles[codec] ?? codecName(codec).toUpperCase();
}

const titles: Readonly<Record<string, string>> = {
  h264: 'H.264',
  hevc: 'HEVC',
  av1: 'AV1',
  vp9: 'VP9',
  mpeg2video: 'MPEG-2',
  mpeg4: 'MPEG-4',
  eac3: 'EAC3',
  dts: 'DTS',
  truehd: 'TrueHD',
  mov_text: 'MOV_TEXT',
  vorbis: 'Vorbis',
  opus: 'Opus',
};

/** FFmpeg knows families of formats (`mov` is MP4 too), Plex their members, which the extension tells. */
const containers: Readonly<Record<string, string>> = {
  matroska: 'mkv',
  webm: 'mkv',
  asf: 'asf',
  jpeg: 'jpeg',
};
const members: Readonly<Record<string, readonly string[]>> = {
  mov: ['mp4', 'm4v', 'm4a', 'm4b', 'mov', '3gp'],
  mpegts: ['ts', 'm2ts', 'mts'],
  ogg: ['ogg', 'oga', 'opus', 'ogv'],
};

export function containerName(container: string | undefined, path: string): string | undefined {
  if (container === undefined) return undefined;
  const extension = extname(path).slice(1).toLowerCase();
  if (!members[container]?.includes(extension)) return containers[container] ?? container;
  if (container === 'mpegts') return 'mpegts';
  return extension === 'm4v' || extension === 'm4a' || extension === 'm4b' ? 'mp4' : extension;
}

/** By their number: Plex's words for arrangements of loudspeakers. */
export function channelsTitle(channels: number | undefined): string | undefined {
  if (channels === undefined) return undefined;
  return { 1: 'Mono', 2: 'Stereo', 6: '5.1', 7: '6.1', 8: '7.1' }[channels] ?? `${channels} Channels`;
}

/** Plex's classes of frame rates: `24p`, `PAL`, `NTSC`. */
export function frameRateName(rate: number | undefined): string | undefined {
  if (rate === undefined || rate <= 0) return undefined;
  const rounded = Math.round(rate);
  return { 25: 'PAL', 30: 'NTSC' }[rounded] ?? `${rounded}p`;
}
