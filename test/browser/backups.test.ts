import type { EventEmitter } from 'node:events';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ButlerError } from '../../src/domain/errors.ts';
import type { ButlerEvents } from '../../src/domain/events.ts';
import { failureOf, type Restorable, type Restore } from '../../src/domain/restore.ts';
import type { Backups } from '../../src/http/api/backups.ts';
import type { Quarantine, QuarantinedView } from '../../src/http/api/quarantine.ts';
import type { Restores } from '../../src/http/api/restores.ts';
import type { StorageView } from '../../src/http/api/storage.ts';
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

  const serve = (services: Partial<AppServices>, port?: number) =>
    serveRecorded(
      events => ({
        butler: new BusyButler(events, 'ahead'),
        restores: new KeptRestores(),
        quarantine: new KeptQuarantine(2),
        storage: async () => keptStorage,
        ...services,
      }),
      port,
    );
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
    await page.getByText('Another one is damaged.').waitFor();
    // One whose files look whole until they are read.
    await page
      .getByRole('button', { name: /^Verify/ })
      .nth(1)
      .click();
    await page.getByText('2 others are damaged.').waitFor();
    expect(await visit.survey('backups-verified')).toEqual([]);
    // What was found stays while other pages are looked at.
    await go(page, '#/tonight');
    await go(page, '#/backups');
    await page.getByText('it is cut off').first().waitFor();
    expect(visit.wrongs).toEqual([]);
  });

  test('are rehearsed, and restored once their name is typed; the page waits for the server', async () => {
    const trial = Promise.withResolvers<void>();
    const restores = new KeptRestores(() => trial.promise);
    let visit: Visit;
    let port: number;
    {
      await using server = await serve({ backups: keptBackups(), restores });
      ({ port } = server);
      visit = await visitBackups(server.link());
      const { page } = visit;
      await page
        .getByRole('button', { name: /^Restore/ })
        .first()
        .click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Rehearse now' }).click();
      await dialog.getByText('It is being restored on trial.').waitFor();
      expect(await visit.survey('backups-rehearsing')).toEqual([]);
      trial.resolve();
      await dialog.getByText('It can be restored').waitFor();
      await dialog.getByText('6 files that it speaks of are missing').waitFor();
      const restore = dialog.getByRole('button', { name: 'Restore', exact: true });
      await dialog.getByLabel('Type “butler.db-1” to go on').fill('butler.db-2');
      expect(await restore.isEnabled()).toBe(false);
      expect(await visit.survey('backups-restore')).toEqual([]);
      await dialog.getByLabel('Type “butler.db-1” to go on').fill('butler.db-1');
      await restore.click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText('It is brought back beside the database').waitFor();
      expect(restores.begun).toEqual(['butler.db-1']);
      server.events.emit('restore', { ...restores.restore, fraction: 0.4 } as Restore);
      await expect.poll(() => page.getByRole('progressbar').first().getAttribute('aria-valuenow')).toBe('40');
      expect(await visit.survey('backups-restoring')).toEqual([]);
      // Two tabs that act at once: only one restore goes on.
      const again = page.getByRole('button', { name: /^Restore/ }).first();
      expect(await again.isEnabled()).toBe(false);
    }
    await using _ = visit;
    const { page } = visit;
    // Also who looks elsewhere is told calmly that the server is away.
    await page.getByText('A backup is put in place.').waitFor();
    await page.getByText('It is put in place, and the server starts anew.').waitFor();
    expect(await visit.survey('backups-restoring-away')).toEqual([]);
    restores.end({ state: 'succeeded', restored: { ...restorable, token: false, keptAs } });
    await using _again = await serve({ backups: keptBackups(), restores }, port);
    await page.getByRole('heading', { name: 'A backup was restored' }).waitFor();
    await page.getByText('The backup was restored.', { exact: true }).waitFor();
    await page.getByText('A backup is put in place.').waitFor({ state: 'detached' });
    expect(await page.getByText('The server was started anew').count()).toBe(0);
    expect(await visit.survey('backups-restored')).toEqual([]);

    await page.getByRole('button', { name: 'Put it back…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Type “butler.db-1” to go on').fill('butler.db-1');
    expect(await visit.survey('backups-undo')).toEqual([]);
    await dialog.getByRole('button', { name: 'Restore', exact: true }).click();
    await page.getByRole('heading', { name: 'A backup is being restored' }).waitFor();
    expect(restores.begun).toEqual(['butler.db-1', keptAs]);
    expect(visit.wrongs).toEqual([]);
  });

  test('that cannot be restored say so, in German too', async () => {
    const restores = new KeptRestores();
    await using server = await serve({ backups: keptBackups(), restores });
    await using visit = await visitBackups(server.link(), { language: 'de' });
    const { page } = visit;
    await page
      .getByRole('button', { name: /^Wiederherstellen/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Zum Fortfahren „butler.db-1“ eintippen').fill('butler.db-1');
    expect(await visit.survey('backups-restore-de')).toEqual([]);
    await dialog.getByRole('button', { name: 'Wiederherstellen', exact: true }).click();
    await page.getByRole('heading', { name: 'Eine Sicherung wird wiederhergestellt' }).waitFor();
    const error = new ButlerError('backup-damaged', { file: 'butler.db-1', detail: 'it is cut off' });
    server.events.emit('restore', restores.end({ state: 'failed', failure: failureOf(error) }));
    await page
      .getByRole('heading', { name: 'Die Sicherung wurde nicht wiederhergestellt; alles ist, wie es war' })
      .waitFor();
    await page.getByText('Die Sicherung „butler.db-1“ ist beschädigt').waitFor();
    expect(await visit.survey('backups-restore-failed-de')).toEqual([]);
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

  test('what cleaning took away is put back, one by one', async () => {
    const quarantine = new KeptQuarantine(60);
    await using server = await serve({ backups: keptBackups(), quarantine });
    await using visit = await visitBackups(server.link());
    const { page } = visit;
    await page.getByText('62 things, with 76.3 MB of files.').waitFor();
    const rows = page.getByRole('list', { name: 'Taken away by cleaning' }).getByRole('listitem');
    expect(await rows.count()).toBe(8);
    await page.getByText('Goes for good in 6 days').first().waitFor();
    await page.getByText('Goes for good with the next cleaning').waitFor();
    await page.getByText('Garbage collect library media').waitFor();
    expect(await visit.survey('backups-quarantine')).toEqual([]);
    await page.getByRole('button', { name: 'Show more of 54 others' }).click();
    await expect.poll(() => rows.count()).toBe(62);

    await page.getByRole('button', { name: /^Put back .*<b>first/ }).click();
    await page.getByText('It is back: /srv/my butler/bundles/<b>first</b>').waitFor();
    await expect.poll(() => rows.count()).toBe(61);
    await page.getByRole('button', { name: 'Put back 12 tags' }).click();
    await page.getByText('something has taken its place').waitFor();
    // Another tab was faster.
    await quarantine.putBack('2027-03-28/7');
    await page.getByRole('button', { name: 'Put back bundles/0/7.bundle' }).click();
    await page.getByText('There is nothing called').waitFor();
    await expect.poll(() => rows.count()).toBe(60);
    expect(visit.wrongs).toEqual([]);
  });

  test.each([
    ['en', 'Empty…', 'Remove for good', ' Empty ', 'It went for good'],
    ['de', 'Leeren…', 'Endgültig entfernen', 'leeren', 'Endgültig entfernt'],
  ] as const)('it goes for good once a word was typed, in %s', async (language, open, remove, word, done) => {
    await using server = await serve({ backups: keptBackups(), quarantine: new KeptQuarantine(3) });
    await using visit = await visitBackups(server.link(), { language });
    const { page } = visit;
    await page.getByRole('button', { name: open }).click();
    const button = page.getByRole('dialog').getByRole('button', { name: remove });
    await page.getByRole('dialog').getByRole('textbox').fill('something else');
    expect(await button.isDisabled()).toBe(true);
    expect(await visit.survey(`backups-emptying-${language}`)).toEqual([]);
    await page.getByRole('dialog').getByRole('textbox').fill(word);
    await button.click();
    await page.getByText(done).waitFor();
    await page.getByRole('button', { name: open }).waitFor({ state: 'detached' });
    expect(visit.wrongs).toEqual([]);
  });

  test('the disk is told as a bar and, the same, as a table', async () => {
    await using server = await serve({ backups: keptBackups(), storage: async () => keptStorage });
    await using visit = await visitBackups(server.link());
    const { page } = visit;
    await page.getByText('Butler keeps 10 GB').waitFor();
    await page.getByText('120 GB of 500 GB are free').waitFor();
    const table = page.getByRole('table', { name: 'On the disk' });
    const cells = await table.locator('tbody td:nth-child(3)').allTextContents();
    expect(cells).toEqual(['5%', '60%', '10%', '20%', '2%', '0%', '3%', '0%']);
    const bar = page.getByRole('img', { name: /^What Butler keeps, by kind/ });
    const boxes = await Promise.all((await bar.locator('span').all()).map(part => part.boundingBox()));
    const widths = boxes.map(box => box?.width ?? 0);
    const whole = widths.reduce((sum, width) => sum + width);
    // What takes nothing has no part in it.
    expect(widths.map(width => `${Math.round((100 * width) / whole)}%`)).toEqual(
      cells.filter(cell => cell !== '0%'),
    );
    await page.getByText('80% of 2.5 GB').waitFor();
    await page.getByText('111% of 180 MB').waitFor();
    expect(await visit.survey('backups-storage')).toEqual([]);
    expect(visit.wrongs).toEqual([]);
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
    await visit.hurry(visit.page.getByText('This could not be shown').first());
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
    async verify(name, signal) {
      await trial?.(signal);
      if (name !== 'butler.db-1')
        throw new ButlerError('backup-damaged', { file: name, detail: 'it is cut off' });
      return { bytes: 52_400_000, rows: 812_345, compared: true };
    },
    restoreCommand: name => `butler restore ${name} --data '/srv/my butler'`,
  };
}

const keptAs = '/srv/my butler/before-restore-2027-03-28T020000.000Z/butler.db';
const restorable: Restorable = {
  ...{ backup: '/srv/my butler/backups/butler.db-1', bytes: 52_400_000, rows: 812_345, sections: 3 },
  ...{ compared: true, schemaVersion: '0014', schemaNow: '0014' },
  ...{ artifacts: { there: 1_204, lost: 6 }, artwork: { there: 80, lost: 0 } },
};

/** Begins restores, which end when they are told to. */
class KeptRestores implements Restores {
  readonly begun: string[] = [];
  restore: Restore | undefined;
  readonly #trial: (() => Promise<void>) | undefined;

  constructor(trial?: () => Promise<void>) {
    this.#trial = trial;
  }

  async rehearse(): Promise<Restorable> {
    await this.#trial?.();
    return restorable;
  }

  async begin(backup: string): Promise<Restore> {
    this.begun.push(backup);
    this.restore = { backup, state: 'comparing', beganAt: Date.now() };
    return this.restore;
  }

  async undo(): Promise<Restore> {
    return await this.begin(keptAs);
  }

  async last(): Promise<Restore | undefined> {
    return this.restore;
  }

  end(outcome: Pick<Restore, 'state' | 'restored' | 'failure'>): Restore {
    const { backup = '', beganAt = 0 } = this.restore ?? {};
    this.restore = { backup, beganAt, endedAt: Date.now(), ...outcome };
    return this.restore;
  }
}

/** So many bundles, the first with an odd name, and some rows of which the place is taken. */
class KeptQuarantine implements Quarantine {
  #items: readonly QuarantinedView[];

  constructor(bundles: number) {
    const taken = (daysAgo: number) => {
      const at = Date.now() - daysAgo * dayMs - hourMs;
      return { at: new Date(at).toISOString(), keptUntil: new Date(at + 7 * dayMs).toISOString() };
    };
    const bundle = (number: number): QuarantinedView => ({
      ...{ ...taken(0), id: `2027-03-28/${number}`, what: `bundles/0/${number}.bundle`, bytes: 1_250_000 },
      why: 'Nothing has this content any more.',
    });
    this.#items = [
      { ...bundle(0), what: `bundles/<b>first</b>/مجلد/${'a name without an end '.repeat(12)}` },
      { ...taken(1), id: 'rows/3', what: '12 tags', why: 'GarbageCollectLibraryMedia', rows: 12 },
      { ...bundle(1), ...taken(9) },
      ...Array.from({ length: bundles - 1 }, (_, index) => bundle(index + 2)),
    ];
  }

  async list(): Promise<readonly QuarantinedView[]> {
    return this.#items;
  }

  async putBack(id: string): Promise<string> {
    if (id === 'rows/3')
      throw new ButlerError('quarantine-restore', { id, cause: 'something has taken its place' });
    const { what } = this.#items.find(one => one.id === id) ?? {};
    this.#items = this.#items.filter(one => one.id !== id);
    return `/srv/my butler/${what}`;
  }

  async empty(): Promise<{ bytes: number; rows: number }> {
    this.#items = [];
    return { bytes: 3_750_000, rows: 12 };
  }
}

const keptStorage: StorageView = {
  ...{ folder: '/srv/my butler', totalBytes: 500e9, freeBytes: 120e9, measuredAt: Date.now() - 120_000 },
  kinds: [
    { kind: 'database', bytes: 500e6 },
    { kind: 'bundles', bytes: 6e9 },
    { kind: 'artwork', bytes: 1e9 },
    { kind: 'cache', bytes: 2e9, budgetBytes: 2.5e9 },
    { kind: 'backups', bytes: 200e6, budgetBytes: 180e6 },
    { kind: 'replaced', bytes: 0 },
    { kind: 'quarantine', bytes: 300e6 },
    { kind: 'updates', bytes: 0 },
  ],
};

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
}
