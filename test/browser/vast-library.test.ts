// The program on the data folder of a large library with five years of nights; `npm run bench -- dashboard` measures one
// ten times as large.
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { Program } from '../support/program.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { fillVastHistory, fillVastLibrary } from '../support/vast-library.ts';
import { launchChromium, noBrowser } from './chromium.ts';
import { Visit } from './visit.ts';

const hourMs = 3_600_000;

describe.skipIf(noBrowser)(`A large library${noBrowser ? `: ${noBrowser}` : ''}`, () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof makeTempFolder>>;
  let program: Program;
  beforeAll(async () => {
    folder = await makeTempFolder();
    const data = join(folder.path, 'data');
    {
      await using store = await openStore(data);
      await fillVastLibrary(store, { files: 20_000, media: join(folder.path, 'media') });
      await fillVastHistory(store, Date.now() - 12 * hourMs);
    }
    program = new Program(['--data', data, '--port', '0']);
    browser = await launchChromium();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await program?.kill('SIGTERM');
    await folder[Symbol.asyncDispose]();
  });

  test('is as quick as a small one', async () => {
    const [, link = ''] = await program.line(/Dashboard\s+(http:\S+#code=\S+)/);
    await using visit = await Visit.to(browser, link);
    const { page } = visit;
    await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor();
    await go(page, '#/library');
    await page.getByText('8,000 tracks').waitFor();
    // Of 8,000 tracks so many were measured as it is wanted now.
    await page.getByText('7,360 of 8,000').first().waitFor();
    expect(await visit.survey('vast-library')).toEqual([]);

    await go(page, '#/library/3?type=track');
    await page.getByText('Clock Clock 307').first().waitFor();
    const listed = async () => {
      await page.evaluate('scrollTo(0, document.documentElement.scrollHeight)');
      return Number(await page.evaluate('document.querySelector("[aria-setsize]")?.ariaSetSize'));
    };
    await expect.poll(listed, { timeout: 30_000 }).toBeGreaterThan(1_000);
    // Only what is in sight is in the document.
    expect(await page.getByRole('listitem').count()).toBeLessThan(80);
    expect(Number(await page.evaluate('document.documentElement.scrollHeight'))).toBeGreaterThan(70_000);

    // Who looks at an item and comes back is where they were.
    const tracks = page.locator('a[href*="items/"]');
    const track = tracks.nth(Math.floor((await tracks.count()) / 2));
    await track.hover();
    const before = Number(await page.evaluate('scrollY'));
    const href = (await track.getAttribute('href')) ?? '';
    await track.click();
    await page.getByText('What was made of it').waitFor();
    await page.goBack();
    await page.locator(`a[href="${href}"]`).waitFor();
    expect(Math.abs(Number(await page.evaluate('scrollY')) - before)).toBeLessThan(200);

    await page.getByRole('searchbox').fill('night night 256');
    await page.getByText('10 found').waitFor();
    await page.getByRole('searchbox').fill('nothing is called this');
    await page.getByRole('heading', { name: 'Nothing is like that' }).waitFor();

    await go(page, '#/library/3?type=track&stale=loudness');
    await page.locator('a[href*="items/"]').first().waitFor();
    await go(page, '#/library/4?stale=autoTags&text=nothing');
    await page.getByRole('heading', { name: 'Nothing is like that' }).waitFor();
    await go(page, '#/nights');
    await page.getByRole('heading', { level: 1, name: 'Nights' }).waitFor();
    expect(visit.wrongs).toEqual([]);
  }, 120_000);
});

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
}
