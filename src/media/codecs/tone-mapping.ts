import { AVCOL_TRC_ARIB_STD_B67, AVCOL_TRC_SMPTE2084 } from 'node-av/constants';
import type { Frame } from 'node-av/lib';
import type { FilterStep } from './filter-chain.ts';

/** Whether a picture is for screens that shine brighter than others: HDR10, Dolby Vision, HLG. */
export function isHdr({ colorTrc }: Frame): boolean {
  return colorTrc === AVCOL_TRC_SMPTE2084 || colorTrc === AVCOL_TRC_ARIB_STD_B67;
}

/** From such a picture in 4:2:0 to one for all screens. */
export const toneMapping: readonly FilterStep[] = [
  ['format', 'pix_fmts=yuv420p10le'],
  // With the filter's own knee, what shines brighter than 1,000 candela turns dark.
  ['tonemapx', 'tonemap=bt2390:param=0.5:desat=0:peak=100:t=bt709:m=bt709:p=bt709:format=yuv420p'],
];
