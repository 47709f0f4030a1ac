import { join } from 'node:path';
import type { AnalysisStore } from '../domain/analysis-store.ts';
import type { LibraryStore } from '../domain/ports.ts';
import { formatChapterThumb } from '../media/formats/chapter-thumb.ts';

/**
 * Finds the pictures of chapters through what the library knows of them. The chapters of a film in several files are
 * counted through all of them.
 *
 * @param bundles absolute path
 */
export function chapterImages(
  library: Pick<LibraryStore, 'partsOfMedia' | 'chapters' | 'findArtifact'>,
  analyses: Pick<AnalysisStore, 'find'>,
  bundles: string,
): (mediaId: number, chapter: number) => Promise<string | undefined> {
  return async (mediaId, chapter) => {
    let before = 0;
    for (const partId of await library.partsOfMedia(mediaId)) {
      const found = await analyses.find(partId, 'chapterThumbs');
      const n = chapter - before;
      const picture = found?.value.chapters[n - 1];
      if (picture) {
        const artifact = await library.findArtifact(partId, 'chapterThumbs');
        if (!artifact || picture.atMs === undefined) return undefined;
        return join(bundles, artifact.path, formatChapterThumb(n));
      }
      before += found?.value.chapters.length ?? (await library.chapters(partId)).length;
    }
    return undefined;
  };
}
