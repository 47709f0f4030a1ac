import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { askOf, recordedServices } from '../../../test/support/http.ts';

const nobody = { 'X-Plex-Token': '' };
const ask = askOf(recordedServices());

/** The addresses that the page loads, as a browser resolves them. */
async function assets(): Promise<readonly string[]> {
  const page = await (await ask('/docs', nobody)).text();
  return [...page.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map(([, address]) => `/${address}`);
}

test('anybody may see the page, which runs and asks nothing of others', async () => {
  const response = await ask('/docs', nobody);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/html;charset=utf-8');
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain('unsafe');
  expect(policy).not.toMatch(/https?:/);
  expect(await response.text()).not.toMatch(/<script>|\son\w+=|style=|https?:/);
});

test('every file that it loads is there', async () => {
  expect(await assets()).toHaveLength(5);
  for (const address of await assets()) {
    const response = await ask(address, nobody);
    expect(response.status, address).toBe(200);
    const length = Number(response.headers.get('content-length'));
    expect((await response.arrayBuffer()).byteLength).toBe(length);
  }
});

test('files are compressed for who takes that, and kept for as long as they are the same', async () => {
  const zipped = await ask('/docs/page.css', { 'accept-encoding': 'br, gzip' });
  expect(zipped.headers.get('content-encoding')).toBe('gzip');
  const plain = await (await ask('/docs/page.css')).text();
  expect(gunzipSync(await zipped.arrayBuffer()).toString()).toBe(plain);
  expect((await ask('/docs/page.css', { 'accept-encoding': 'gzip;q=0' })).headers.get('etag')).not.toBe(
    zipped.headers.get('etag'),
  );
  const tag = zipped.headers.get('etag') ?? '';
  const again = await ask('/docs/page.css', { 'accept-encoding': 'gzip', 'if-none-match': tag });
  expect([again.status, await again.text()]).toEqual([304, '']);
});

test('with a slash at its end the page is where its addresses lead elsewhere', async () => {
  const response = await ask('/docs/', nobody);
  expect([response.status, response.headers.get('location')]).toEqual([308, '../docs']);
});

test.each(['/docs/package.json', '/docs/page', '/docs/index.html', '/docs/page.js/x'])(
  'nothing else is there: %s',
  async target => {
    expect((await ask(target, nobody)).status).toBe(401);
    expect((await ask(target)).status).toBe(404);
  },
);
