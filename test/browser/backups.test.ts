import type { EventEmitter } from 'node:events';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ButlerError } from '../../src/domain/errors.ts';
import type { ButlerEvents } from '../../src/domain/events.ts';
import type { Backups } from '../../src/http/api/backups.ts';
import type { AppServices } from '../../src/http/app.ts';
import { run } from '../support/recorded-butler.ts';
import { BusyButler } from './busy-butler.ts';
import { launchChromium, noBrowser } from './chromium.ts';
import { serveRecorded } from './serve-recorded.ts';
import { Visit, type VisitOptions } from './visit.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe.skipIf(noBrowser)(`Backups${noBrowser ? `: ${noBrowser}` : ''}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  const serve = (services: Partial<AppServices>) =>
    serveRecorded(events => ({ butler: new BusyButler(events, 'ahead'), ...services }));
  const visitBackups = async (link: string, options?: VisitOptions) => {
    const visit = await Visit.to(browser, link, options);
    await go(visit.page, '#/backups');
    return visit;
  };

  test.each(['en', 'de'] as const)('are told with their state, size and age, in %s', async language => {
    await using server = await serve({ backups: keptBackups() });
    await using visit = await visitBackups(server.link(), { language });
    const { page } = visit;
    await page.getByText({ en: '3 backups, 210 MB', de: '3 Sicherungen, 210 MB' }[language]).waitFor();
    await page
      .getByText(/5 hours ago|vor 5 Stunden/)
      .first()
      .waitFor();
    await page.getByText('its files are not those that were verified').waitFor();
    await page.getByText('812,345').or(page.getByText('812.345')).first().waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: '/mnt/<b>usb</b>' }).count()).toBeGreaterThan(
      0,
    );
    expect(await visit.survey(`backups-${language}`)).toEqual([]);
    expect(visit.wrongs).toEqual([]);
  });

  test('are made now, with their progress, and stopped', async () => {
    let butler: BusyButler | undefined;
    let emitter: EventEmitter<ButlerEvents> | undefined;
    await using server = await serveRecorded(events => {
      emitter = events;
      butler = new BusyButler(events, 'ahead');
      return { butler, backups: keptBackups() };
    });
    await using visit = await visitBackups(server.link());
    const { page } = visit;
    await page.getByRole('button', { name: 'Back up now' }).click();
    await page
      .getByRole('heading', { name: 'A backup is being made' })
      .or(page.getByRole('heading', { name: 'A backup waits' }))
      .waitFor();
    const { active } = butler?.tasks().find(({ name }) => name === 'BackupDatabase') ?? {};
    expect(active).toBeDefined();
    if (active) {
      emitter?.emit('run', { ...active, state: 'running', startedAt: Date.now() });
      emitter?.emit('progress', active.id, {
        ...{
          done: 0,
          failed: 0,
          bytesDone: 21e6,
          bytesTotal: 52e6,
          timeLeftMs: 42_000,
          subtitle: 'butler.db',
        },
      });
    }
    await page.getByText(/21 MB of 52 MB · 42 secs? left/).waitFor();
    expect(await visit.survey('backups-making')).toEqual([]);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('heading', { name: 'A backup is being made' }).waitFor({ state: 'detached' });
    if (active) {
      const failed = {
        state: 'failed',
        endedAt: Date.now(),
        outcome: 'Backups cannot be kept in "/mnt/usb": it is <full>.',
      };
      emitter?.emit('run', run('BackupDatabase', 300, failed as Partial<typeof active>));
    }
    await page.getByText('it is <full>').waitFor();
    expect(await visit.survey('backups-failed')).toEqual([]);
    expect(visit.wrongs).toEqual([]);
  });

  test('are verified, and a damaged one says what is wrong', async () => {
    await using server = await serve({ backups: keptBackups() });
    await using visit = await visitBackups(server.link());
    const { page } = visit;
    await page
      .getByRole('button', { name: /^Verify/ })
      .first()
      .click();
    await page.getByText('It can be restored: 52.4 MB, 812,345 rows').waitFor();
    await page
      .getByRole('button', { name: /^Verify/ })
      .last()
      .click();
    await page.getByText('it is cut off').waitFor();
    expect(await visit.survey('backups-verified')).toEqual([]);
    // What was found stays while other pages are looked at.
    await go(page, '#/tonight');
    await go(page, '#/backups');
    await page.getByText('it is cut off').waitFor();
    expect(visit.wrongs).toEqual([]);
  });

  test('are rehearsed, and the command that restores one is there to be copied', async () => {
    const trial = Promise.withResolvers<void>();
    await using server = await serve({ backups: keptBackups(() => trial.promise) });
    await using visit = await visitBackups(server.link());
    const { page } = visit;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page
      .getByRole('button', { name: /^Restore/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText("butler restore butler.db-1 --data '/srv/my butler'").waitFor();
    await dialog.getByRole('button', { name: 'Rehearse now' }).click();
    await dialog.getByText('It is being restored on trial.').waitFor();
    expect(await visit.survey('backups-rehearsing')).toEqual([]);
    trial.resolve();
    await dialog.getByText('It can be restored').waitFor();
    await dialog.getByRole('button', { name: 'Copy' }).click();
    await dialog.getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      "butler restore butler.db-1 --data '/srv/my butler'",
    );
    expect(await visit.survey('backups-restore')).toEqual([]);
    expect(visit.wrongs).toEqual([]);
  });

  test('a trial is cancelled', async () => {
    const aborted = Promise.withResolvers<void>();
    const begun = (signal: AbortSignal) =>
      new Promise<void>((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted.resolve();
          reject(signal.reason);
        });
      });
    await using server = await serve({ backups: keptBackups(begun) });
    await using visit = await visitBackups(server.link());
    const { page } = visit;
    await page
      .getByRole('button', { name: /^Verify/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' });
    await aborted.promise;
    expect(
      await page
        .getByRole('button', { name: /^Verify/ })
        .first()
        .isEnabled(),
    ).toBe(true);
  });

  test('none yet, and a server that is away, say so', async () => {
    let visit: Visit;
    {
      await using server = await serve({ backups: { ...keptBackups(), list: async () => [] } });
      visit = await visitBackups(server.link());
      await visit.page.getByRole('heading', { name: 'There is no backup yet' }).waitFor();
      expect(await visit.survey('backups-none')).toEqual([]);
      await go(visit.page, '#/tonight');
    }
    await using _ = visit;
    await go(visit.page, '#/backups');
    await visit.page.getByText('This could not be shown').first().waitFor();
    expect(await visit.survey('backups-away')).toEqual([]);
    expect(visit.wrongs).toEqual([]);
  });
});

/** Three, of which one has a copy in a second place and one is damaged. */
function keptBackups(trial?: (signal: AbortSignal) => Promise<void>): Backups {
  const backup = (number: number, daysAgo: number, folder = '/srv/my butler/backups') => {
    const at = Date.now() - daysAgo * dayMs - 5 * hourMs;
    return {
      ...{ name: `butler.db-${number}`, folder, bytes: 52_400_000, rows: 812_345 },
      ...{ schemaVersion: '0014', instance: '7f6c2f0a', dataFolder: '/srv/my butler' },
      ...{ createdAt: new Date(at).toISOString(), verifiedAt: new Date(at + 9_000).toISOString() },
    };
  };
  return {
    list: async () => [
      backup(1, 0),
      backup(1, 0, `/mnt/<b>usb</b>/النسخ/${'a very long folder '.repeat(6)}`),
      backup(2, 3),
      { ...backup(3, 6), damage: 'its files are not those that were verified' },
    ],
    async rehearse(name, signal) {
      await trial?.(signal);
      if (name === 'butler.db-3')
        throw new ButlerError('backup-damaged', { file: name, detail: 'it is cut off' });
      return { bytes: 52_400_000, rows: 812_345, compared: true };
    },
    restoreCommand: name => `butler restore ${name} --data '/srv/my butler'`,
  };
}

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
}
