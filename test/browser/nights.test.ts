import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nothing } from '../../src/domain/samples.ts';
import { openStore, type Store } from '../../src/store/open.ts';
import { recordedHistory } from '../support/recorded-history.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { BusyButler } from './busy-butler.ts';
import { launchChromium, noBrowser } from './chromium.ts';
import { keepFiveYears, oddFiles } from './five-years.ts';
import { serveRecorded } from './serve-recorded.ts';
import { Visit } from './visit.ts';

const dayMs = 86_400_000;
/** 02:00 UTC of yesterday: all of that night is over. */
const opensAt = Math.floor(Date.now() / dayMs) * dayMs - 22 * 3_600_000;
const dayOf = (ago: number) => new Date(opensAt - ago * dayMs).toISOString().slice(0, 10);

describe.skipIf(noBrowser)(`Nights${noBrowser ? `: ${noBrowser}` : ''}`, () => {
  let browser: Browser;
  let folder: Awaited<ReturnType<typeof makeTempFolder>>;
  let store: Store;
  let last: number;
  beforeAll(async () => {
    browser = await launchChromium();
    folder = await makeTempFolder();
    store = await openStore(folder.path);
    last = await keepFiveYears(store, opensAt);
  });
  afterAll(async () => {
    await browser.close();
    await store.close();
    await folder[Symbol.asyncDispose]();
  });

  /** What is to be tried again goes back into the queue. */
  class Retrying extends BusyButler {
    override async retryFiles(name: string, partIds: readonly number[]) {
      const subjects = partIds.map(id => `part:${id}`);
      await store.db.updateTable('unit').set({ state: 'queued' }).where('subject', 'in', subjects).execute();
      return await super.retryFiles(name, partIds);
    }
  }

  const serve = () =>
    serveRecorded(events => ({
      butler: new Retrying(events, 'ahead'),
      history: store.history,
      logs: store.logs,
      reports: store.reports,
    }));

  test.each(['en', 'de'] as const)('look well, in %s', async language => {
    await using server = await serve();
    await using visit = await Visit.to(browser, server.link(), { language });
    const { page } = visit;
    await page.goto(`${server.url}/#/nights`);
    await page.locator(`[data-day="${dayOf(3)}"][data-state="failed"]`).waitFor();
    await page.getByRole('heading', { name: /The report|Der Bericht/ }).waitFor();
    expect(await visit.survey(`nights-${language}`)).toEqual([]);
    expect(visit.wrongs).toEqual([]);
  });

  test('ask only for what is shown, of five years', async () => {
    await using server = await serve();
    await using visit = await Visit.to(browser, server.link());
    const { page } = visit;
    const asked: URL[] = [];
    page.on('request', request => {
      const url = new URL(request.url());
      if (/\/(nights|runs|reports|logs)\b/.test(url.pathname)) asked.push(url);
    });
    await page.goto(`${server.url}/#/nights`);
    await page.locator(`[data-day="${dayOf(3)}"][data-state="failed"]`).waitFor();
    await page.getByRole('link', { name: 'Back up database' }).waitFor();
    for (const url of asked) {
      const [from, to] = [url.searchParams.get('from'), url.searchParams.get('to')];
      if (from && to) expect((Date.parse(to) - Date.parse(from)) / dayMs).toBeLessThan(200);
      if (url.pathname.endsWith('/runs')) expect(url.searchParams.get('serviceDay')).toBe(dayOf(0));
    }
    // To the beginning, and all of it is there.
    for (let click = 0; click < 9; click++) await page.getByRole('button', { name: 'Earlier' }).click();
    const early = page.locator(`[data-day="${dayOf(9 * 182 + 40)}"]`);
    await early.and(page.locator(':not([data-state="none"])')).click();
    await page.getByRole('link', { name: 'Back up database' }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#/nights/${dayOf(9 * 182 + 40)}`);
    expect(visit.wrongs).toEqual([]);
  });

  test('are reached by the keyboard, over the edge of what is shown', async () => {
    await using server = await serve();
    await using visit = await Visit.to(browser, server.link());
    const { page } = visit;
    await page.goto(`${server.url}/#/nights/${dayOf(2)}`);
    await page.locator(`[data-day="${dayOf(3)}"][data-state="failed"]`).waitFor();
    const day = (ago: number) => page.locator(`[data-day="${dayOf(ago)}"]`);
    await day(2).and(page.locator('[tabindex="0"]')).focus();
    const isFocused = (ago: number) => day(ago).and(page.locator(':focus')).waitFor();
    for (const [key, ago] of [
      ['ArrowUp', 3],
      ['ArrowLeft', 10],
      ['PageUp', 38],
      ['ArrowRight', 31],
      ['ArrowDown', 30],
    ] as const) {
      await page.keyboard.press(key);
      await isFocused(ago);
    }
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The report' }).waitFor();
    await day(30).and(page.locator('[aria-current="true"]')).waitFor();
    for (let ago = 58; ago <= 30 + 7 * 28; ago += 28) {
      await page.keyboard.press('PageUp');
      await isFocused(ago);
    }
    expect(visit.wrongs).toEqual([]);
  });

  test('have runs with all that is known of them', async () => {
    await using server = await serve();
    await using visit = await Visit.to(browser, server.link());
    const { page } = visit;
    await page.goto(`${server.url}/#/nights`);
    await page.getByRole('link', { name: 'Generate index files', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Generate index files' }).waitFor();
    expect(new URL(page.url()).hash).toBe(`#/nights/run/${last}`);
    for (const file of oddFiles) await page.getByRole('heading', { name: file }).waitFor();
    await page.getByText('Placed at random in the window.').waitFor();
    const lines = page.getByRole('list', { name: /^Log/ }).getByRole('listitem');
    await lines.nth(99).waitFor();
    expect(await visit.survey('run')).toEqual([]);

    const charts = page.getByRole('slider', { name: 'Pace and use' });
    await charts.focus();
    const spoken = () => charts.getAttribute('aria-valuetext');
    expect(await spoken()).toMatch(
      /^\d\d:\d\d:\d\d: Files a minute: .+ done, .+ failed; Processors: .+ busy, .+; Bytes: .+ MB\/s read, .+/,
    );
    for (let press = 0; press < 5; press++) await page.keyboard.press('PageDown');
    expect(await spoken()).toMatch(/: paused$/);
    await charts.hover({ position: { x: 240, y: 60 } });
    await page.getByText('In numbers').click();
    await page.getByRole('table', { name: 'Pace and use' }).waitFor();
    await charts.hover({ position: { x: 240, y: 60 } });
    await visit.look('run-course');

    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.setViewportSize({ width: 1280, height: 860 });

    await page.getByRole('button', { name: 'Show older lines' }).click();
    await lines.nth(199).waitFor();
    await page.getByRole('radio', { name: 'error', exact: true }).check({ force: true });
    await page.getByText('51: read').waitFor();
    expect(await lines.count()).toBe(3);
    await page.getByRole('searchbox').fill('no such text');
    await page.getByText('No line is like that.').waitFor();
    expect(new URL(page.url()).hash).toContain('level=error&text=no+such+text');

    await page.getByRole('button', { name: `Try ${oddFiles[0]} again` }).click();
    await page.getByText(`${oddFiles[0]} is tried again`).waitFor();
    await page.getByText('waits to be tried again').nth(1).waitFor();
    expect(visit.wrongs).toEqual([]);
  });

  test('show a run that is in hand as it goes on', async () => {
    let butler: BusyButler | undefined;
    await using server = await serveRecorded(events => {
      const busy = new BusyButler(events, 'open');
      butler = busy;
      const findTask = (id: number) => busy.tasks().find(({ active, last }) => (active ?? last)?.id === id);
      const history: typeof recordedHistory = {
        ...recordedHistory,
        transitions: async () => [
          { at: Date.now(), from: 'queued', to: 'running', reason: 'Its turn came.' },
        ],
        findRun: async id => findTask(id)?.active ?? findTask(id)?.last,
      };
      return { butler: busy, history };
    });
    const active = butler?.tasks().find(({ name }) => name === 'LoudnessAnalysis')?.active;
    if (!active) throw new Error('Nothing runs.');
    await using visit = await Visit.to(browser, server.link());
    const { page } = visit;
    await page.goto(`${server.url}/#/nights/run/${active.id}`);
    await page.getByText('It said nothing.').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    const say = (message: string, level: 'info' | 'warn' = 'info') =>
      server.events.emit('log', { runId: active.id, at: Date.now(), level, message });
    say('The first <i>line</i>.');
    say('The second line.', 'warn');
    server.events.emit('log', {
      runId: active.id + 1,
      at: Date.now(),
      level: 'info',
      message: 'Of another.',
    });
    const lines = page.getByRole('list', { name: /^Log/ }).getByRole('listitem');
    await lines.filter({ hasText: 'The second line.' }).waitFor();
    expect(await lines.allInnerTexts()).toEqual([
      expect.stringContaining('The second line.'),
      expect.stringContaining('The first <i>line</i>.'),
    ]);
    server.events.emit('progress', active.id, {
      ...{ done: 300, total: 420, failed: 0, bytesDone: 9e9, bytesTotal: 12e9 },
      subtitle: oddFiles[1],
    });
    await page.getByText('300 of 420').waitFor();

    // It has no charts yet; they come, and grow, as it is told how it goes.
    await page.getByText('The charts begin with the first half minute.').waitFor();
    const charts = page.getByRole('slider', { name: 'Pace and use' });
    for (let second = 10; second <= 70; second += 10) {
      const sample = { ...nothing, fromMs: second * 1_000 - 10_000, lengthMs: 10_000, workerMs: 9_000 };
      const items = [{ ...sample, done: second / 10, cpuUs: 4e6 + second * 1e5, bytesRead: second * 1e7 }];
      server.events.emit('samples', active.id, { bucketMs: 10_000, items });
      server.events.emit('samples', active.id + 1, { bucketMs: 10_000, items });
    }
    await charts.and(page.locator('[aria-valuemax="6"]')).waitFor();
    const again = { ...nothing, fromMs: 60_000, lengthMs: 10_000, done: 9 };
    server.events.emit('samples', active.id, { bucketMs: 10_000, items: [again] });
    await charts.and(page.locator('[aria-valuetext*="54"]')).waitFor();
    expect(await visit.survey('run-in-hand')).toEqual([]);
    await page.getByRole('button', { name: 'Stop Loudness analysis' }).click();
    await page.getByRole('button', { name: 'Run again' }).waitFor();
    expect(visit.wrongs).toEqual([]);
  });

  test('say what went wrong, and try again', async () => {
    await using server = await serve();
    await using visit = await Visit.to(browser, server.link());
    const { page } = visit;
    const asked = '**/api/v1/nights?**';
    const problem = { code: 'odd', status: 400, detail: 'The nights are not to be had.', remedy: 'Wait.' };
    await page.route(asked, route =>
      route.fulfill({ status: 400, contentType: 'application/problem+json', json: problem }),
    );
    await page.goto(`${server.url}/#/nights/${dayOf(0)}`);
    await page.getByText('The nights are not to be had.').waitFor();
    // What can be shown is shown.
    await page.getByRole('link', { name: 'Back up database' }).waitFor();
    await visit.look('nights-failed');
    expect(await visit.findBarriers()).toEqual([]);
    await page.unroute(asked);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator(`[data-day="${dayOf(3)}"][data-state="failed"]`).waitFor();
    expect(visit.wrongs).toEqual([]);
  });

  test('begin with the last one, however long ago it was', async () => {
    await using server = await serveRecorded(events => ({ butler: new BusyButler(events, 'ahead') }));
    await using visit = await Visit.to(browser, server.link());
    const { page } = visit;
    await page.goto(`${server.url}/#/nights`);
    await page.getByRole('heading', { name: 'Sunday, 1 March 2026' }).waitFor();
    await page.locator('[data-day="2026-03-01"][aria-current="true"]').waitFor();
    expect(visit.wrongs).toEqual([]);
  });

  test('say so where there is nothing, or no such run', async () => {
    const none = async () => [];
    await using server = await serveRecorded(events => ({
      butler: new BusyButler(events, 'ahead'),
      history: { ...recordedHistory, runs: none, nights: none },
    }));
    await using visit = await Visit.to(browser, server.link(), { size: 'phone' });
    const { page } = visit;
    await page.goto(`${server.url}/#/nights`);
    await page.getByRole('heading', { name: 'No night has passed yet' }).waitFor();
    expect(await visit.survey('nights-empty')).toEqual([]);
    for (const id of ['999999', 'x', '0']) {
      await page.goto(`${server.url}/#/nights/run/${id}`);
      await page.getByRole('heading', { name: 'There is no such run' }).waitFor();
    }
    expect(visit.wrongs).toEqual([]);
  });
});
