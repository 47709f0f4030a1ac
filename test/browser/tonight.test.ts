import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BusyButler } from './busy-butler.ts';
import { launchChromium, noBrowser } from './chromium.ts';
import { serveRecorded } from './serve-recorded.ts';
import { Visit } from './visit.ts';

describe.skipIf(noBrowser)(`Tonight${noBrowser ? `: ${noBrowser}` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test.each([
    ['open', 'en'],
    ['ahead', 'de'],
  ] as const)('with a window that is %s looks well, in %s', async (when, language) => {
    await using server = await serveRecorded(events => ({ butler: new BusyButler(events, when) }));
    await using visit = await Visit.to(browser, server.link(), { language });
    await visit.page.getByRole('heading', { level: 2 }).first().waitFor();
    expect(await visit.survey(`tonight-${when}`)).toEqual([]);
    expect(visit.wrongs).toEqual([]);
  });
});
