import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AVERROR_ENOSPC } from 'node-av/constants';
import { FFmpegError } from 'node-av/lib';
import { ButlerError } from '../../domain/errors.ts';
import type { Breathe } from '../../domain/worker.ts';
import { explainWriteError } from '../write-error.ts';
import { makeFilmInSteps } from './film.ts';
import { encodePainting } from './jpeg.ts';
import type { FilmWork, ImageWork, Work } from './works/work.ts';

/** How finely works are made: `draft` is for tests, with tiny pictures, few of them, and the quickest of codecs. */
const details = {
  full: { imageScale: 1, film: { width: 576, height: 324, fps: 10, gop: 40 } },
  draft: { imageScale: 0.1, film: { width: 64, height: 36, fps: 2, gop: 8, audioCodec: 'ac3' } },
} as const;
export type Detail = keyof typeof details;

/** Makes one file below a folder; `report` is told the share that is done. Throws `disk-full`, `folder-unwritable`. */
export async function makeWork(
  work: Work,
  folder: string,
  detail: Detail,
  breathe: Breathe,
  report: (share: number) => void,
): Promise<void> {
  const path = join(folder, ...work.path.split('/'));
  try {
    await mkdir(dirname(path), { recursive: true });
    if (work.kind === 'image') await makeImage(work, path, detail);
    else await makeFilmWork(work, path, detail, breathe, report);
  } catch (error) {
    if (error instanceof FFmpegError && error.is(AVERROR_ENOSPC))
      throw new ButlerError('disk-full', { path: folder });
    throw explainWriteError(error, path);
  }
}

async function makeImage(work: ImageWork, path: string, detail: Detail): Promise<void> {
  const { bytes } = await encodePainting(work.painting, details[detail].imageScale, work.tags);
  await writeFile(path, bytes);
}

async function makeFilmWork(
  work: FilmWork,
  path: string,
  detail: Detail,
  breathe: Breathe,
  report: (share: number) => void,
): Promise<void> {
  const { imageScale, film } = details[detail];
  const content = work.film();
  const cover = work.cover && { cover: await encodePainting(work.cover, imageScale) };
  const options = { ...content, ...(content.picture && film), ...cover, path };
  for (const timeMs of makeFilmInSteps(options)) {
    const pause = breathe();
    if (!pause) continue;
    report(timeMs / 1000 / content.seconds);
    await pause;
  }
}
