import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { prefersPage } from './negotiation.ts';

/** The page may load and ask what is of this server, and nothing else; no text of it becomes a script or a style. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript;charset=utf-8',
  '.css': 'text/css;charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** A year: the name of an asset tells its content. */
const forever = 'public, max-age=31536000, immutable';

const notMade =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Butler</title></head><body><h1>The dashboard is not there</h1><p>Butler runs, but its dashboard was not made. Start Butler with “npm start”, which makes it.</p></body></html>';

/**
 * The dashboard: at `/` for browsers that look for a page, with its assets below `/assets/`. It needs no token, since it
 * holds no secret: it asks for one. Who brings a token, or prefers another form, is a client of the API, and goes on.
 *
 * @param folder that `scripts/dashboard.mjs` made: `index.html` and `assets/`, each file beside its `.br` and `.gz`
 */
export function dashboardRoutes(folder: string | undefined): Hono {
  const page: MiddlewareHandler = async (c, next) => {
    if (!isForBrowser(c)) {
      await next();
      // The same address is two things.
      c.res.headers.append('Vary', 'Accept');
      return;
    }
    const headers = {
      'Content-Type': 'text/html;charset=utf-8',
      'Content-Security-Policy': policy,
      'Cross-Origin-Opener-Policy': 'same-origin',
      // Of the next version it names other assets.
      'Cache-Control': 'no-cache',
      Vary: 'Accept, Accept-Encoding',
    };
    const file = folder === undefined ? undefined : await readEncoded(c, join(folder, 'index.html'));
    if (!file) return new Response(notMade, { status: 503, headers });
    return new Response(file.content, { headers: { ...headers, ...file.headers } });
  };
  return new Hono({ strict: false })
    .get('/', page)
    .get('/assets/:name{[\\w-]+\\.[a-z0-9]+}', async (c, next) => {
      const { name } = c.req.param();
      const type = types[extname(name)];
      const file = folder && type ? await readEncoded(c, join(folder, 'assets', name)) : undefined;
      if (!type || !file) return next();
      return new Response(file.content, {
        headers: {
          'Content-Type': type,
          'Cache-Control': forever,
          Vary: 'Accept-Encoding',
          ...file.headers,
        },
      });
    });
}

function isForBrowser(c: Context): boolean {
  const bringsToken = c.req.header('x-plex-token') ?? c.req.query('X-Plex-Token');
  return bringsToken === undefined && prefersPage(c.req.header('accept'));
}

/** A file in the best form that the client takes; undefined where there is no such file. */
async function readEncoded(c: Context, path: string) {
  const accepted = c.req.header('accept-encoding') ?? '';
  const encoding = (['br', 'gzip'] as const).find(name =>
    new RegExp(`\\b${name}\\b(?!\\s*;\\s*q=0)`).test(accepted),
  );
  const ending = encoding && { br: '.br', gzip: '.gz' }[encoding];
  // Small, and asked for once in a browser's life.
  const content = await readFile(path + (ending ?? '')).catch(() => undefined);
  return content && { content, headers: encoding ? { 'Content-Encoding': encoding } : {} };
}
