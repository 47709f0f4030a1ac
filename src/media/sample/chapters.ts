import { closeSync, openSync } from 'node:fs';
import type { ChapterFacts } from '../../domain/media.ts';
import { fillInMatroskaChapters } from './chapters-matroska.ts';
import { appendMp4Chapters } from './chapters-mp4.ts';

const writers = { mp4: appendMp4Chapters, matroska: fillInMatroskaChapters };

/** Adds chapters to a finished file, as the media engine cannot be told of any. */
export function writeChapters(
  path: string,
  container: keyof typeof writers,
  chapters: readonly ChapterFacts[],
): void {
  const file = openSync(path, 'r+');
  try {
    writers[container](file, chapters);
  } finally {
    closeSync(file);
  }
}
