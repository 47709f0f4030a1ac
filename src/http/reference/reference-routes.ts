import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Context, Hono } from 'hono';

/** The page runs its own scripts alone and asks this server alone. Swagger UI draws its arrows from `data:` addresses. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html;charset=utf-8',
  '.js': 'text/javascript;charset=utf-8',
  '.css': 'text/css;charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** What the page loads: its own files, and those that it needs of Swagger UI. */
const own = ['page.css', 'page.js', 'icon.svg'];
const ofSwagger = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/**
 * `/docs`: the reference of both APIs, to read and to try out, from the files of this installation alone. It needs no
 * token, since it holds no secret: it asks for one, to try operations with.
 */
export function referenceRoutes(): Hono {
  const page = fileURLToPath(new URL('./page', import.meta.url));
  const require = createRequire(import.meta.url);
  const swagger = dirname(require.resolve('swagger-ui-dist/package.json'));
  const files = new Map([
    ...own.map(name => [name, join(page, name)] as const),
    ...ofSwagger.map(name => [name, join(swagger, name)] as const),
  ]);
  return new Hono()
    .get('/docs', async c => {
      // The addresses in the page are relative, so that it works below any path that a proxy gives it.
      if (new URL(c.req.url).pathname.endsWith('/')) return c.redirect('../docs', 308);
      return await respond(c, join(page, 'index.html'));
    })
    .get('/docs/:file', async (c, next) => {
      const path = files.get(c.req.param('file'));
      return path === undefined ? next() : respond(c, path);
    });
}

/** A file of the page, which browsers keep for as long as it is the same. It is read whole: it is asked for seldom. */
async function respond(c: Context, path: string): Promise<Response> {
  const { size, mtimeMs } = await stat(path);
  const isGzipped = /\bgzip\b(?!\s*;\s*q=0)/.test(c.req.header('accept-encoding') ?? '');
  const tag = `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}${isGzipped ? '-gzip' : ''}"`;
  const headers = {
    'Content-Type': types[extname(path)] ?? 'application/octet-stream',
    'Content-Security-Policy': policy,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-cache',
    Vary: 'Accept-Encoding',
    ETag: tag,
  };
  if (c.req.header('if-none-match') === tag) return new Response(null, { status: 304, headers });
  const content = await readFile(path);
  const body = isGzipped ? await promisify(gzip)(content) : content;
  return new Response(body as Uint8Array<ArrayBuffer>, {
    headers: {
      ...headers,
      'Content-Length': `${body.length}`,
      ...(isGzipped && { 'Content-Encoding': 'gzip' }),
    },
  });
}
