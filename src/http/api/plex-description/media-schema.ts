import { z } from '@hono/zod-openapi';
import { count, milliseconds, path } from './scalars.ts';

const text = z.string().optional();
const number = z.number().optional();
const whole = z.int().optional();
const kilobits = z.int().optional().openapi({ description: 'In 1,000 bits per second.' });

const stream = z
  .object({
    id: z.int(),
    streamType: z
      .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])
      .optional()
      .openapi({ description: '1 video, 2 audio, 3 subtitles, 4 lyrics.', type: 'integer' }),
    key: path.optional().openapi({
      description: 'Where a file beside the media is read.',
      example: '/library/streams/1792',
    }),
    codec: z.string().openapi({ example: 'hevc' }),
    format: text,
    index: whole.openapi({ description: 'Its place in the file.' }),
    selected: z.boolean().optional(),
    default: z.boolean().optional(),
    forced: z.boolean().optional(),
    hearingImpaired: z.boolean().optional(),
    timed: z.boolean().optional().openapi({ description: 'Of lyrics, whether lines come at their time.' }),
    speechOffset: whole.openapi({
      description:
        'By how many milliseconds subtitles should come later to fit what is spoken. Butler’s own.',
    }),
    language: text.openapi({ example: 'English' }),
    languageCode: text.openapi({ example: 'eng' }),
    languageTag: text.openapi({ example: 'en' }),
    bitrate: kilobits,
    profile: text,
    bitDepth: whole,
    width: whole,
    height: whole,
    frameRate: number,
    colorTrc: text,
    channels: whole,
    audioChannelLayout: text,
    samplingRate: whole,
    loudness: number.openapi({ description: 'Integrated, in LUFS.' }),
    lra: number.openapi({ description: 'Loudness range, in LU.' }),
    peak: number.openapi({ description: 'As a share of full scale.' }),
    gain: number.openapi({ description: 'ReplayGain, in dB.' }),
    albumGain: number,
    albumPeak: number,
    albumRange: number,
    title: text,
    displayTitle: z.string(),
    extendedDisplayTitle: z.string(),
  })
  .openapi('PlexStream');

const part = z
  .object({
    id: z.int(),
    key: path.openapi({ example: '/library/parts/1/file/clock.mkv' }),
    duration: milliseconds.optional(),
    file: z
      .string()
      .openapi({ description: 'Absolute path on the server.', example: '/media/films/clock.mkv' }),
    size: count.openapi({ description: 'Bytes.' }),
    container: text,
    indexes: z.enum(['sd']).optional().openapi({ description: 'There where it has index files.' }),
    hasThumbnail: z.boolean().optional(),
    accessible: z.boolean().optional(),
    exists: z.boolean().optional(),
    Stream: z.array(stream).optional(),
  })
  .openapi('PlexPart');

/** A version of an item, in one file or several. */
export const mediaSchema = z
  .object({
    id: z.int(),
    duration: milliseconds.optional(),
    bitrate: kilobits,
    width: whole,
    height: whole,
    aspectRatio: number,
    audioChannels: whole,
    audioCodec: text,
    audioProfile: text,
    videoCodec: text,
    videoResolution: text.openapi({ example: '1080' }),
    videoFrameRate: text.openapi({ example: '24p' }),
    videoProfile: text,
    container: text,
    title: text,
    hasVoiceActivity: z.boolean().optional(),
    model: text.openapi({ description: 'Of a photo, the camera.' }),
    Part: z.array(part),
  })
  .openapi('PlexMedia');
