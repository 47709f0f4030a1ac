import { type Context, Hono } from 'hono';
import { ButlerError } from '../../../domain/errors.ts';
import type { PictureSize } from '../../../domain/picture.ts';
import { respondFailure } from '../../failure-response.ts';
import { respondFile } from '../../file-response.ts';
import { parseId } from './container.ts';
import { contentType, type LibraryFiles } from './file-routes.ts';
import { artworkNames } from './item-element.ts';

/** Pictures in other sizes than they have. */
export interface Pictures {
  /** The path of the picture as it is wanted; undefined where there is none at `path`, or it cannot be read. Both are absolute. */
  find(path: string, size: PictureSize): Promise<string | undefined>;
}

/** Pixels of a side: nobody's screen has more. */
const mostPixels = 8_192;

/**
 * Pictures of the library in another size, as clients want them for lists. Only what is at this server is scaled: the
 * `url` is looked up among its own, and nothing is ever fetched.
 */
export function photoRoutes(files: LibraryFiles, pictures: Pictures): Hono {
  return new Hono({ strict: false }).get('/photo/:/transcode', async c => {
    const size = readSize(c);
    if ('problem' in size) {
      const error = new ButlerError('request-invalid', { problems: size.problem });
      return respondFailure({ status: 400, error }, c.req);
    }
    const original = await findPicture(files, c.req.query('url') ?? '');
    const scaled = original && (await pictures.find(original, size));
    if (scaled === undefined) return respondFailure({ status: 404 }, c.req);
    const response = await respondFile(c.req, scaled, `image/${size.format}`);
    // The address stays when the picture changes: clients ask whether it did, and the answer is short.
    response.headers.set('Cache-Control', 'private, no-cache');
    return response;
  });
}

/** As Plex reads it: `minSize` for a picture that fills the size, and `upscale` for one that is never smaller. */
function readSize(c: Context): PictureSize | { readonly problem: string } {
  const [width, height] = ['width', 'height'].map(name => {
    const text = c.req.query(name) ?? '';
    return /^\d{1,4}$/.test(text) ? Number(text) : 0;
  });
  if (!isSide(width)) return { problem: `width must be a whole number from 1 to ${mostPixels}` };
  if (!isSide(height)) return { problem: `height must be a whole number from 1 to ${mostPixels}` };
  return {
    ...{ width, height },
    fills: c.req.query('minSize') === '1',
    enlarges: c.req.query('upscale') === '1',
    format: c.req.query('format') === 'png' ? 'png' : 'jpeg',
  };
}

function isSide(pixels: number | undefined): pixels is number {
  return pixels !== undefined && pixels >= 1 && pixels <= mostPixels;
}

/** The file of a picture by its address here, whatever server and token stand around it. */
async function findPicture(files: LibraryFiles, address: string): Promise<string | undefined> {
  const { pathname } = URL.parse(address, 'http://here') ?? {};
  const [, itemId, name] = /^\/library\/metadata\/(\d+)\/(\w+)(?:\/[^/]*)?$/.exec(pathname ?? '') ?? [];
  const kinds = Object.entries(artworkNames).find(([one]) => one === name && one !== 'theme')?.[1];
  if (kinds) return await files.artwork(parseId(itemId) ?? 0, kinds);
  const [, partId] = /^\/library\/parts\/(\d+)\/file(?:\/[^/]*)?$/.exec(pathname ?? '') ?? [];
  const path = partId === undefined ? undefined : await files.part(parseId(partId) ?? 0);
  return contentType(path).startsWith('image/') ? path : undefined;
}
