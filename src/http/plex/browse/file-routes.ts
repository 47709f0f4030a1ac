import { extname } from 'node:path';
import { type Context, Hono } from 'hono';
import type { ArtworkKind } from '../../../domain/metadata.ts';
import { respondFailure } from '../../failure-response.ts';
import { respondFile } from '../../file-response.ts';
import { parseId } from './container.ts';
import { artworkNames } from './item-element.ts';
import { parseSidecarId } from './stream-element.ts';

/** Where the files of the library and what was made of them lie. Paths are absolute; undefined where there is none. */
export interface LibraryFiles {
  part(partId: number): Promise<string | undefined>;
  /** The file beside the part that stands at this place of its sidecars. */
  sidecar(partId: number, place: number): Promise<string | undefined>;
  /** What is shown of an item: of the first of these kinds that it has. */
  artwork(itemId: number, kinds: readonly ArtworkKind[]): Promise<string | undefined>;
  indexFile(partId: number): Promise<string | undefined>;
  /** The JPEG of an index file to be shown at a moment, in milliseconds from the start of the film. */
  indexPicture(partId: number, ms: number): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** Media, their index files, subtitles and artwork, at Plex's paths. */
export function fileRoutes(files: LibraryFiles): Hono {
  const routes = new Hono({ strict: false })
    .get('/library/parts/:id{\\d+}/file', c => respondPart(c, files))
    .get('/library/parts/:id{\\d+}/file/:name', c => respondPart(c, files))
    .get('/library/streams/:id{\\d+}', async c => {
      const sidecar = parseSidecarId(parseId(c.req.param('id')) ?? 0);
      const path = sidecar && (await files.sidecar(sidecar.partId, sidecar.place));
      return respondPath(c, path, 'text/plain; charset=utf-8');
    })
    .get('/library/parts/:id{\\d+}/indexes/sd', async c => {
      const path = await files.indexFile(parseId(c.req.param('id')) ?? 0);
      return respondPath(c, path, 'application/octet-stream');
    })
    .get('/library/parts/:id{\\d+}/indexes/sd/:ms{\\d{1,12}}', async c => {
      const ms = Number(c.req.param('ms'));
      const picture = await files.indexPicture(parseId(c.req.param('id')) ?? 0, ms);
      if (!picture) return respondFailure({ status: 404 }, c.req);
      return new Response(picture, {
        headers: { 'Content-Type': 'image/jpeg', 'Content-Length': `${picture.length}` },
      });
    });
  for (const [name, kinds] of Object.entries(artworkNames)) {
    for (const path of [
      `/library/metadata/:id{\\d+}/${name}`,
      `/library/metadata/:id{\\d+}/${name}/:version`,
    ]) {
      routes.get(path, async c => {
        const file = await files.artwork(parseId(c.req.param('id')) ?? 0, kinds);
        return respondPath(c, file, contentType(file));
      });
    }
  }
  return routes;
}

async function respondPart(c: Context, files: LibraryFiles): Promise<Response> {
  const path = await files.part(parseId(c.req.param('id')) ?? 0);
  return respondPath(c, path, contentType(path));
}

async function respondPath(c: Context, path: string | undefined, type: string): Promise<Response> {
  return path === undefined ? respondFailure({ status: 404 }, c.req) : respondFile(c.req, path, type);
}

const contentTypes: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.avif': 'image/avif',
  '.heic': 'image/heic',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.bmp': 'image/bmp',
  '.mp4': 'video/mp4',
  '.m4v': 'video/mp4',
  '.mkv': 'video/x-matroska',
  '.webm': 'video/webm',
  '.mov': 'video/quicktime',
  '.avi': 'video/x-msvideo',
  '.ts': 'video/mp2t',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.flac': 'audio/flac',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.wav': 'audio/wav',
};

/** By the extension. What a browser could take for a page is never said to be one. */
export function contentType(path: string | undefined): string {
  return contentTypes[extname(path ?? '').toLowerCase()] ?? 'application/octet-stream';
}
