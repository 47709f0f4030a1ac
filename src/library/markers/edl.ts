import type { Marker } from '../../domain/analysis.ts';

/** A commercial break, which players skip and never cut out: also intros and credits, as no other action leaves them there. */
const skip = 3;

/**
 * An edit decision list as Kodi, MPlayer and comskip's tools read it: start, end and action of each marker, in seconds.
 *
 * @param markers in order of time
 */
export function formatEdl(markers: readonly Marker[]): string {
  const lines = markers.map(({ startMs, endMs }) => `${seconds(startMs)}\t${seconds(endMs)}\t${skip}\n`);
  return lines.join('');
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
