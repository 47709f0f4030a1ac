import {
  AV_PKT_DATA_DOVI_CONF,
  AVCOL_TRC_ARIB_STD_B67,
  AVCOL_TRC_SMPTE2084,
  type AVColorTransferCharacteristic,
} from 'node-av/constants';
import type { Stream } from 'node-av/lib';
import type { Hdr } from '../../domain/deep-facts.ts';

/**
 * The kind of high dynamic range, if any.
 *
 * @param transfer of a decoded picture, which knows where the container is silent
 */
export function findHdr(
  stream: Stream,
  transfer: AVColorTransferCharacteristic | undefined,
): Hdr | undefined {
  const dolbyVision = findDolbyVision(stream);
  const curves = [transfer, stream.codecpar.colorTrc];
  const base = curves.includes(AVCOL_TRC_SMPTE2084)
    ? 'hdr10'
    : curves.includes(AVCOL_TRC_ARIB_STD_B67)
      ? 'hlg'
      : undefined;
  if (!base && !dolbyVision) return undefined;
  return { ...(base && { base }), ...(dolbyVision && { dolbyVision }) };
}

/** The configuration record, one byte for each of its fields (FFmpeg, libavutil/dovi_meta.h). */
function findDolbyVision({ codecpar }: Stream): Hdr['dolbyVision'] {
  const record = codecpar.getCodedSideData(AV_PKT_DATA_DOVI_CONF);
  if (!record || record.length < 8) return undefined;
  const [, , profile = 0, level = 0, , , , compatibility = 0] = record;
  return { profile, level, compatibility };
}
