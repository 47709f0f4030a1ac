import { Hono } from 'hono';
import { respondFailure } from '../failure-response.ts';
import { respondFile } from '../file-response.ts';

/** Finds the picture of a chapter, counted from 1 through all parts of a media. Undefined where there is none. */
export type FindChapterImage = (mediaId: number, chapter: number) => Promise<string | undefined>;

/** Pictures of chapters, at Plex's path. */
export function chapterImageRoutes(find: FindChapterImage): Hono {
  return new Hono({ strict: false }).get(
    '/library/media/:id{\\d{1,15}}/chapterImages/:chapter{\\d{1,6}}',
    async c => {
      const path = await find(Number(c.req.param('id')), Number(c.req.param('chapter')));
      return path === undefined
        ? respondFailure({ status: 404 }, c.req)
        : respondFile(c.req, path, 'image/jpeg');
    },
  );
}
