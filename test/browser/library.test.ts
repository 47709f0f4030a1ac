import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Section } from '../../src/domain/library.ts';
import type { AppServices } from '../../src/http/app.ts';
import { BifWriter } from '../../src/media/formats/bif.ts';
import { recordedServices } from '../support/http.ts';
import { makePng } from '../support/png.ts';
import { night } from '../support/recorded-butler.ts';
import { recordedFilm } from '../support/recorded-items.ts';
import { RecordedSections } from '../support/recorded-sections.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { BusyButler } from './busy-butler.ts';
import { launchChromium, noBrowser } from './chromium.ts';
import { LargeLibrary, LargeSections } from './large-library.ts';
import { serveRecorded } from './serve-recorded.ts';
import { Visit, type VisitOptions } from './visit.ts';

const films: Section = {
  ...{ id: 1, uuid: '11111111-1111-4111-8111-111111111111', type: 'movie' as const },
  ...{ title: 'Films & <b>“more”</b>', createdAt: night, scannedAt: night + 60_000 },
  roots: [
    { id: 1, sectionId: 1, path: '/media/films' },
    { id: 2, sectionId: 1, path: '/media/more', offlineBecause: 'The folder "/media/more" does not exist.' },
  ],
};
const music: Section = {
  ...{ id: 2, uuid: '22222222-2222-4222-8222-222222222222', type: 'artist' as const },
  ...{ title: 'موسيقى', createdAt: night, roots: [{ id: 3, sectionId: 2, path: '/media/music' }] },
};
const many = 200_000;

describe.skipIf(noBrowser)(`Library${noBrowser ? `: ${noBrowser}` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  const serve = (services: Partial<AppServices>) =>
    serveRecorded(events => ({ butler: new BusyButler(events, 'ahead'), ...services }));
  const serveLarge = () =>
    serve({ sectionAdministration: new LargeSections([films, music], many), items: new LargeLibrary(many) });
  const visitLibrary = async (link: string, options?: VisitOptions) => {
    const visit = await Visit.to(browser, link, options);
    await go(visit.page, '#/library');
    return visit;
  };

  test.each(['en', 'de'] as const)('sections tell what was made of their files, in %s', async language => {
    await using server = await serveLarge();
    await using visit = await visitLibrary(server.link(), { language });
    const { page } = visit;
    await page.getByRole('heading', { name: 'Films & <b>“more”</b>' }).waitFor();
    const gone = {
      en: 'The folder "/media/more" does not exist.',
      de: 'Den Ordner „/media/more“ gibt es nicht.',
    };
    await page.getByText(gone[language]).waitFor();
    const figures = { en: '1,204 of 1,310', de: '1.204 von 1.310' }[language];
    await page.getByText(figures).waitFor();
    await page
      .getByText({ en: 'made with w320, now w480', de: 'gemacht mit w320, jetzt w480' }[language])
      .waitFor();
    expect(await visit.survey(`library-${language}`)).toEqual([]);
    expect(visit.wrongs).toEqual([]);
  });

  test('items are listed with names of every kind', async () => {
    const services = {
      sectionAdministration: new LargeSections([films], 9),
      items: new LargeLibrary(9),
    };
    await using server = await serve(services);
    await using visit = await visitLibrary(server.link());
    const { page } = visit;
    await page.getByRole('link', { name: 'Films & <b>“more”</b>' }).click();
    await page.getByText('<img src=x onerror=alert(1)> & <b>"Ø"</b>').waitFor();
    await page.getByText('Film 000009').waitFor();
    expect(await visit.survey('library-items')).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(visit.wrongs).toEqual([]);
  });

  test('what is missing leads to the files that lack it', async () => {
    await using server = await serve({ sectionAdministration: new LargeSections([films], many) });
    await using visit = await visitLibrary(server.link());
    const { page } = visit;
    await page.getByRole('link', { name: 'Index files: 74 missing' }).click();
    await page.getByRole('link', { name: 'Night Train <to> Meridian' }).waitFor();
    expect(await page.getByLabel('Show', { exact: true }).inputValue()).toBe('missing indexFile');
    await page.getByRole('link', { name: 'Night Train <to> Meridian' }).click();
    await page.getByRole('heading', { level: 1, name: 'Night Train <to> Meridian' }).waitFor();
    await page.getByText('The file ends too early.').first().waitFor();
    await page.getByText('Made with w320, not w480.', { exact: false }).waitFor();
    expect(await visit.survey('library-item-lacking')).toEqual([]);
    await page.getByRole('button', { name: 'Do now Generate chapter thumbnails' }).click();
    await page.getByText('Generate chapter thumbnails: started for this item').waitFor();
    expect(visit.wrongs).toEqual([]);
  });

  test('sections are added with a look through the folders, changed, scanned and removed', async () => {
    await using server = await serve({ sectionAdministration: new RecordedSections([films]) });
    await using visit = await visitLibrary(server.link());
    const { page } = visit;
    await page.getByRole('button', { name: 'Add a section' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'media', exact: true }).click();
    await dialog.getByRole('button', { name: 'music', exact: true }).click();
    await dialog.getByText('Looks like Films').waitFor();
    await dialog.getByRole('button', { name: 'Choose this folder' }).click();
    await dialog.getByText('Music', { exact: true }).click();
    await dialog.getByLabel('Name').fill('  Lieder 🎵 ');
    expect(await visit.survey('library-add')).toEqual([]);
    await dialog.getByRole('button', { name: 'Add a section' }).click();
    await page.getByText('Lieder 🎵 was added, and is scanned now').waitFor();
    await page.getByRole('heading', { name: 'Lieder 🎵' }).waitFor();

    await page.getByRole('button', { name: 'Edit Lieder 🎵' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Songs');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Songs' }).waitFor();
    await page.getByText('Songs was changed').waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByRole('heading', { name: 'Lieder 🎵' }).waitFor();
    await page.getByRole('button', { name: 'Edit Lieder 🎵' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Songs');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Songs' }).waitFor();

    await page.getByRole('button', { name: 'Scan Songs now' }).click();
    await page.getByText('Songs is scanned').waitFor();

    // All at once are one scan, which each of them shows.
    await page.getByRole('button', { name: 'Scan all' }).click();
    await page.getByRole('button', { name: 'Cancel the scan of Songs' }).waitFor();
    expect(await visit.survey('library-scanning')).toEqual([]);
    await page.getByRole('button', { name: 'Cancel the scan of Songs' }).click();
    await page.getByText('The scan of Songs').waitFor();

    await page.getByRole('button', { name: 'Remove Songs' }).click();
    await page.getByText('On disk no media is touched.').waitFor();
    expect(await visit.survey('library-remove')).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('heading', { name: 'Songs', exact: true }).waitFor({ state: 'detached' });
    expect(visit.wrongs).toEqual([]);
  });

  test('what changes elsewhere is shown as it happens, and what is missing is forgotten', async () => {
    const sectionAdministration = new RecordedSections([films]);
    await using server = await serve({ sectionAdministration });
    await using visit = await visitLibrary(server.link());
    const { page } = visit;
    await page.getByRole('heading', { name: films.title }).waitFor();
    const { id } = await sectionAdministration.add({ title: 'Kids', paths: ['/media/kids'] });
    server.events.emit('section', { sectionId: id, title: 'Kids', change: 'added' });
    const kids = page.getByRole('heading', { name: 'Kids' });
    await kids.waitFor();
    const [, added = films] = await sectionAdministration.list();
    await sectionAdministration.remove(added);
    server.events.emit('section', { sectionId: id, title: 'Kids', change: 'removed' });
    await kids.waitFor({ state: 'detached' });

    expect(await visit.survey('library-missing')).toEqual([]);
    await page.getByRole('button', { name: 'Forget them' }).click();
    await page.getByText('Forgot 4 files of Films').waitFor();
    expect(visit.wrongs).toEqual([]);
  });

  test('the first visit asks where the library is, and begins', async () => {
    const sections = new RecordedSections([]);
    await using server = await serve({ sectionAdministration: sections, items: new LargeLibrary(0) });
    await using visit = await Visit.to(browser, server.link());
    const { page } = visit;
    await page.getByRole('heading', { level: 1, name: 'Welcome' }).waitFor();
    expect(await page.getByRole('button', { name: 'Start', exact: true }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'media', exact: true }).click();
    await page.getByRole('button', { name: 'films', exact: true }).click();
    await page.getByRole('button', { name: 'Choose this folder' }).click();
    await page.getByText('One section will be made.').waitFor();
    expect(await visit.survey('library-first')).toEqual([]);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor();
    expect((await sections.list()).map(({ title, type }) => [title, type])).toEqual([['films', 'movie']]);
    expect(visit.wrongs).toEqual([]);
  });

  test('an address that names no item says so, and so does a server that is away', async () => {
    let visit: Visit;
    {
      await using server = await serve({ sectionAdministration: new RecordedSections([films]) });
      visit = await visitLibrary(server.link());
      await go(visit.page, '#/library/items/99');
      await visit.page.getByRole('heading', { name: 'There is no such item' }).waitFor();
      await go(visit.page, '#/library/items/nonsense');
      await visit.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
      await go(visit.page, '#/library/7');
      await visit.page.getByRole('heading', { name: 'There is no such item' }).waitFor();
    }
    await using _ = visit;
    await go(visit.page, `#/library/items/${recordedFilm.id}`);
    await visit.hurry(visit.page.getByText('The server does not answer.'));
    expect(await visit.survey('library-away')).toEqual([]);
    expect(visit.wrongs).toEqual([]);
  });

  test('a film is scrubbed by pointer and keys, over its loudness and bit rate', async () => {
    await using folder = await makeTempFolder();
    const indexFile = await makeIndexFile(join(folder.path, 'index-sd.bif'));
    const { files } = recordedServices();
    await using server = await serve({
      sectionAdministration: new RecordedSections([films]),
      files: { ...files, indexFile: async () => indexFile },
    });
    await using visit = await visitLibrary(server.link());
    const { page } = visit;
    await go(page, `#/library/items/${recordedFilm.id}`);
    const slider = page.getByRole('slider', { name: 'Position' });
    await slider.waitFor();
    const shown = () => page.evaluate('document.querySelector("[data-pictured] img")?.src');
    await page.locator('[data-pictured] img').waitFor();
    const first = await shown();

    await slider.focus();
    await page.keyboard.press('End');
    await expect.poll(() => slider.getAttribute('aria-valuenow')).toBe('5399');
    await expect.poll(shown).not.toBe(first);
    const last = await shown();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(shown).not.toBe(last);
    await page.keyboard.press('Home');
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/^0:00, /);

    const box = await slider.boundingBox();
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 10, (box?.y ?? 0) + 60);
    await expect.poll(() => slider.getAttribute('aria-valuenow')).toMatch(/^5[34]\d$/);
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/LUFS/);
    expect(await visit.survey('library-item')).toEqual([]);
    expect(visit.wrongs).toEqual([]);
  });
});

/** A picture a minute, each of another grey. */
async function makeIndexFile(path: string): Promise<string> {
  using bif = new BifWriter(path, 60_000, 90);
  for (let grey = 0; grey < 90; grey++)
    bif.add(
      await sharp(makePng(grey * 2, 320, 134))
        .jpeg()
        .toBuffer(),
    );
  bif.finish();
  return path;
}

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
}
