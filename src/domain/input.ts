/**
 * What some tasks leave in the library and others go on from. Whoever reads one of them runs once more in a night in
 * which others made some of it after they began. A new one is a line here, and its words in `src/schedule/explain.ts`.
 */
export const inputs = [
  /** Files that a scan filed. Their makers tell of them as they come: {@link RunContext.mediaAdded}. */
  'media',
  /** Pictures of items. */
  'artwork',
  'autoTags',
  'breaks',
  'chapterThumbs',
  'cover',
  'credits',
  'deep',
  /** Texts, tags and people of items. */
  'descriptions',
  'fingerprint',
  'loudness',
  'music',
  /** Subtitles and lyrics beside the media. */
  'sidecars',
  'speech',
] as const;
export type Input = (typeof inputs)[number];
