import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { findOrMakeDashboard } from '../../scripts/dashboard.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const kilobyte = 1_000;

test('the first page loads no more than 50 kB of code, compressed', async () => {
  const folder = (await findOrMakeDashboard(root)) ?? '';
  const assets = await readdir(join(folder, 'assets'));
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  const first = new Set<string>();
  const add = async (name: string) => {
    if (first.has(name) || !assets.includes(name)) return;
    first.add(name);
    const code = await readFile(join(folder, 'assets', name), 'utf8');
    for (const [, other = ''] of code.matchAll(/(?:from|import)\s*["']\.\/([\w.-]+\.js)["']/g))
      await add(other);
  };
  for (const [, name = ''] of html.matchAll(/assets\/([\w.-]+\.js)/g)) await add(name);
  // Beside what the document names, the first page and one language.
  for (const name of assets) if (/^(tonight|en)-[\w-]+\.js$/.test(name)) await add(name);
  expect(first.size).toBeGreaterThan(2);
  const code = await Promise.all([...first].map(name => readFile(join(folder, 'assets', name))));
  const bytes = code.reduce((sum, content) => sum + gzipSync(content).length, 0);
  expect(bytes).toBeLessThan(50 * kilobyte);
  expect(bytes).toBeGreaterThan(10 * kilobyte);
});

test('nothing in the page is a script or a style by itself', async () => {
  const html = await readFile(join((await findOrMakeDashboard(root)) ?? '', 'index.html'), 'utf8');
  expect(html).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/);
  expect(html).not.toMatch(/(?:src|href)="(?!\.\/)/);
});
