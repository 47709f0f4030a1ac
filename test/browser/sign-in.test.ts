import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OwnersToken } from '../../src/http/owners-token.ts';
import { token } from '../support/http.ts';
import { BusyButler } from './busy-butler.ts';
import { launchChromium, noBrowser } from './chromium.ts';
import { serveRecorded } from './serve-recorded.ts';
import { Visit } from './visit.ts';

describe.skipIf(noBrowser)(`Signing in${noBrowser ? `: ${noBrowser}` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  const serve = (port?: number, right = token) => {
    const owner = new OwnersToken(right);
    const renewToken = async () => {
      owner.replace(`${owner.text}-renewed`);
      return owner.text;
    };
    return serveRecorded(
      events => ({ butler: new BusyButler(events, 'open'), token: owner, renewToken }),
      port,
    );
  };

  test('with the token, which is forgotten with the page', async () => {
    await using server = await serve();
    await using visit = await Visit.to(browser, server.url);
    const { page } = visit;
    expect(await visit.survey('sign-in')).toEqual([]);

    await page.getByLabel('Token').fill('another token');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('That is not the token of this server.').waitFor();
    expect(await visit.survey('sign-in-wrong')).toEqual([]);

    await page.getByLabel('Token').fill(token);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor();

    await page.reload();
    await page.getByRole('heading', { name: 'Sign in to Butler' }).waitFor();
    expect(visit.wrongs).toEqual([]);
  });

  test('and staying so until the tab is closed', async () => {
    await using server = await serve();
    await using visit = await Visit.to(browser, server.url);
    const { page } = visit;
    await page.getByLabel('Token').fill(token);
    await page.getByLabel('Stay signed in').check();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are signed out.').waitFor();
    expect(await page.evaluate('sessionStorage.length + localStorage.length')).toBe(0);
    expect(visit.wrongs).toEqual([]);
  });

  test('by a link, once', async () => {
    await using server = await serve();
    const link = server.link();
    await using visit = await Visit.to(browser, link);
    await visit.page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor();
    expect(visit.page.url()).toBe(`${server.url}/#/`);
    await using other = await Visit.to(browser, link);
    await other.page.getByText('This link was used before').waitFor();
    expect(await other.findBarriers()).toEqual([]);
    await other.page.goto(server.link());
    await other.page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor();
    expect([...visit.wrongs, ...other.wrongs]).toEqual([]);
  });

  test('again, when the server has another token', async () => {
    let visit: Visit;
    let port: number;
    {
      await using server = await serve();
      ({ port } = server);
      visit = await Visit.to(browser, server.link());
      await visit.page.getByText('Live', { exact: true }).waitFor();
    }
    await using _ = visit;
    await using _other = await serve(port, 'a token that is another one');
    await visit.page.getByText('The server no longer takes the token').waitFor();
    expect(await visit.survey('sign-in-revoked')).toEqual([]);
    expect(visit.wrongs).toEqual([]);
  });

  test('again, when the token is renewed', async () => {
    await using server = await serve();
    await using visit = await Visit.to(browser, server.link());
    await visit.page.getByText('Live', { exact: true }).waitFor();
    server.owner.replace('the-new-token');
    await visit.page.getByText('The token of this server was renewed').waitFor();
    expect(await visit.survey('sign-in-renewed')).toEqual([]);
    await visit.page.getByLabel('Token').fill('the-new-token');
    await visit.page.keyboard.press('Enter');
    await visit.page.getByRole('heading', { level: 1, name: 'Tonight' }).waitFor();
    expect(visit.wrongs).toEqual([]);
  });

  test('goes on where the token is renewed, and ends everywhere else', async () => {
    await using server = await serve();
    await using visit = await Visit.to(browser, server.link());
    await using other = await Visit.to(browser, server.link());
    for (const { page } of [visit, other]) await page.getByText('Live', { exact: true }).waitFor();
    const { page } = visit;
    await page.keyboard.press('Control+k');
    await page.keyboard.type('renew');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Renew the token' });
    await dialog.getByText('everybody else is signed out').waitFor();
    expect(await visit.survey('renewal')).toEqual([]);
    await dialog.getByRole('button', { name: 'Renew it' }).click();
    await dialog.getByText(`${token}-renewed`).waitFor();
    expect(await visit.survey('renewed')).toEqual([]);
    await other.page.getByText('The token of this server was renewed').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    // It follows what happens again, with the new one.
    await page.getByText('Live', { exact: true }).waitFor();
    await page.reload();
    await page.getByText('Live', { exact: true }).waitFor();
    expect(visit.wrongs).toEqual([]);
  });

  test('with a server that is away says so', async () => {
    let visit: Visit;
    {
      await using server = await serve();
      visit = await Visit.to(browser, server.url);
      await visit.page.getByLabel('Token').fill(token);
    }
    await using _ = visit;
    await visit.page.getByRole('button', { name: 'Sign in' }).click();
    await visit.page.getByText('The server does not answer. Is Butler running?').waitFor();
  });
});
