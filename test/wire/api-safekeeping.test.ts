import { describe, expect, test } from 'vitest';
import { askApi } from '../support/http.ts';
import { RecordedButler } from '../support/recorded-butler.ts';
import { recordedBackups } from '../support/recorded-safekeeping.ts';

describe('a backup', () => {
  const good = '/backups/butler-2027-03-28T020000Z.db';
  const bad = '/backups/butler-2027-03-25T020000Z.db';

  test('is made by its task', async () => {
    const butler = new RecordedButler();
    const ask = askApi({ butler });
    const response = await ask('POST', '/backups');
    expect([response.status, await response.json()]).toEqual([202, { outcome: 'started' }]);
    expect(await (await ask('POST', '/backups')).json()).toEqual({ outcome: 'already-running' });
  });

  test('is restored on trial', async () => {
    const ask = askApi();
    const shown = { name: 'butler-2027-03-28T020000Z.db', bytes: 52_000_000, rows: 812_345, compared: true };
    expect(await (await ask('POST', `${good}/verify`)).json()).toEqual(shown);
    expect(await (await ask('POST', `${good}/restore`, { dryRun: true })).json()).toEqual({
      ...shown,
      command: 'butler restore butler-2027-03-28T020000Z.db --data /var/lib/butler',
    });
  });

  test.each([
    [`${bad}/verify`, undefined, 409, 'backup-damaged'],
    ['/backups/other.db/verify', undefined, 404, 'backup-unlisted'],
    ['/backups/..%2e%2e/verify', undefined, 404, 'backup-unlisted'],
    [`${good}/restore`, { dryRun: false }, 409, 'restore-in-use'],
    [`${good}/restore`, { dryRun: 'no' }, 400, 'request-invalid'],
  ])('POST %s %j is refused', async (target, body, status, code) => {
    const response = await askApi()('POST', target, body);
    expect([response.status, await response.json()]).toMatchObject([status, { code }]);
  });

  test('is restored on trial one at a time', async () => {
    const trial = Promise.withResolvers<Awaited<ReturnType<typeof recordedBackups.rehearse>>>();
    const begun = Promise.withResolvers<void>();
    const rehearse = () => {
      begun.resolve();
      return trial.promise;
    };
    const ask = askApi({ backups: { ...recordedBackups, rehearse } });
    const first = ask('POST', `${good}/verify`);
    await begun.promise;
    const second = await ask('POST', `${good}/verify`);
    expect([second.status, await second.json()]).toMatchObject([409, { code: 'backup-busy' }]);
    trial.resolve({ bytes: 1, rows: 1, compared: false });
    expect((await first).status).toBe(200);
    expect((await ask('POST', `${good}/verify`)).status).toBe(200);
  });
});

describe('the quarantine', () => {
  test('gives back, and is emptied', async () => {
    const ask = askApi();
    const response = await ask('POST', '/quarantine/2027-03-28:12/restore');
    expect(await response.json()).toEqual({ restored: '/var/lib/butler/bundles/0/1a.bundle' });
    const again = await ask('POST', '/quarantine/2027-03-28:12/restore');
    expect([again.status, await again.json()]).toMatchObject([404, { code: 'quarantine-unknown' }]);
    const taken = await ask('POST', '/quarantine/rows:3/restore');
    expect([taken.status, await taken.json()]).toMatchObject([409, { code: 'quarantine-restore' }]);
    expect(await (await ask('DELETE', '/quarantine')).json()).toEqual({ bytes: 1_250_000, rows: 12 });
    expect(await (await ask('GET', '/quarantine')).json()).toEqual({ items: [], bytes: 0 });
  });
});
