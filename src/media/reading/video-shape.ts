import { AV_PKT_DATA_DISPLAYMATRIX } from 'node-av/constants';
import type { Stream } from 'node-av/lib';

/** Clockwise turn for display, in quarters: 0, 90, 180, 270. */
export function rotationOf(stream: Stream): 0 | 90 | 180 | 270 {
  const matrix = stream.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX);
  // Nine fixed-point numbers by rows; the first two columns of the first row are cosine and sine.
  // Source: FFmpeg, libavutil/display.h.
  if (!matrix || matrix.length < 36) return 0;
  const degrees = (Math.atan2(matrix.readInt32LE(4), matrix.readInt32LE(0)) * 180) / Math.PI;
  return (((Math.round(degrees / 90) + 4) % 4) * 90) as 0 | 90 | 180 | 270;
}

/** Width over height of a pixel. */
export function pixelAspectOf(stream: Stream): number {
  for (const { num, den } of [stream.sampleAspectRatio, stream.codecpar.sampleAspectRatio]) {
    if (num > 0 && den > 0) return num / den;
  }
  return 1;
}
