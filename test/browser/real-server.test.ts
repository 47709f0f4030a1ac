// The program as a user starts it, with a small library of real films, watched in a browser.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Butler } from '../../sdk/src/index.ts';
import { makeFilms } from '../support/films.ts';
import { Program } from '../support/program.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { launchChromium, noBrowser } from './chromium.ts';
import { Visit } from './visit.ts';

describe.skipIf(noBrowser)(`A real server${noBrowser ? `: ${noBrowser}` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test('is followed from its first start to the end of the first maintenance', async () => {
    await using folder = await makeTempFolder();
    const films = join(folder.path, 'Films');
    await mkdir(films);
    await makeFilms(films, 4, 20);
    await using program = new Program(['--data', join(folder.path, 'data'), '--port', '0', films]);
    const [, link = ''] = await program.line(/Dashboard\s+(http:\S+#code=\S+)/);
    await using visit = await Visit.to(browser, link);
    const { page } = visit;
    await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();

    // The first maintenance comes to its end, and the page says so by itself.
    await page.getByRole('heading', { name: 'Running' }).waitFor({ state: 'detached' });
    expect(await visit.survey('real-server')).toEqual([]);

    await page.getByRole('button', { name: 'Start Back up database' }).click();
    await page.getByText('Back up database: started').waitFor();
    await program.line(/Backup Database/);
    expect(visit.wrongs).toEqual([]);

    const url = await program.url();
    const response = await fetch(url, { headers: { Accept: 'text/html', 'Accept-Encoding': 'gzip' } });
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
    expect((await fetch(url)).status).toBe(401);
  });

  test('restores a backup, and the page comes back by itself', async () => {
    await using folder = await makeTempFolder();
    const films = join(folder.path, 'Films');
    await mkdir(films);
    await using program = new Program(['--data', join(folder.path, 'data'), '--port', '0', films]);
    const [, link = ''] = await program.line(/Dashboard\s+(http:\S+#code=\S+)/);
    await program.line(/Backup Database: succeeded/);
    const token = (await readFile(join(folder.path, 'data', 'token'), 'utf8')).trim();
    const butler = new Butler({ serverURL: await program.url(), token });
    await butler.settings.set({ id: 'ButlerStartHour', value: 4 });

    await using visit = await Visit.to(browser, link);
    const { page } = visit;
    await page.evaluate(`location.hash = '#/backups'`);
    await page.getByRole('button', { name: /^Restore/ }).click();
    const dialog = page.getByRole('dialog');
    const name = (await butler.safekeeping.backups()).items[0]?.name ?? '';
    await dialog.getByLabel(`Type “${name}” to go on`).fill(name);
    await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
    await page.getByRole('heading', { name: 'A backup was restored' }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    expect((await butler.settings.get({ id: 'ButlerStartHour' })).value).toBe(2);
    expect(await visit.survey('real-server-restored')).toEqual([]);
    expect(visit.wrongs).toEqual([]);
  });
});
