import { describe, expect, test } from 'vitest';
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
