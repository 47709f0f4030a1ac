import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BusyButler } from './busy-butler.ts';
import { launchChromium, noBrowser } from './chromium.ts';
import { serveRecorded } from './serve-recorded.ts';
import { Visit } from './visit.ts';

describe.skipIf(noBrowser)(`Around every page${noBrowser ? `: ${noBrowser}` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  const serve = (port?: number) =>
    serveRecorded(events => ({ butler: new BusyButler(events, 'open') }), port);

  test('commands are found by typing, and run by keys alone', async () => {
    await using server = await serve();
    await using visit = await Visit.to(browser, server.link());
    const { page } = visit;
    await page.getByRole('heading', { name: 'Running' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('option').first().waitFor();
    expect(await visit.survey('commands')).toEqual([]);

    await page.keyboard.type('back start');
    await page.getByRole('option', { name: 'Start: Back up database' }).waitFor();
    expect(await page.getByRole('option').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.getByText('Back up database: started').waitFor();
    await page.getByRole('progressbar', { name: 'Back up database' }).waitFor();

    await page.keyboard.press('Control+k');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.type('nothing is called this');
    await page.getByText('Nothing is called that.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(visit.wrongs).toEqual([]);
  });

  test('colours and language are chosen, and kept', async () => {
    await using server = await serve();
    await using visit = await Visit.to(browser, server.link(), { colours: 'dark' });
    const { page } = visit;
    await page.getByRole('button', { name: 'Display' }).click();
    await page.getByText('Light', { exact: true }).click();
    await page.getByText('Deutsch').click();
    await page.getByRole('heading', { level: 1, name: 'Heute Nacht' }).waitFor();
    expect(await visit.survey('display')).toEqual([]);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Heute Nacht' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('de');
    expect(await page.evaluate('getComputedStyle(document.documentElement).colorScheme')).toBe('light');
    expect(visit.wrongs).toEqual([]);
  });

  test('an address that names no page says so', async () => {
    await using server = await serve();
    await using visit = await Visit.to(browser, server.link());
    const { page } = visit;
    await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor();
    await page.evaluate("location.hash = '#/no/such/page'");
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    expect(await visit.survey('unknown')).toEqual([]);
    await page.getByRole('link', { name: 'Back to tonight' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    expect(visit.wrongs).toEqual([]);
  });

  test.each([
    ['Asia/Kolkata', 'where you are'],
    ['Etc/UTC', undefined],
  ])('both clocks are told to who is in %s', async (zone, told) => {
    await using server = await serveRecorded(events => ({
      butler: new BusyButler(events, 'ahead'),
      zone: () => 'UTC',
    }));
    await using visit = await Visit.to(browser, server.link(), { zone });
    const { page } = visit;
    await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor();
    await page.getByText(/^\d\d:\d\d in UTC$/).waitFor();
    // Plainly where they differ, in the heading and under the pages; else in no place.
    expect(await page.getByText('where you are').filter({ visible: true }).count()).toBe(told ? 2 : 0);
    if (told) expect(await visit.survey('two-clocks')).toEqual([]);

    // A time alone tells more under the focus, until Escape.
    await page.goto(`${server.url}/#/nights/run/5`);
    const time = page.getByRole('listitem').filter({ hasText: 'running' }).locator('time');
    await time.waitFor();
    expect(await time.innerText()).toMatch(told ? /^02:00\s+07:30 where you are$/ : /^02:00$/);
    await page.getByRole('heading', { level: 1 }).click();
    const bubble = page.getByRole('tooltip');
    for (let press = 0; press < 9 && !(await bubble.isVisible()); press++) await page.keyboard.press('Tab');
    expect(await bubble.innerText()).toMatch(told ? /UTC.*07:30.*where you are/ : /^1 Mar 2026, 02:00$/);
    expect(await visit.findBarriers()).toEqual([]);
    await page.keyboard.press('Escape');
    await bubble.waitFor({ state: 'detached' });

    // A day without a report is no failure.
    const refused: string[] = [];
    page.on('response', response => {
      if (response.status() >= 400) refused.push(response.url());
    });
    await page.goto(`${server.url}/#/nights/2026-02-11`);
    await page.getByText('Nothing ran', { exact: true }).first().waitFor();
    expect(refused).toEqual([]);
    expect(visit.wrongs).toEqual([]);
  });

  test('a server that is away is told, and what changed meanwhile is there when it is back', async () => {
    let visit: Visit;
    let port: number;
    {
      await using server = await serve();
      ({ port } = server);
      visit = await Visit.to(browser, server.link());
      await visit.page.getByText('Live', { exact: true }).waitFor();
      await visit.page.getByRole('heading', { name: 'Running' }).waitFor();
    }
    await using _ = visit;
    const { page } = visit;
    await visit.hurry(page.getByText('The server does not answer.'));
    expect(await visit.survey('server-away')).toEqual([]);
    await page.getByRole('button', { name: 'Stop Generate index files' }).click();
    await visit.hurry(page.getByText('The server does not answer; nothing was changed.'));

    await using _again = await serveRecorded(events => ({ butler: new BusyButler(events, 'ahead') }), port);
    await page.getByRole('button', { name: 'Try now' }).click();
    await page.getByText('The server was started anew.').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await page.getByRole('heading', { name: 'Running' }).waitFor({ state: 'detached' });
    expect(visit.wrongs).toEqual([]);
  });
});
