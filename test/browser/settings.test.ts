// The settings of the program as a user starts it, looked at and changed in a browser.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Program } from '../support/program.ts';
import { makeTempFolder } from '../support/temp-folder.ts';
import { launchChromium, noBrowser } from './chromium.ts';
import { Visit, type VisitOptions } from './visit.ts';

describe.skipIf(noBrowser)(`Settings${noBrowser ? `: ${noBrowser}` : ''}`, () => {
  let browser: Browser;
  let program: Program;
  let kept: AsyncDisposableStack;
  let token: string;
  beforeAll(async () => {
    await using stack = new AsyncDisposableStack();
    const folder = stack.use(await makeTempFolder());
    const films = join(folder.path, 'Films');
    await mkdir(films);
    program = stack.use(new Program(['--data', join(folder.path, 'data'), '--port', '0', films]));
    browser = await launchChromium();
    stack.defer(() => browser.close());
    const [, code = ''] = await program.line(/#code=(\S+)/);
    const response = await fetch(`${await program.url()}/api/v1/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    token = ((await response.json()) as { token: string }).token;
    kept = stack.move();
  });
  afterAll(() => kept.disposeAsync());

  async function ask<Answer>(path: string, method = 'GET', body?: object): Promise<Answer> {
    const headers = { 'X-Plex-Token': token, 'Content-Type': 'application/json' };
    const response = await fetch(`${await program.url()}/api/v1${path}`, {
      method,
      headers,
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Answer;
  }

  /** Signs in with the token: a link does so only once. */
  async function visitPage(path: string, options?: VisitOptions): Promise<Visit> {
    const visit = await Visit.to(browser, `${await program.url()}/#/${path}`, options);
    const { page } = visit;
    await page.locator('input[type=password]').fill(token);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1 }).waitFor();
    return visit;
  }

  async function box(locator: Locator) {
    const found = await locator.boundingBox();
    if (!found) throw new Error('It is not there.');
    return found;
  }

  test('are found, changed, and put back', async () => {
    await using visit = await visitPage('settings');
    const { page } = visit;
    await page.getByText(/of \d+ settings/).waitFor();
    expect(await visit.survey('settings')).toEqual([]);

    await page.getByRole('searchbox').fill('battery');
    await page.getByText(/^1 of \d+ settings/).waitFor();
    const battery = page.getByRole('switch', { name: 'Rest while the computer runs on battery' });
    await battery.click();
    await page.getByText('Default: on').waitFor();
    expect(await ask('/settings/ButlerPauseOnBattery')).toMatchObject({ value: false, changed: true });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Default: on').waitFor({ state: 'detached' });
    expect(await battery.getAttribute('aria-checked')).toBe('true');

    // The advanced are found too, and the server says what a value must be.
    await page.getByRole('searchbox').fill('history days');
    const days = page.getByRole('textbox', { name: 'Days for which the history is kept' });
    await days.fill('3');
    await days.press('Enter');
    await page.getByText('Not saved: it must be a whole number from 7 to 36500.').waitFor();
    expect(await days.getAttribute('aria-invalid')).toBe('true');
    expect(await visit.findBarriers()).toEqual([]);
    await visit.look('settings-refused');
    await days.fill('90');
    await days.press('Enter');
    await page.getByText('Days for which the history is kept: saved').waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('switch', { name: 'Only changed ones' }).click();
    await days.waitFor();
    // What somebody else changes shows by itself.
    await ask('/settings/ButlerHistoryDays', 'PUT', { value: 91 });
    await expect.poll(() => days.inputValue()).toBe('91');
    await page.getByRole('button', { name: 'Put the default back: Days for which' }).click();
    await days.waitFor({ state: 'detached' });
    expect(await ask('/settings/ButlerHistoryDays')).toMatchObject({ value: 400, changed: false });
    expect(visit.wrongs).toEqual([]);
  });

  test('that are secret are written, removed, and never shown', async () => {
    await using visit = await visitPage('settings/notices', { size: 'phone' });
    const { page } = visit;
    const secret = page.getByLabel('Access token of ntfy');
    await secret.fill('tk_<b>secret</b>');
    await secret.press('Enter');
    await page.getByText('Access token of ntfy: saved').waitFor();
    expect(await secret.inputValue()).toBe('');
    expect(await secret.getAttribute('placeholder')).toBe('Set, and never shown');
    expect(await page.content()).not.toContain('tk_');
    await page
      .locator('[data-setting=ButlerNotifyNtfyToken]')
      .getByRole('button', { name: 'Remove' })
      .click();
    expect(await visit.findBarriers()).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await ask('/settings/ButlerNotifyNtfyToken')).toMatchObject({ changed: false });
    expect(visit.wrongs).toEqual([]);
  });

  test('are told in German', async () => {
    await using visit = await visitPage('settings/rest', { language: 'de' });
    const { page } = visit;
    // Whatever is long, from the right, or looks like markup is a text.
    await ask('/settings/FriendlyName', 'PUT', { value: `مرحبا <b>${'lang '.repeat(90)}</b>` });
    await page.getByText('Ruhen, während jemand schaut').waitFor();
    await page.getByRole('switch', { name: 'Nur geänderte' }).click();
    await page.getByText('Anzeigename').first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await visit.survey('settings-german')).toEqual([]);
    await page.getByRole('searchbox').fill('Verlauf');
    await page.getByRole('switch', { name: 'Nur geänderte' }).click();
    const days = page.getByRole('textbox', { name: 'Tage, für die der Verlauf bleibt' });
    await days.fill('3');
    await days.press('Enter');
    await page.getByText('Nicht gespeichert. Erwartet wird: eine ganze Zahl von 7 bis 36500.').waitFor();
    await ask('/settings/FriendlyName', 'DELETE');
    expect(visit.wrongs).toEqual([]);
  });

  test('of the windows are made by hand, with a view of the nights, and taken back', async () => {
    await using visit = await visitPage('settings/windows');
    const { page } = visit;
    const monday = page.getByRole('button', { name: /^Monday/ });
    await page.getByText('19 tasks').first().waitFor();
    expect(await visit.survey('windows')).toEqual([]);

    // Three hours of 02:00 to 05:00 are as high as it is.
    const { x, y, width, height } = await box(monday);
    const hour = height / 3;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + height / 2 + hour, { steps: 4 });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Monday, 03:00–06:00, all tasks' }).waitFor();
    await page.mouse.move(x + width / 2, y + hour + height - 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + 1.5 * hour + height - 2, { steps: 4 });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Monday, 03:00–06:30, all tasks' }).waitFor();
    // What is let go with Escape is as before.
    await page.mouse.move(x + 5, y + 8 * hour);
    await page.mouse.down();
    await page.mouse.move(x + 5, y + 9 * hour, { steps: 4 });
    expect(await monday.count()).toBe(2);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await monday.count()).toBe(1);
    // A new one, over three days; then one in the way of it, which the server refuses.
    await page.mouse.move(x + 5, y + 11.1 * hour);
    await page.mouse.down();
    await page.mouse.move(x + 2.5 * width, y + 12.9 * hour, { steps: 4 });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Wednesday, 13:00–15:00, all tasks' }).waitFor();
    await page.getByText('24 tasks would start at another time').waitFor();
    expect(await visit.survey('windows-changed')).toEqual([]);
    await page.getByRole('button', { name: 'Add a window' }).click();
    const added = page.getByRole('group', { name: 'Window 3' });
    await added.getByLabel('Tue').check({ force: true });
    await page.getByText('This cannot be saved: it').waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await visit.look('windows-refused');
    await page.getByRole('button', { name: /^Remove window 3/ }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The maintenance windows are saved').waitFor();
    await page.getByText('Not saved yet').waitFor({ state: 'detached' });
    const { windows } = await ask<{ windows: object[] }>('/windows');
    expect(windows).toMatchObject([
      { opens: '03:00', closes: '06:30', weekdays: [1, 2, 3, 4, 5, 6, 7] },
      { opens: '13:00', closes: '15:00', weekdays: [1, 2, 3] },
    ]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Monday, 02:00–05:00, all tasks' }).waitFor();
    expect(await ask('/settings/ButlerWindows')).toMatchObject({ changed: false });
    expect(visit.wrongs).toEqual([]);
  });

  test('of the windows are made by keys and by fingers too', async () => {
    await using visit = await visitPage('settings/windows', { size: 'phone', language: 'de' });
    const { page } = visit;
    await page.getByRole('button', { name: /^Montag/ }).focus();
    const press = async (key: string, name: string) => {
      await page.keyboard.press(key);
      await page.locator(`button:focus[aria-label="${name}"]`).waitFor();
    };
    await press('ArrowUp', 'Montag, 01:45–04:45, alle Aufgaben');
    await press('Shift+ArrowDown', 'Montag, 01:45–05:00, alle Aufgaben');
    await press('Alt+ArrowDown', 'Montag, 02:00–05:00, alle Aufgaben');
    await press('Delete', 'Dienstag, 02:00–05:00, alle Aufgaben');
    await press('ArrowLeft', 'Montag, 02:00–05:00, alle Aufgaben');
    // Over midnight it opens on the evening before.
    for (let step = 0; step < 8; step++) await page.keyboard.press('ArrowUp');
    await press('ArrowUp', 'Sonntag, 23:45–02:45, alle Aufgaben');
    const week = page.getByRole('button', { name: /^Sonntag/ }).locator('..');
    const { width, height } = await box(week);
    await week.tap({ position: { x: width / 14, y: height * 0.55 } });
    await page.getByRole('button', { name: 'Montag, 13:00–15:00, alle Aufgaben' }).waitFor();
    await page.getByText('Nicht gespeichert', { exact: true }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(await visit.findBarriers()).toEqual([]);
    await visit.look('windows-phone-german');
    await page.getByRole('button', { name: 'Verwerfen' }).click();
    await page.getByRole('button', { name: 'Montag, 02:00–05:00, alle Aufgaben' }).waitFor();
    expect(visit.wrongs).toEqual([]);
  });

  /** What a browser asks of a page before it closes: true where nothing is in the way. */
  const mayClose = (visit: Visit) =>
    visit.page.evaluate('dispatchEvent(new Event("beforeunload", { cancelable: true }))');

  test('are not lost without a question', async () => {
    await using visit = await visitPage('settings/general', { language: 'de' });
    const { page } = visit;
    const name = page.getByRole('textbox', { name: 'Anzeigename' });
    await expect.poll(() => mayClose(visit)).toBe(true);
    await name.fill('Keller');
    await expect.poll(() => mayClose(visit)).toBe(false);
    // What is written stays in sight, whatever is looked for, and on the way to another topic.
    await page.getByRole('searchbox').fill('Sicherung');
    expect(await name.inputValue()).toBe('Keller');
    await page.getByRole('searchbox').fill('');

    const question = page.getByRole('dialog', { name: 'Gehen, ohne zu speichern?' });
    const pages = page.getByRole('navigation', { name: 'Seiten' });
    await pages.getByRole('link', { name: 'Nächte' }).press('Enter');
    await question.waitFor();
    expect(await visit.survey('settings-leaving')).toEqual([]);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(page.url()).toMatch(/#\/settings\/general$/);
    await pages.getByRole('link', { name: 'Mediathek' }).click();
    await question.getByRole('button', { name: 'Gehen' }).click();
    await page.waitForURL(/#\/library/);
    await expect.poll(() => mayClose(visit)).toBe(true);

    await page.goto(`${await program.url()}/#/settings/windows`);
    await page.getByRole('button', { name: /^Montag/ }).focus();
    await page.keyboard.press('ArrowUp');
    await page.getByText('Nicht gespeichert', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Abmelden' }).click();
    await question.getByRole('button', { name: 'Hierbleiben' }).click();
    await expect.poll(() => mayClose(visit)).toBe(false);
    await page.getByRole('button', { name: 'Verwerfen' }).click();
    await pages.getByRole('link').first().click();
    await page.waitForURL(/#\/tonight/);
    expect(visit.wrongs).toEqual([]);
  });
});
