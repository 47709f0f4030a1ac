import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allRunning, BusyButler } from './busy-butler.ts';
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

  test('starting, stopping and pausing are done at once, and taken back', async () => {
    await using server = await serveRecorded(events => ({ butler: new BusyButler(events, 'open') }));
    await using visit = await Visit.to(browser, server.link());
    const { page } = visit;
    const running = page.getByRole('progressbar', { name: 'Loudness analysis' });
    await running.waitFor();
    await page.getByRole('button', { name: 'Stop Loudness analysis' }).click();
    await running.waitFor({ state: 'detached' });
    await page.getByText('Loudness analysis: stopped. What is done is kept.').waitFor();
    await visit.look('tonight-undo');
    await page.getByRole('button', { name: 'Undo' }).click();
    await running.waitFor();

    await page.getByRole('button', { name: 'Pause Loudness analysis' }).click();
    await page.getByText('Paused by hand.').first().waitFor();
    await page.getByRole('button', { name: 'Resume Loudness analysis' }).click();
    await page.getByText('Paused by hand.').first().waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Pause all' }).click();
    await page.getByRole('menuitem', { name: 'For 1 hr' }).waitFor();
    expect(await visit.findBarriers()).toEqual([]);
    await visit.look('tonight-pause-menu');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('Everything is paused until').waitFor();
    expect(await visit.survey('tonight-paused')).toEqual([]);
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.getByRole('button', { name: 'Pause all' }).waitFor();

    await page.getByRole('button', { name: 'Stop all' }).click();
    await page.getByText('5 tasks stopped.').waitFor();
    await page.getByRole('heading', { name: 'Running' }).waitFor({ state: 'detached' });
    expect(visit.wrongs).toEqual([]);
  });

  test('what one tab does the other shows', async () => {
    await using server = await serveRecorded(events => ({ butler: new BusyButler(events, 'open') }));
    await using one = await Visit.to(browser, server.link());
    await using other = await Visit.to(browser, server.link());
    for (const { page } of [one, other]) {
      await page.getByRole('progressbar', { name: 'Music analysis' }).waitFor();
      await page.getByText('Live', { exact: true }).waitFor();
    }
    // Both at once: whoever is later finds that it has ended, or that the button is gone.
    const press = `document.querySelector('[aria-label="Stop Music analysis"]')?.click()`;
    await Promise.all([one, other].map(({ page }) => page.evaluate(press)));
    for (const { page } of [one, other]) {
      await page.getByRole('progressbar', { name: 'Music analysis' }).waitFor({ state: 'detached' });
    }
    await other.page.getByRole('button', { name: 'Pause all' }).click();
    await other.page.getByRole('menuitem', { name: 'Until I resume' }).click();
    await one.page.getByRole('button', { name: 'Resume all' }).waitFor();
    expect([...one.wrongs, ...other.wrongs]).toEqual([]);
  });

  test('names that people give are text, whatever is in them', async () => {
    await using server = await serveRecorded(events => ({ butler: new BusyButler(events, 'open') }));
    await using visit = await Visit.to(browser, server.link(), { size: 'phone' });
    const { page } = visit;
    await page.getByText('Amélie & <b>"Ø"</b> (2001).mkv').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(visit.wrongs).toEqual([]);
  });

  test('twenty-five tasks that report at once are drawn once in a frame', async () => {
    let butler: BusyButler | undefined;
    await using server = await serveRecorded(events => {
      butler = new BusyButler(events, 'open', Date.now(), allRunning(Date.now()));
      return { butler };
    });
    await using visit = await Visit.to(browser, server.link());
    const { page } = visit;
    await page.getByRole('progressbar').nth(24).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');
    const count = async (name: string) => {
      const { metrics } = await devtools.send('Performance.getMetrics');
      return metrics.find(metric => metric.name === name)?.value ?? 0;
    };
    await page.evaluate('frames = 0; (function next() { frames++; requestAnimationFrame(next); })()');
    const [layouts, frames] = [await count('LayoutCount'), Number(await page.evaluate('frames'))];
    for (let done = 1; done <= 40; done++) {
      butler?.report(() => ({
        done,
        total: 40,
        failed: 0,
        bytesDone: done * 1e9,
        bytesTotal: 40e9,
        subtitle: `File ${done}.mkv`,
      }));
      await page.evaluate('new Promise(requestAnimationFrame)');
    }
    await page.getByText('40 of 40 files').nth(24).waitFor();
    const drawn = Number(await page.evaluate('frames')) - frames;
    // Whoever measured what it had just changed would have it laid out again within the frame.
    expect((await count('LayoutCount')) - layouts).toBeLessThanOrEqual(drawn + 2);
    expect(await page.getByRole('progressbar').count()).toBe(25);
    expect(visit.wrongs).toEqual([]);
  });
});
