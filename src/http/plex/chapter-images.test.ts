import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { chapterImageRoutes } from './chapter-images.ts';

test('a picture is served at the place where Plex has it, and 404 for any other', async () => {
  await using folder = await makeTempFolder();
  const path = join(folder.path, 'chapter2.jpg');
  await writeFile(path, 'a picture');
  const asked: [number, number][] = [];
  const routes = chapterImageRoutes(async (mediaId, chapter) => {
    asked.push([mediaId, chapter]);
    return chapter === 2 ? path : chapter === 3 ? `${path}.gone` : undefined;
  });
  const response = await routes.request('/library/media/12/chapterImages/2');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('image/jpeg');
  expect(await response.text()).toBe('a picture');
  for (const chapter of [1, 3])
    expect((await routes.request(`/library/media/12/chapterImages/${chapter}`)).status).toBe(404);
  expect(asked).toEqual([
    [12, 2],
    [12, 1],
    [12, 3],
  ]);
  for (const other of ['/library/media/x/chapterImages/2', '/library/media/12/chapterImages/-1'])
    expect((await routes.request(other)).status).toBe(404);
  expect(asked).toHaveLength(3);
});
