import { describe, expect, test } from 'vitest';
import type { Restores } from '../../src/http/api/restores.ts';
import { askApi } from '../support/http.ts';
import { RecordedButler } from '../support/recorded-butler.ts';
import { RecordedRestores, recordedBackups } from '../support/recorded-safekeeping.ts';

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
    expect(await (await ask('POST', `${good}/rehearse`)).json()).toMatchObject({
      ...shown,
      ...{ sections: 3, schemaVersion: '0012-set-aside', artifacts: { there: 1204, lost: 6 } },
    });
  });

  test.each([
    [`${bad}/verify`, undefined, 409, 'backup-damaged'],
    ['/backups/other.db/verify', undefined, 404, 'backup-unlisted'],
    ['/backups/..%2e%2e/verify', undefined, 404, 'backup-unlisted'],
    [`${bad}/rehearse`, undefined, 409, 'backup-damaged'],
    ['/backups/other.db/rehearse', undefined, 404, 'backup-unlisted'],
    ['/backups/other.db/restore', { confirm: 'other.db' }, 404, 'backup-unlisted'],
    [`${good}/restore`, { confirm: 'yes' }, 400, 'request-invalid'],
    [`${good}/restore`, {}, 400, 'request-invalid'],
    [`${good}/restore`, { confirm: 'butler-2027-03-28T020000Z.db', force: true }, 400, 'request-invalid'],
  ])('POST %s %j is refused', async (target, body, status, code) => {
    const response = await askApi()('POST', target, body);
    expect([response.status, await response.json()]).toMatchObject([status, { code }]);
  });

  test('is restored on trial one at a time', async () => {
    const trial = Promise.withResolvers<Awaited<ReturnType<typeof recordedBackups.verify>>>();
    const begun = Promise.withResolvers<void>();
    const verify = () => {
      begun.resolve();
      return trial.promise;
    };
    const ask = askApi({ backups: { ...recordedBackups, verify } });
    const first = ask('POST', `${good}/verify`);
    await begun.promise;
    const second = await ask('POST', `${good}/rehearse`);
    expect([second.status, await second.json()]).toMatchObject([409, { code: 'backup-busy' }]);
    trial.resolve({ bytes: 1, rows: 1, compared: false });
    expect((await first).status).toBe(200);
    expect((await ask('POST', `${good}/verify`)).status).toBe(200);
  });
});

describe('a restore', () => {
  const name = 'butler-2027-03-25T020000Z.db';
  const path = `/backups/${name}/restore`;

  test('begins when it is confirmed by the name, and is told until there is another one', async () => {
    const ask = askApi();
    const before = await (await ask('GET', '/restore')).json();
    expect(before).toMatchObject({ restore: { state: 'succeeded', restored: { rows: 812_345 } } });
    const response = await ask('POST', path, { confirm: name });
    const begun = await response.json();
    expect([response.status, begun]).toMatchObject([202, { backup: name, state: 'comparing' }]);
    expect(await (await ask('GET', '/restore')).json()).toEqual({ restore: begun });
    const second = await ask('POST', path, { confirm: name });
    expect([second.status, await second.json()]).toMatchObject([409, { code: 'restore-busy' }]);
  });

  test('is not begun again by who did not get the answer, also where no answer was kept', async () => {
    const restores = new RecordedRestores();
    const key = { 'Idempotency-Key': 'once' };
    const first = await askApi({ restores })('POST', path, { confirm: name }, key);
    // What a restore brings back knows no answers that were given since.
    const again = await askApi({ restores })('POST', path, { confirm: name }, key);
    expect([again.status, await again.json()]).toEqual([202, await first.json()]);
  });

  test('is undone when it is confirmed by the name of what was restored', async () => {
    const ask = askApi();
    const refused = await ask('POST', '/restore/undo', { confirm: name });
    expect([refused.status, await refused.json()]).toMatchObject([400, { errors: [{ field: 'confirm' }] }]);
    const begun = await ask('POST', '/restore/undo', { confirm: 'butler-2027-03-28T020000Z.db' });
    expect([begun.status, await begun.json()]).toMatchObject([202, { state: 'comparing' }]);
  });

  test('there was none at first', async () => {
    const restores = { ...new RecordedRestores(), last: async () => undefined } as unknown as Restores;
    expect(await (await askApi({ restores })('GET', '/restore')).json()).toEqual({});
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
