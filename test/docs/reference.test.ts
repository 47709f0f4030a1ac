import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../support/temp-folder.ts';

const script = fileURLToPath(new URL('../../scripts/reference.mjs', import.meta.url));
const committed = fileURLToPath(new URL('../../docs/reference', import.meta.url));

test('docs/reference is of the routes as they are; else `npm run reference` makes it anew', async () => {
  await using made = await makeTempFolder();
  await promisify(execFile)(process.execPath, [script, made.path]);
  const pages = await pagesIn(made.path);
  expect(await pagesIn(committed)).toEqual(pages);
  for (const page of pages) {
    expect(await readFile(join(committed, page), 'utf8'), page).toBe(
      await readFile(join(made.path, page), 'utf8'),
    );
  }
});

test('every link in it leads to a page and a heading that is there', async () => {
  const pages = await pagesIn(committed);
  const texts = new Map(
    await Promise.all(
      pages.map(async page => [page, await readFile(join(committed, page), 'utf8')] as const),
    ),
  );
  const headings = new Map([...texts].map(([page, text]) => [page, new Set(anchorsIn(text))]));
  const dead = [...texts].flatMap(([page, text]) =>
    [...text.matchAll(/\]\(([^)\s]*)\)/g)].flatMap(([, link = '']) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(page, '..', path).replaceAll('\\', '/');
      const isThere = anchor === undefined ? texts.has(target) : headings.get(target)?.has(anchor);
      return isThere ? [] : [`${page}: ${link}`];
    }),
  );
  expect(dead).toEqual([]);
});

async function pagesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true });
  return entries
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => path.endsWith('.md'))
    .sort();
}

/** As GitHub makes them of headings. */
function anchorsIn(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
