import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../test/browser/chromium.ts';

const visits = 7;

type Print = (what: string, figures: string) => void;

/**
 * What a person sees when, in the Chromium of the tests: the first paint of a first visit (nothing kept, not signed in),
 * the first paint and the heading of each page when it is opened again, and how long what they do holds up the next frame.
 */
export async function watchPages(url: string, link: string, print: Print): Promise<void> {
  const browser = await launchChromium();
  try {
    const first: number[] = [];
    for (let visit = 0; visit < visits; visit++) first.push(await paintOf(browser, url));
    print('first paint, first visit', tell(first));
    const context = await browser.newContext({
      reducedMotion: 'reduce',
      viewport: { width: 1280, height: 860 },
    });
    const page = await context.newPage();
    await page.goto(link);
    await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor();
    for (const hash of [
      '',
      'library',
      'library/1',
      'library/3?type=track',
      'nights',
      'backups',
      'settings',
    ]) {
      const [paints, headings]: number[][] = [[], []];
      for (let visit = 0; visit < visits; visit++) {
        await page.goto('about:blank');
        await page.goto(`${url}/#/${hash}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        headings?.push(Number(await page.evaluate('performance.now()')));
        paints?.push(Number(await page.evaluate(firstPaint)));
      }
      print(`#/${hash}: first paint`, tell(paints ?? []));
      print(`#/${hash}: its heading`, tell(headings ?? []));
    }
    print('a click on a page: longest event', tell(await watchClicks(page)));
    await page.goto(`${url}/#/library/1`);
    await page.getByRole('searchbox').waitFor();
    const typed = await watchEvents(
      page,
      async () => {
        for (const key of 'harbour') await page.keyboard.press(key, { delay: 60 });
      },
      () => page.getByRole('searchbox').focus(),
    );
    print('typing into the search: longest event', tell([typed]));
  } finally {
    await browser.close();
  }
}

async function paintOf(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  const paint = Number(await page.evaluate(firstPaint));
  await context.close();
  return paint;
}

const firstPaint = `new Promise(resolve => new PerformanceObserver(list => {
  for (const { name, startTime } of list.getEntries()) if (name === 'first-contentful-paint') resolve(startTime);
}).observe({ type: 'paint', buffered: true }))`;

async function watchClicks(page: Page): Promise<number[]> {
  const longest: number[] = [];
  for (const name of ['Library', 'Nights', 'Backups', 'Settings', 'Tonight']) {
    const link = page.getByRole('link', { name }).first();
    longest.push(await watchEvents(page, () => link.click()));
  }
  return longest;
}

/** How long the longest event took, in milliseconds: from the input to the next frame. Shorter ones than 16 are not told. */
async function watchEvents(page: Page, act: () => Promise<void>, before = async () => {}): Promise<number> {
  await before();
  await page.evaluate(`globalThis.longestEvent = 0; new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) globalThis.longestEvent = Math.max(globalThis.longestEvent, duration);
  }).observe({ type: 'event', durationThreshold: 16 }); undefined`);
  await act();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForTimeout(500);
  return Number(await page.evaluate('globalThis.longestEvent'));
}

function tell(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const [median = 0, worst = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return `median ${median.toFixed(0)} ms, worst ${worst.toFixed(0)} ms`;
}
