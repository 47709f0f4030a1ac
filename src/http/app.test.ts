import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

/** Notes every module that is loaded while a client of Plex asks, then while one of Butler's own API does. */
const program = `
  import { registerHooks } from 'node:module';
  const loaded = { plex: [], api: [] };
  let now = loaded.plex;
  registerHooks({
    load(url, context, next) {
      now.push(url);
      return next(url, context);
    },
  });
  const { askOf, recordedServices } = await import('./test/support/http.ts');
  const ask = askOf(recordedServices());
  const statuses = [(await ask('/butler')).status];
  now = loaded.api;
  for (const target of ['/api/v1/tasks', '/api/v1/runs']) statuses.push((await ask(target)).status);
  const paths = urls => urls.filter(url => url.includes('/src/http/api/') || url.includes('/@hono/zod-openapi/'));
  console.log(JSON.stringify({ statuses, plex: paths(loaded.plex), api: paths(loaded.api).length }));
`;

test('Butler’s own API is loaded when somebody asks for it, not before', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
  expect(JSON.parse(stdout)).toEqual({ statuses: [200, 200, 200], plex: [], api: expect.any(Number) });
  expect(JSON.parse(stdout).api).toBeGreaterThan(10);
});
