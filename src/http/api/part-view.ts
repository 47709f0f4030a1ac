import { z } from '@hono/zod-openapi';
import { markerKinds } from '../../domain/analysis.ts';
import type { CataloguePart } from '../../domain/catalogue.ts';
import { partStates, type TaskProduct } from '../../domain/coverage.ts';
import type { PartDetails } from '../../domain/item-finder.ts';
import type { SectionType } from '../../domain/library.ts';
import { replayGain, type TrackLoudness } from '../../domain/loudness.ts';
import { type StreamFacts, streamKinds } from '../../domain/media.ts';
import { curveView, viewCurve } from './curve.ts';
import { partFailureView, productView, viewPartFailure, viewProducts } from './product-view.ts';

const ms = z.int().min(0).openapi({ example: 90_000 });

const streamView = z
  .object({
    index: z.int().openapi({ example: 0 }),
    kind: z.enum(streamKinds),
    codec: z.string().openapi({ example: 'h264' }),
    profile: z.string().optional().openapi({ example: 'High' }),
    language: z.string().optional().openapi({ example: 'eng' }),
    title: z.string().optional().openapi({ example: 'Director’s commentary' }),
    isDefault: z.boolean(),
    isForced: z.boolean(),
    bitrate: z.number().optional().openapi({ description: 'Bits per second.', example: 4_500_000 }),
    width: z.int().optional().openapi({ example: 1920 }),
    height: z.int().optional().openapi({ example: 800 }),
    frameRate: z.number().optional().openapi({ example: 24 }),
    bitDepth: z.int().optional().openapi({ example: 8 }),
    colorTransfer: z.string().optional().openapi({ example: 'bt709' }),
    channels: z.int().optional().openapi({ example: 6 }),
    channelLayout: z.string().optional().openapi({ example: '5.1' }),
    sampleRate: z.int().optional().openapi({ example: 48_000 }),
  })
  .openapi('Stream');

const chapterView = z
  .object({
    startMs: ms,
    endMs: ms,
    title: z.string().optional().openapi({ example: 'Departure' }),
    picture: z.string().optional().openapi({
      description: 'Path of its picture, on this server.',
      example: '/library/media/7/chapterImages/1',
    }),
  })
  .openapi('Chapter');

const markerView = z
  .object({ kind: z.enum(markerKinds), startMs: ms, endMs: ms, final: z.boolean() })
  .openapi('Marker');

const loudnessView = z
  .object({
    stream: z.int().openapi({ description: 'Index of the stream.', example: 1 }),
    integrated: z.number().openapi({ description: 'LUFS, by EBU R 128.', example: -23.4 }),
    range: z.number().openapi({ description: 'LU, by EBU Tech 3342.', example: 14.2 }),
    samplePeak: z.number().optional().openapi({ description: 'dBFS.', example: -1.1 }),
    truePeak: z.number().optional().openapi({ description: 'dBTP, where it was measured.', example: -0.9 }),
    gain: z.number().openapi({ description: 'ReplayGain 2.0, dB.', example: 5.4 }),
    curve: curveView('Momentary loudness in LUFS, the highest of each step.', [-70, -31.5, -22.1]),
  })
  .openapi('TrackLoudness');

export const partView = z
  .object({
    id: z.int().openapi({ example: 7 }),
    path: z.string().openapi({ example: '/media/films/Night Train to Meridian (2022).mp4' }),
    bytes: z.int().min(0).openapi({ example: 4_200_000_000 }),
    state: z.enum(partStates),
    container: z.string().optional().openapi({ example: 'mov' }),
    durationMs: ms.optional(),
    bitrate: z.number().optional().openapi({ description: 'Bits per second.', example: 6_200_000 }),
    width: z.int().optional().openapi({ example: 1920 }),
    height: z.int().optional().openapi({ example: 800 }),
    streams: z.array(streamView),
    chapters: z.array(chapterView).openapi({ description: 'Those of the file, or those that were made.' }),
    markers: z.array(markerView),
    products: z
      .array(productView)
      .openapi({ description: 'What there is of all that tasks make of it, and why the rest is not.' }),
    failures: z
      .array(partFailureView)
      .openapi({ description: 'Of tasks that could not do their work on it.' }),
    loudness: z.array(loudnessView),
    bitrateCurve: curveView(
      'Bits per second of all streams together, the most of each step.',
      [5_100_000, 7_300_000],
    ).optional(),
    indexFile: z.string().optional().openapi({
      description:
        'Path of its index file (BIF), on this server. With a slash and milliseconds after it, of the picture of that moment.',
      example: '/library/parts/7/indexes/sd',
    }),
    sidecars: z
      .array(
        z.object({ kind: z.enum(['subtitle', 'lyrics']), path: z.string(), language: z.string().optional() }),
      )
      .openapi({
        description: 'Files beside it that belong to it.',
        example: [{ kind: 'subtitle', path: '/media/films/Night Train.de.srt', language: 'de' }],
      }),
  })
  .openapi('Part');

interface Surroundings {
  readonly mediaId: number;
  /** Chapters in the parts of the media before this one. */
  readonly chaptersBefore: number;
  readonly sectionType: SectionType;
  readonly details: PartDetails | undefined;
  readonly products: readonly TaskProduct[];
}

export function viewPart(part: CataloguePart, around: Surroundings): z.infer<typeof partView> {
  const { id, path, size, container, durationMs, bitrate, width, height } = part;
  const { details, sectionType, products } = around;
  return {
    id,
    path,
    bytes: size,
    state: details?.state ?? 'missing',
    container,
    durationMs: durationMs === undefined ? undefined : Math.round(durationMs),
    bitrate,
    width,
    height,
    streams: part.streams.map(viewStream),
    chapters: viewChapters(part, around),
    markers: part.markers.map(({ kind, startMs, endMs, final = false }) => ({ kind, startMs, endMs, final })),
    products: details ? viewProducts(details, sectionType, products) : [],
    failures: (details?.failures ?? []).map(viewPartFailure),
    loudness: part.loudness.map(viewLoudness),
    bitrateCurve: details?.deep && viewCurve(details.deep.bitsPerSecond),
    indexFile: part.hasIndexFile ? `/library/parts/${id}/indexes/sd` : undefined,
    sidecars: part.sidecars.map(({ kind, file, language }) => ({ kind, path: file, language })),
  };
}

function viewStream(stream: StreamFacts) {
  const { index, kind, codec, profile, language, title, isDefault, isForced, bitrate, width, height } =
    stream;
  const { frameRate, bitDepth, colorTransfer, channels, channelLayout, sampleRate } = stream;
  return {
    ...{ index, kind, codec, profile, language, title, isDefault, isForced, bitrate, width, height },
    ...{ frameRate, bitDepth, colorTransfer, channels, channelLayout, sampleRate },
  };
}

function viewChapters({ chapters, chapterThumbs }: CataloguePart, { mediaId, chaptersBefore }: Surroundings) {
  const shown = chapters.length > 0 ? chapters : (chapterThumbs?.chapters ?? []);
  return shown.map((chapter, place) => ({
    startMs: Math.round(chapter.startMs),
    endMs: Math.round(chapter.endMs),
    title: 'title' in chapter ? chapter.title : undefined,
    picture:
      chapterThumbs?.chapters[place]?.atMs === undefined
        ? undefined
        : `/library/media/${mediaId}/chapterImages/${chaptersBefore + place + 1}`,
  }));
}

/** How many chapters the address of a picture counts of it. */
export function countChapters({ chapters, chapterThumbs }: CataloguePart): number {
  return chapterThumbs?.chapters.length ?? chapters.length;
}

function viewLoudness(track: TrackLoudness) {
  const { stream, integrated, range, samplePeak, truePeak, curve } = track;
  return {
    stream,
    integrated,
    range,
    samplePeak,
    truePeak,
    gain: replayGain(track),
    curve: viewCurve(curve),
  };
}
