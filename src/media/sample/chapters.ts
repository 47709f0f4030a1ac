import { closeSync, openSync } from 'node:fs';
import { extname } from 'node:path';
import { fillInMatroskaChapters } from './chapters-matroska.ts';
import { appendMp4Chapters } from './chapters-mp4.ts';

export interface Chapter {
  readonly startMs: number;
  readonly title: string;
}

/**
 * Adds chapters to a finished file of `makeFilm`, as the media engine cannot be told of any. Throws a RangeError
 * where the container has none.
 */
export function writeChapters(path: string, chapters: readonly Chapter[], endMs: number): void {
  const file = openSync(path, 'r+');
  try {
    if (/^\.(mp4|m4v|m4a|mov)$/.test(extname(path))) appendMp4Chapters(file, chapters);
    else if (/^\.(mkv|mka|webm)$/.test(extname(path))) fillInMatroskaChapters(file, chapters, endMs);
    else throw new RangeError(`${path} is of a kind that has no chapters.`);
  } finally {
    closeSync(file);
  }
}
