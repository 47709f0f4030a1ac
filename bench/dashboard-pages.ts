import type { Browser } from 'playwright-core';
import { launchChromium } from '../test/browser/chromium.ts';

const visits = 7;

type Print = (what: string, figures: string) => void;

/**
 * What a person sees when, in the Chromium of the tests: the first paint of a first visit (nothing kept, not signed in),
 * of each page when it is opened again, and how long the longest event of a click on each of them takes.
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
    for (const hash of ['', 'library', 'library/1', 'nights', 'backups', 'settings']) {
      const paints: number[] = [];
      for (let visit = 0; visit < visits; visit++) {
        await page.goto('about:blank');
        await page.goto(`${url}/#/${hash}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        paints.push(Number(await page.evaluate(firstPaint)));
      }
      print(`first paint of #/${hash}`, tell(paints));
    }
    const clicks: number[] = [];
    for (const name of ['Library', 'Nights', 'Backups', 'Settings', 'Tonight']) {
      await page.evaluate(watchEvents);
      await page.getByRole('link', { name }).first().click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForTimeout(300);
      clicks.push(Number(await page.evaluate('globalThis.longestEvent')));
    }
    print('longest event of a click on a page', tell(clicks));
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

/** The duration of events is from the input to the next frame; shorter ones than 16 ms are not told. */
const watchEvents = `globalThis.longestEvent = 0; new PerformanceObserver(list => {
  for (const { duration } of list.getEntries()) globalThis.longestEvent = Math.max(globalThis.longestEvent, duration);
}).observe({ type: 'event', durationThreshold: 16 }); undefined`;

function tell(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const [median = 0, worst = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return `median ${median.toFixed(0)} ms, worst ${worst.toFixed(0)} ms`;
}
