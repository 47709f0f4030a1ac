export const streamKinds = ['video', 'audio', 'subtitle', 'image'] as const;
export type StreamKind = (typeof streamKinds)[number];

/** One elementary stream of a file. Cover art in a music or video file is of the kind `image`. */
export interface StreamFacts {
  readonly index: number;
  readonly kind: StreamKind;
  /** FFmpeg's short name: `h264`, `aac`, `subrip`, `mjpeg`. */
  readonly codec: string;
  readonly profile?: string;
  /** ISO 639 code as the container gives it. */
  readonly language?: string;
  readonly title?: string;
  readonly isDefault: boolean;
  readonly isForced: boolean;
  /** Bits per second, where the container says so. */
  readonly bitrate?: number;
  /** Of the coded picture, before rotation and pixel aspect. */
  readonly width?: number;
  readonly height?: number;
  /** Clockwise turn for display: 0, 90, 180, 270. */
  readonly rotation?: number;
  /** Pixel aspect ratio, width over height; 1 when square. */
  readonly pixelAspect?: number;
  readonly frameRate?: number;
  readonly bitDepth?: number;
  readonly pixelFormat?: string;
  /** As FFmpeg names it: `smpte2084` (PQ) and `arib-std-b67` (HLG) are HDR. */
  readonly colorTransfer?: string;
  readonly channels?: number;
  readonly channelLayout?: string;
  readonly sampleRate?: number;
}

/** Half-open span in milliseconds. */
export interface ChapterFacts {
  readonly startMs: number;
  readonly endMs: number;
  readonly title?: string;
}

/** Tags inside a music file, or the tags that a video container carries. */
export interface MusicTags {
  readonly title?: string;
  readonly artist?: string;
  readonly albumArtist?: string;
  readonly album?: string;
  readonly year?: number;
  readonly track?: number;
  readonly disc?: number;
  readonly genres?: readonly string[];
}

export interface PhotoFacts {
  /** Local time as the camera wrote it, ISO without zone: `2024-05-01T12:30:00`. */
  readonly takenOn?: string;
  readonly camera?: string;
  /** EXIF orientation, 1 to 8. */
  readonly orientation?: number;
  readonly latitude?: number;
  readonly longitude?: number;
}

/** What one look at a file tells: its container, streams, chapters, tags, and the hash of its content. */
export interface MediaFacts {
  /** FFmpeg's short name of the format: `matroska`, `mov`, `mp3`, `jpeg`. */
  readonly container: string;
  /** Undefined where unknown, and for photos. */
  readonly durationMs?: number;
  /** Bits per second over the whole file. */
  readonly bitrate?: number;
  readonly width?: number;
  readonly height?: number;
  readonly streams: readonly StreamFacts[];
  readonly chapters: readonly ChapterFacts[];
  readonly tags?: MusicTags;
  readonly photo?: PhotoFacts;
  /**
   * SHA-1, in hexadecimal, of the size as decimal text, a line feed, and the first and the last 64 KiB (the whole
   * content of a file up to 128 KiB). Recognises a moved file and names its bundle. It reads the same bytes as the
   * OpenSubtitles hash, but cannot be made to collide by accident or by a sum.
   */
  readonly contentHash: string;
}
