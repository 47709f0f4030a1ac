import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpServer } from '../../src/http/server.ts';
import { recordedServices, token } from '../support/http.ts';
import { launchChromium, noBrowser } from './chromium.ts';
import { Visit } from './visit.ts';

describe.skipIf(noBrowser)(`The reference${noBrowser ? `: ${noBrowser}` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  const serve = async () => {
    const server = await createHttpServer({ ...recordedServices(), host: '127.0.0.1', port: 0 });
    return { url: server.address.url, [Symbol.asyncDispose]: () => server.close() };
  };

  test('shows both descriptions, in light and dark, and asks nobody else', async () => {
    await using server = await serve();
    for (const colours of ['light', 'dark'] as const) {
      await using visit = await Visit.to(browser, `${server.url}/docs`, { colours });
      const { page } = visit;
      await page.locator('#operations-Tasks-runTask').waitFor();
      await page.getByRole('link', { name: 'As clients of Plex know it' }).click();
      await page.locator('#operations-Butler-startTask').waitFor();
      expect(await page.locator('nav [aria-current]').textContent()).toBe('As clients of Plex know it');
      expect(visit.wrongs).toEqual([]);
    }
  });

  test('lets an operation be tried with a token that is typed once, and kept by the tab alone', async () => {
    await using server = await serve();
    await using visit = await Visit.to(browser, `${server.url}/docs?api=plex`, { size: 'phone' });
    const { page } = visit;
    const enter = async (text: string) => {
      await page.getByLabel('Token').fill(text);
      await page.keyboard.press('Tab');
    };
    const status = page.locator('.live-responses-table tbody .response-col_status');
    const operation = page.locator('#operations-Butler-startTask');
    const execute = () => operation.getByRole('button', { name: 'Execute' }).click();

    await enter('another token');
    await page.getByText('✗ wrong').waitFor();
    await operation.locator('.opblock-summary').click();
    await execute();
    await status.filter({ hasText: '401' }).waitFor();

    await enter(token);
    await page.getByText('✓ right').waitFor();
    await execute();
    await status.filter({ hasText: '200' }).waitFor();
    await execute();
    await status.filter({ hasText: '202' }).waitFor();
    await visit.look('reference-tried');

    await page.reload();
    await page.getByText('✓ right').waitFor();
    expect(await page.evaluate('localStorage.length')).toBe(0);
    expect(visit.wrongs).toEqual([]);
  });

  test('fills in nothing that may be left out', async () => {
    await using server = await serve();
    await using visit = await Visit.to(browser, `${server.url}/docs?api=plex`);
    const { page } = visit;
    const operation = page.locator('#operations-Preferences-setPreferences');
    await operation.locator('.opblock-summary').click();
    await operation.getByRole('button', { name: 'Execute' }).waitFor();
    const filled = await operation
      .locator('.parameters input, .parameters select')
      .evaluateAll(fields => fields.filter(field => 'value' in field && field.value !== '').length);
    expect(filled).toBe(0);
    expect(visit.wrongs).toEqual([]);
  });
});
