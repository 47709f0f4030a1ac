import type { CataloguePart } from '../../../domain/catalogue.ts';
import { replayGain } from '../../../domain/loudness.ts';
import type { StreamFacts } from '../../../domain/media.ts';
import type { Sidecar } from '../../../domain/metadata.ts';
import { resolutionOf } from '../../../domain/resolution.ts';
import type { Element } from '../response.ts';
import { channelsTitle, codecName, codecTitle } from './format-names.ts';
import { findLanguage } from './language.ts';

/** Ids of streams are made of the part's and the place in it, so that they stay; files beside it come after its own. */
const streamsPerPart = 1_024;
const firstSidecar = 768;

const streamTypes = { video: 1, audio: 2, subtitle: 3, lyrics: 4 } as const;

/** All streams of a part, and those beside it. Pictures inside the file are no streams to Plex. */
export function streamElements(part: CataloguePart): Element[] {
  const selected = new Set<StreamFacts>();
  for (const kind of ['video', 'audio'] as const) {
    const ofKind = part.streams.filter(stream => stream.kind === kind);
    const first = ofKind.find(stream => stream.isDefault) ?? ofKind[0];
    if (first) selected.add(first);
  }
  const inside = part.streams.flatMap(stream => {
    const common = {
      id: part.id * streamsPerPart + stream.index,
      selected: selected.has(stream) || undefined,
    };
    return stream.kind === 'image' ? [] : { ...common, ...toElement(part, stream) };
  });
  return [...inside, ...part.sidecars.map((_, place) => sidecarElement(part, place))];
}

/** The part, and the place among its sidecars, of a stream's id; undefined for one that is in the file. */
export function parseSidecarId(id: number): { partId: number; place: number } | undefined {
  const place = (id % streamsPerPart) - firstSidecar;
  return place < 0 ? undefined : { partId: Math.floor(id / streamsPerPart), place };
}

function toElement(part: CataloguePart, stream: StreamFacts): Element {
  const language = findLanguage(stream.language);
  const title = { video: videoTitle, audio: audioTitle, subtitle: subtitleTitle, image: codecOnly }[
    stream.kind
  ];
  return {
    streamType: stream.kind === 'image' ? undefined : streamTypes[stream.kind],
    codec: codecName(stream.codec),
    index: stream.index,
    default: stream.isDefault || undefined,
    forced: stream.isForced || undefined,
    bitrate: toKilobits(stream.bitrate),
    language: language?.name,
    languageCode: language?.code,
    languageTag: language?.tag,
    profile: stream.profile?.toLowerCase(),
    bitDepth: stream.bitDepth,
    width: stream.width,
    height: stream.height,
    frameRate: stream.frameRate && Math.round(stream.frameRate * 1_000) / 1_000,
    colorTrc: stream.colorTransfer,
    channels: stream.channels,
    audioChannelLayout: stream.channelLayout,
    samplingRate: stream.sampleRate,
    ...loudnessOf(part, stream),
    title: stream.title,
    displayTitle: title(stream, language?.name),
    extendedDisplayTitle: [stream.title, title(stream, language?.name)].filter(Boolean).join(' – '),
  };
}

function loudnessOf(part: CataloguePart, { index }: StreamFacts): Element {
  const found = part.loudness.find(({ stream }) => stream === index);
  if (!found) return {};
  const album = part.albumLoudness;
  return {
    loudness: found.integrated,
    lra: found.range,
    peak: amplitude(found.truePeak ?? found.samplePeak),
    gain: replayGain(found),
    ...(album && {
      albumGain: replayGain(album),
      albumPeak: amplitude(album.samplePeak),
      albumRange: album.range,
    }),
  };
}

/** Plex tells peaks as a share of full scale. */
function amplitude(decibels: number | undefined): number | undefined {
  return decibels === undefined ? undefined : Number((10 ** (decibels / 20)).toFixed(6));
}

function videoTitle({ width = 0, height = 0, codec, colorTransfer }: StreamFacts): string {
  const name = resolutionOf(width, height);
  const size = name === 'sd' || name.endsWith('k') ? name.toUpperCase() : `${name}p`;
  const isHdr = colorTransfer === 'smpte2084' || colorTransfer === 'arib-std-b67';
  return `${size}${isHdr ? ' HDR' : ''} (${codecTitle(codec)})`;
}

function audioTitle({ codec, channels }: StreamFacts, language = 'Unknown'): string {
  return `${language} (${[codecTitle(codec), channelsTitle(channels)].filter(Boolean).join(' ')})`;
}

function subtitleTitle({ codec, isForced }: StreamFacts, language = 'Unknown'): string {
  return `${language}${isForced ? ' Forced' : ''} (${codecTitle(codec)})`;
}

function codecOnly({ codec }: StreamFacts): string {
  return codecTitle(codec);
}

function sidecarElement({ id: partId, sidecars, subtitleOffsets }: CataloguePart, place: number): Element {
  const sidecar = sidecars[place] as Sidecar;
  const language = findLanguage(sidecar.language);
  const id = partId * streamsPerPart + firstSidecar + place;
  const marks = [sidecar.isForced && 'Forced', sidecar.isSdh && 'SDH'].filter(Boolean).join(' ');
  const name = [language?.name ?? 'Unknown', marks].filter(Boolean).join(' ');
  const displayTitle = `${name} (${sidecar.format.toUpperCase()} External)`;
  return {
    id,
    streamType: streamTypes[sidecar.kind],
    key: `/library/streams/${id}`,
    codec: sidecar.format,
    format: sidecar.format,
    default: sidecar.isDefault || undefined,
    forced: sidecar.isForced || undefined,
    hearingImpaired: sidecar.isSdh || undefined,
    // Beyond Plex: by how many ms subtitles should come later to fit what is spoken.
    speechOffset: subtitleOffsets.find(({ file }) => file === sidecar.file)?.offsetMs,
    // Words that come at their time, rather than all at once.
    timed: sidecar.kind === 'lyrics' ? sidecar.format === 'lrc' : undefined,
    language: language?.name,
    languageCode: language?.code,
    languageTag: language?.tag,
    title: sidecar.title,
    displayTitle,
    extendedDisplayTitle: [sidecar.title, displayTitle].filter(Boolean).join(' – '),
  };
}

/** Plex counts in 1,000 bits per second. */
export function toKilobits(bitrate: number | undefined): number | undefined {
  return bitrate === undefined ? undefined : Math.round(bitrate / 1_000);
}
