/**
 * Thumbnails for web players: a WebVTT file whose cues name a sheet, and the picture's place in it, as a media fragment.
 *
 *     WEBVTT
 *
 *     00:00:00.000 --> 00:00:02.000
 *     320%20-%2010x10/0.jpg#xywh=0,0,320,180
 *
 * Sources: W3C WebVTT; W3C Media Fragments URI 1.0, 4.2.2.
 */
export interface ThumbnailCue {
  /** Half-open span in milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
  /** Path of the sheet from where the track is, `/` between names. */
  readonly sheet: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function formatThumbnailTrack(cues: Iterable<ThumbnailCue>): string {
  let text = 'WEBVTT\n';
  for (const { startMs, endMs, sheet, x, y, width, height } of cues) {
    const url = sheet.split('/').map(encodeURIComponent).join('/');
    text += `\n${formatTime(startMs)} --> ${formatTime(endMs)}\n${url}#xywh=${x},${y},${width},${height}\n`;
  }
  return text;
}

/** Throws a RangeError that names the first thing that is not as it must be. */
export function parseThumbnailTrack(text: string): ThumbnailCue[] {
  const [header, ...blocks] = text.split(/\r?\n(?:\r?\n)+/);
  must(/^WEBVTT(?:[ \t\r\n]|$)/.test(header ?? ''), 'it does not begin with WEBVTT');
  let before = 0;
  return blocks.flatMap((block, n) => {
    if (block.trim() === '') return [];
    const [times = '', payload = ''] = block.split(/\r?\n/);
    const [start, end] = times.split(' --> ').map(parseTime);
    must(start !== undefined && end !== undefined, `cue ${n} has no times`);
    must(start >= before && end > start, `the times of cue ${n} are out of order`);
    before = start;
    const [, url, ...numbers] = /^([^#\s]+)#xywh=(\d+),(\d+),(\d+),(\d+)$/.exec(payload) ?? [];
    const [x = 0, y = 0, width = 0, height = 0] = numbers.map(Number);
    must(url !== undefined && width > 0 && height > 0, `cue ${n} names no part of a picture`);
    return [{ startMs: start, endMs: end, sheet: decode(url, n), x, y, width, height }];
  });
}

function decode(url: string, n: number): string {
  try {
    return url.split('/').map(decodeURIComponent).join('/');
  } catch {
    throw new RangeError(`This is no track of thumbnails: the address in cue ${n} is malformed.`);
  }
}

/** `01:02:03.004`, with as many hours as it takes. */
function formatTime(ms: number): string {
  const whole = Math.round(ms);
  const seconds = Math.floor(whole / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const clock = parts.map(part => String(part).padStart(2, '0')).join(':');
  return `${clock}.${String(whole % 1000).padStart(3, '0')}`;
}

function parseTime(text: string): number | undefined {
  const match = /^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})$/.exec(text);
  if (!match) return undefined;
  const [hours = 0, minutes = 0, seconds = 0, ms = 0] = match.slice(1).map(part => Number(part ?? 0));
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
}

function must(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new RangeError(`This is no track of thumbnails: ${otherwise}.`);
}
