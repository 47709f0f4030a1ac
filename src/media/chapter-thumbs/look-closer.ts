import type { OpenFile } from '../open-file.ts';
import { CloseUp } from '../reading/close-up.ts';
import { isWithin, type Sought } from './lookout.ts';
import { better, type Studio } from './studio.ts';

/** Milliseconds after its wanted time in which every picture of a chapter is looked at. */
const spanMs = 3000;
/** Between two of them. */
const stepMs = 200;
/** Chapters of one film that are worth it: a film that is black throughout has no better pictures. */
const mostChapters = 50;

/** Decodes what follows the beginning of those chapters for which no keyframe was good, and takes the best of it. */
export async function lookCloser(file: OpenFile, chapters: readonly Sought[], studio: Studio): Promise<void> {
  const poor = chapters.filter(({ found }) => !found?.isGood).slice(0, mostChapters);
  const video = file.demuxer.findVideo();
  if (!video || poor.length === 0) return;
  using film = new CloseUp(file, video);
  for (const chapter of poor) {
    for (const fromMs of new Set([chapter.wantedMs, chapter.startMs])) {
      await lookAt(chapter, fromMs, film, studio);
      // Only of a film that ends before its header says is there nothing at the time that is wanted.
      if (chapter.found) break;
    }
  }
}

async function lookAt(chapter: Sought, fromMs: number, film: CloseUp, studio: Studio): Promise<void> {
  const toMs = Math.min(fromMs + spanMs, chapter.endMs);
  for await (const { moment } of film.show(fromMs, toMs, stepMs)) {
    if (!isWithin(chapter, moment.atMs)) continue;
    const seen = studio.look(moment.atMs, () => moment.decode());
    chapter.found = better(chapter.found, seen);
    if (chapter.found?.isGood) return;
  }
}
