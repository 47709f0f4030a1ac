import type { Api } from '../../../../sdk/src/index.ts';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/i18n.ts';
import { formatBitrate } from './words.ts';

/** The chapter and markers of a moment, and how loud and how large it is. */
export function describeAt(part: Api.Part, at: number): string[] {
  const chapter = part.chapters.findLastIndex(({ startMs }) => startMs <= at);
  const found = part.chapters[chapter];
  const [track] = part.loudness;
  const loudness = valueAt(track?.curve, at);
  const bitrate = valueAt(part.bitrateCurve, at);
  return [
    found && nameOfChapter(found, chapter),
    ...part.markers
      .filter(({ startMs, endMs }) => startMs <= at && at < endMs)
      .map(({ kind }) => t(`marker.${kind}`)),
    loudness === undefined ? undefined : `${formatNumber(loudness, { maximumFractionDigits: 0 })} LUFS`,
    bitrate === undefined ? undefined : formatBitrate(bitrate),
  ].filter(one => one !== undefined);
}

function valueAt(curve: Api.TrackLoudness['curve'] | undefined, at: number): number | undefined {
  return curve?.values[Math.floor(at / curve.stepMs)];
}

export function nameOfChapter({ title }: Api.Chapter, place: number): string {
  return title || t('scrub.chapter', { number: place + 1 });
}
