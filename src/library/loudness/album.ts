import type { Loudness, LoudnessBlocks, TrackLoudness } from '../../domain/loudness.ts';

/** The absolute gate of BS.1770, LUFS: what is below does not count as sound. */
const absoluteGate = -70;
/** An album on which there is nothing to hear. */
export const silentAlbum: Loudness = { integrated: absoluteGate, range: 0 };
/** By how much the mean of what is above that exceeds the relative gate, LU (BS.1770-4). */
const relativeGate = 10;
/** Between two classes of blocks, LU. */
const step = 0.1;

/**
 * How loud an album is: measured as if its tracks were one. The blocks of all tracks pass the gates together, so that a
 * quiet interlude weighs less than it would as a track of its own. The loudness range is that of the loudest ranging track,
 * as what lies between tracks is no range of the music.
 *
 * Undefined where there is nothing to hear.
 */
export function sumUp(tracks: readonly TrackLoudness[]): Loudness | undefined {
  const classes = tracks.flatMap(({ blocks }) => classesOf(blocks));
  const ungated = meanLoudness(classes);
  if (ungated === undefined) return undefined;
  const gate = ungated - relativeGate;
  const integrated = meanLoudness(classes.filter(({ loudness }) => loudness > gate)) ?? ungated;
  const peaks = tracks.flatMap(({ samplePeak }) => samplePeak ?? []);
  return {
    integrated: Math.round(integrated * 100) / 100,
    range: Math.max(...tracks.map(({ range }) => range)),
    ...(peaks.length > 0 && { samplePeak: Math.max(...peaks) }),
  };
}

function classesOf({ from, counts }: LoudnessBlocks): { loudness: number; count: number }[] {
  // In the middle of the class: the blocks of a class are spread over it.
  return counts.map((count, n) => ({ loudness: from + (n + 0.5) * step, count }));
}

/** By the mean of their power. Undefined without blocks above the absolute gate. */
function meanLoudness(
  classes: readonly { readonly loudness: number; readonly count: number }[],
): number | undefined {
  let power = 0;
  let blocks = 0;
  for (const { loudness, count } of classes) {
    if (loudness < absoluteGate) continue;
    power += count * 10 ** (loudness / 10);
    blocks += count;
  }
  return blocks > 0 ? 10 * Math.log10(power / blocks) : undefined;
}
