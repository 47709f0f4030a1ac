import { describe, expect, test } from 'vitest';
import { ButlerError } from '../../src/domain/errors.ts';
import { OwnersToken } from '../../src/http/owners-token.ts';
import { SessionCodes } from '../../src/http/session-codes.ts';
import { askApi, recordedServices, token } from '../support/http.ts';
import { night } from '../support/recorded-butler.ts';

const withoutToken = { 'X-Plex-Token': 'none' };

describe('a one-time code', () => {
  test('signs in, once, without the token', async () => {
    const ask = askApi();
    const made = await ask('POST', '/session/codes');
    expect(made.status).toBe(201);
    const { code, expiresAt } = (await made.json()) as { code: string; expiresAt: string };
    expect(code).toMatch(/^[\w-]{22}$/);
    expect(Date.parse(expiresAt)).toBe(night + 600_000);

    const begun = await ask('POST', '/session', { code }, withoutToken);
    expect(begun.status).toBe(200);
    expect(await begun.json()).toEqual({ token });

    const again = await ask('POST', '/session', { code }, withoutToken);
    expect(again.status).toBe(401);
    expect(await again.json()).toMatchObject({ code: 'code-wrong' });
  });

  test('is made for those only who have the token', async () => {
    expect((await askApi()('POST', '/session/codes', undefined, withoutToken)).status).toBe(401);
  });

  test('cannot be guessed', async () => {
    const ask = askApi();
    for (let guess = 0; guess < 10; guess++) {
      expect((await ask('POST', '/session', { code: `${guess}` }, withoutToken)).status).toBe(401);
    }
    const refused = await ask('POST', '/session', { code: '10' }, withoutToken);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(await refused.json()).toMatchObject({ code: 'too-many-guesses' });
  });

  test.each([{}, { code: '' }, { code: 7 }, { code: 'x'.repeat(101) }, []])('is no %j', async body => {
    expect((await askApi()('POST', '/session', body, withoutToken)).status).toBe(400);
  });
});

describe('the token', () => {
  const bringing = (text: string) => ({ 'X-Plex-Token': text });
  const askRenewable = () => {
    const owner = new OwnersToken(token);
    const renewToken = async () => {
      owner.replace(`${owner.text}-renewed`);
      return owner.text;
    };
    return askApi({ token: owner, sessions: new SessionCodes(owner, () => night), renewToken });
  };

  test('is renewed: the one before is good no more, and says why', async () => {
    const ask = askRenewable();
    const { code } = (await (await ask('POST', '/session/codes')).json()) as { code: string };
    const response = await ask('POST', '/token/renew');
    expect(response.status).toBe(200);
    const { token: another } = (await response.json()) as { token: string };
    const refused = await ask('GET', '/server');
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({ code: 'token-renewed', status: 401 });
    expect((await ask('GET', '/server', undefined, bringing(another))).status).toBe(200);
    expect((await ask('GET', '/server', undefined, withoutToken)).status).toBe(401);
    // A link that was printed before is worth no more than the token of then.
    expect((await ask('POST', '/session', { code }, withoutToken)).status).toBe(401);
  });

  test('is kept nowhere for those who ask again with the same key', async () => {
    const ask = askRenewable();
    const key = { 'Idempotency-Key': 'once' };
    const first = (await (await ask('POST', '/token/renew', undefined, key)).json()) as { token: string };
    const again = await ask('POST', '/token/renew', undefined, { ...key, ...bringing(first.token) });
    expect(again.headers.get('idempotency-replayed')).toBeNull();
  });

  test('of a server that was given one stays', async () => {
    const renewToken = () => Promise.reject(new ButlerError('token-given', {}));
    const refused = await askApi({ renewToken })('POST', '/token/renew');
    expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'token-given' }]);
  });
});

test('the server tells who it is and by which clock it works', async () => {
  const { machineIdentifier, version, friendlyName } = recordedServices().identity;
  expect(await (await askApi()('GET', '/server')).json()).toMatchObject({
    name: friendlyName,
    version,
    machineIdentifier,
    zone: 'Europe/Berlin',
    startedAt: new Date(night).toISOString(),
    now: new Date(night).toISOString(),
  });
});
