import { extname } from 'node:path';
import { AV_LOG_ERROR, AVFMT_FLAG_BITEXACT } from 'node-av/constants';
import { Dictionary, FFmpegError, FormatContext, Log } from 'node-av/lib';
import type { ChapterFacts } from '../../domain/media.ts';
import { writeChapters } from './chapters.ts';
import { roomForChapters } from './chapters-matroska.ts';
import type { AudioCodec, VideoCodec } from './encoders.ts';
import type { Jpeg, Painter } from './picture.ts';
import { drift } from './scenery.ts';
import type { Sound } from './sound.ts';
import { addAudioTrack, addCover, addVideoTrack, earliest, type Track } from './tracks.ts';
import { tune } from './tune.ts';

export interface ChapterStart {
  readonly startMs: number;
  readonly title: string;
}

export interface FilmOptions {
  /** The extension chooses the container and with it the codecs, as listed in `containers` below. */
  readonly path: string;
  readonly seconds: number;
  /** False for sound alone; drifting bands by default. */
  readonly picture?: false | Painter;
  /** Even; 640 by default. */
  readonly width?: number;
  /** Even; 360 by default. */
  readonly height?: number;
  /** Frames per second; 12 by default. */
  readonly fps?: number;
  /** Frames from one keyframe to the next; 24 by default. */
  readonly gop?: number;
  readonly videoCodec?: VideoCodec;
  /** False for no sound; a tune by default. */
  readonly sound?: false | Sound;
  readonly audioCodec?: AudioCodec;
  /** Bits per second of the sound; 96,000 by default. */
  readonly audioBitrate?: number;
  /** In order; each ends with the next, the last one with the film. Only in MP4, Matroska and their kin. */
  readonly chapters?: readonly ChapterStart[];
  /** Tags by FFmpeg's names: `title`, `artist`, `album_artist`, `track`. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Only in mp3, flac, m4a and mp4. */
  readonly cover?: Jpeg;
  /** Clockwise turn for display. */
  readonly rotation?: 0 | 90 | 180 | 270;
}

interface Container {
  readonly video?: VideoCodec;
  readonly audio: AudioCodec;
  readonly chapters?: 'mp4' | 'matroska';
}

const containers: Readonly<Record<string, Container>> = {
  '.mp4': { video: 'h264', audio: 'aac', chapters: 'mp4' },
  '.m4v': { video: 'h264', audio: 'aac', chapters: 'mp4' },
  '.mov': { video: 'h264', audio: 'aac', chapters: 'mp4' },
  '.mkv': { video: 'h264', audio: 'aac', chapters: 'matroska' },
  '.webm': { video: 'vp9', audio: 'opus', chapters: 'matroska' },
  '.ts': { video: 'h264', audio: 'aac' },
  '.m4a': { audio: 'aac', chapters: 'mp4' },
  '.mka': { audio: 'flac', chapters: 'matroska' },
  '.mp3': { audio: 'mp3' },
  '.flac': { audio: 'flac' },
  '.ogg': { audio: 'vorbis' },
  '.opus': { audio: 'opus' },
  '.wav': { audio: 'pcm' },
};

/**
 * Writes a film, or a piece of music. The same options give the same bytes. Blocks its thread: a minute of the
 * default size takes one to two seconds. Throws a RangeError for what it cannot do, FFmpeg's error when writing fails.
 */
export function makeFilm(options: FilmOptions): void {
  for (const _ of makeFilmInSteps(options));
}

/** {@link makeFilm}, yielding the time in milliseconds that is reached, for whoever has other things to do as well. */
export function* makeFilmInSteps(options: FilmOptions): Generator<number> {
  const container = containers[extname(options.path).toLowerCase()];
  if (!container) throw new RangeError(`No container is known by the extension of ${options.path}.`);
  const chapters = spans(options.chapters ?? [], options.seconds * 1000);
  if (chapters.length && !container.chapters) throw new RangeError(`${options.path} cannot have chapters.`);

  Log.setLevel(AV_LOG_ERROR);
  const output = openOutput(options, container, chapters);
  const tracks: Track[] = [];
  try {
    const videoCodec = options.videoCodec ?? container.video;
    if (videoCodec && options.picture !== false) {
      tracks.push(addVideoTrack(output, { ...shape(options), codec: videoCodec }, options.picture ?? drift));
    }
    if (options.sound !== false) {
      const { seconds, audioCodec: codec = container.audio, audioBitrate: bitrate = 96_000 } = options;
      tracks.push(addAudioTrack(output, { codec, bitrate, seconds }, options.sound ?? tune(seconds)));
    }
    const writeCover = options.cover && addCover(output, options.cover);
    FFmpegError.throwIfError(output.writeHeaderSync(null), 'write the header');
    writeCover?.();
    for (let next = earliest(tracks); next.timeMs() < options.seconds * 1000; next = earliest(tracks)) {
      yield next.timeMs();
      next.advance();
    }
    for (const track of tracks) track.finish();
    FFmpegError.throwIfError(output.writeTrailerSync(), 'write the trailer');
  } finally {
    for (const track of tracks) track.close();
    output.closeOutputSync();
    output.freeContext();
  }
  if (chapters.length && container.chapters) writeChapters(options.path, container.chapters, chapters);
}

function openOutput(
  options: FilmOptions,
  container: Container,
  chapters: readonly ChapterFacts[],
): FormatContext {
  const output = new FormatContext();
  FFmpegError.throwIfError(output.allocOutputContext2(null, null, options.path), options.path);
  output.url = options.path;
  output.setFlags(AVFMT_FLAG_BITEXACT);
  if (options.metadata) output.metadata = Dictionary.fromObject(options.metadata);
  if (container.chapters === 'matroska' && chapters.length) {
    const { fps, gop } = shape(options);
    // An entry of the index takes some 20 bytes.
    const index = 200 + 40 * Math.ceil((options.seconds * fps) / gop);
    output.setOption('reserve_index_space', index + roomForChapters(chapters));
  }
  FFmpegError.throwIfError(output.openOutputSync(), options.path);
  return output;
}

function shape({ width = 640, height = 360, fps = 12, gop = 24, rotation = 0 }: FilmOptions) {
  return { width, height, fps, gop, rotation };
}

function spans(starts: readonly ChapterStart[], endMs: number): ChapterFacts[] {
  return starts.map((chapter, index) => ({ ...chapter, endMs: starts[index + 1]?.startMs ?? endMs }));
}
