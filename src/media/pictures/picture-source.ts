import type { AVPixelFormat } from 'node-av/constants';
import { avGetPixFmtName, type Frame } from 'node-av/lib';
import type { FilterStep } from '../codecs/filter-chain.ts';

/** The beginning of a filter chain for pictures like this one: of its size, its pixels and its colours. */
export function pictureSource(picture: Frame): FilterStep {
  const settings = [
    `video_size=${picture.width}x${picture.height}`,
    `pix_fmt=${avGetPixFmtName(picture.format as AVPixelFormat)}`,
    'time_base=1/1000',
    'pixel_aspect=1/1',
    `colorspace=${picture.colorSpace}`,
    `range=${picture.colorRange}`,
  ];
  return ['buffer', settings.join(':')];
}
