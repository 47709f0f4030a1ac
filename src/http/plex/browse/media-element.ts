import { basename } from 'node:path';
import type { CatalogueMedia, CataloguePart } from '../../../domain/catalogue.ts';
import type { ItemType } from '../../../domain/library.ts';
import type { StreamFacts } from '../../../domain/media.ts';
import { resolutionOf } from '../../../domain/resolution.ts';
import type { Element } from '../response.ts';
import { codecName, containerName, frameRateName } from './format-names.ts';
import { streamElements, toKilobits } from './stream-element.ts';

/** A version of an item with its parts; with their streams where every detail is told. */
export function mediaElement(media: CatalogueMedia, type: ItemType, isDetailed: boolean): Element {
  const [first] = media.parts;
  const stream = (kind: StreamFacts['kind']) => first?.streams.find(candidate => candidate.kind === kind);
  const video = stream('video');
  const audio = stream('audio');
  const { width, height } = first ?? {};
  const isPicture = type === 'photo' || video !== undefined;
  return {
    id: media.id,
    duration: durationOf(media.parts),
    bitrate: toKilobits(first?.bitrate),
    width: isPicture ? width : undefined,
    height: isPicture ? height : undefined,
    aspectRatio: isPicture ? aspectRatio(width, height, video) : undefined,
    audioChannels: audio?.channels,
    audioCodec: audio && codecName(audio.codec),
    audioProfile: audio?.profile?.toLowerCase(),
    videoCodec: video && codecName(video.codec),
    videoResolution: video && width && height ? resolutionOf(width, height) : undefined,
    videoFrameRate: frameRateName(video?.frameRate),
    videoProfile: video?.profile?.toLowerCase(),
    container: first && containerName(first.container, first.path),
    title: media.edition,
    hasVoiceActivity: first?.isSpeechKnown || undefined,
    model: first?.photo?.camera,
    Part: media.parts.map(part => partElement(part, isDetailed)),
  };
}

/** Of all parts after one another; undefined while one of them is not known. */
export function durationOf(parts: readonly CataloguePart[]): number | undefined {
  let sum = 0;
  for (const { durationMs } of parts) {
    if (durationMs === undefined) return undefined;
    sum += durationMs;
  }
  return parts.length === 0 ? undefined : sum;
}

function partElement(part: CataloguePart, isDetailed: boolean): Element {
  return {
    id: part.id,
    key: `/library/parts/${part.id}/file/${encodeURIComponent(basename(part.path))}`,
    duration: part.durationMs,
    file: part.path,
    size: part.size,
    container: containerName(part.container, part.path),
    indexes: part.hasIndexFile ? 'sd' : undefined,
    hasThumbnail: part.hasIndexFile || undefined,
    ...(isDetailed && {
      accessible: part.isPresent && part.isOnline,
      exists: part.isPresent,
      Stream: streamElements(part),
    }),
  };
}

/** Width over height as it is shown, to two digits. */
function aspectRatio(width?: number, height?: number, video?: StreamFacts): number | undefined {
  if (!width || !height) return undefined;
  return Math.round((width * (video?.pixelAspect ?? 1) * 100) / height) / 100;
}
