/** When a line of subtitles is shown, in ms from the start of the film. */
export interface Shown {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Formats whose times are read; those of the others count frames, or are pictures. */
export const timedFormats: ReadonlySet<string> = new Set(['srt', 'vtt', 'ass', 'ssa']);

/** `00:01:02,500 --> 00:01:04,000`, with a point or a comma; WebVTT leaves hours out. */
const arrow =
  /(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})/;
/** `Dialogue: 0,0:01:02.50,0:01:04.00,…`. */
const dialogue =
  /^Dialogue:[^,]*,\s*(\d{1,3}):(\d{1,2}):(\d{1,2})[.:](\d{1,3})\s*,\s*(\d{1,3}):(\d{1,2}):(\d{1,2})[.:](\d{1,3})/;

/** Reads when lines are shown, in order of time. What is no line, or ends before it begins, is passed over. */
export function parseTimes(text: string, format: string): readonly Shown[] {
  const pattern = format === 'ass' || format === 'ssa' ? dialogue : arrow;
  const found: Shown[] = [];
  for (const line of text.split('\n')) {
    // What is longer is no line of times; patterns take a while on it.
    const match = pattern.exec(line.slice(0, 200));
    if (!match) continue;
    const fromMs = toMs(match.slice(1, 5));
    const end = toMs(match.slice(5, 9));
    if (end > fromMs) found.push({ fromMs, toMs: end });
  }
  return found.sort((a, b) => a.fromMs - b.fromMs);
}

function toMs([hours = '0', minutes, seconds, fraction = '0']: readonly (string | undefined)[]): number {
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return whole * 1000 + Math.round(Number(`0.${fraction}`) * 1000);
}
