import { hash } from 'node:crypto';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { requireSecret, requireToken } from './auth.ts';
import { OwnersToken } from './owners-token.ts';

const token = 'the-right-token';

/** A page behind the token, and a clock that only the test moves. */
function guarded() {
  const clock = { now: 0 };
  const owner = new OwnersToken(token);
  const app = new Hono().use(requireToken(owner, () => clock.now)).all('*', c => c.text('the page'));
  const ask = async (query: string, headers: Record<string, string> = {}, address = '192.0.2.1') => {
    const response = await app.request(
      `/butler${query}`,
      { headers },
      {
        incoming: { socket: { remoteAddress: address } },
      },
    );
    return response.status;
  };
  return { ask, clock, owner };
}

describe('the token', () => {
  test('opens in the header or in the query', async () => {
    const { ask } = guarded();
    expect(await ask('', { 'X-Plex-Token': token })).toBe(200);
    expect(await ask(`?X-Plex-Token=${token}`)).toBe(200);
    expect(await ask(`?X-Plex-Token=${token}`, { 'X-Plex-Token': token })).toBe(200);
  });

  test.each([
    ['is missing', '', {}],
    ['is wrong', '?X-Plex-Token=wrong', {}],
    ['is empty', '?X-Plex-Token=', {}],
    ['differs between the header and the query', `?X-Plex-Token=${token}`, { 'X-Plex-Token': 'other' }],
    ['differs the other way round', '?X-Plex-Token=other', { 'X-Plex-Token': token }],
    ['differs within the query', `?X-Plex-Token=${token}&X-Plex-Token=other`, {}],
    ['comes twice in headers', '', { 'X-Plex-Token': `${token}, ${token}` }],
    ['has another case', `?X-Plex-Token=${token.toUpperCase()}`, {}],
    ['is its own hash', `?X-Plex-Token=${hash('sha256', token, 'hex')}`, {}],
  ] as const)('keeps closed when it %s', async (_, query, headers) => {
    expect(await guarded().ask(query, headers)).toBe(401);
  });
});

test('one that took the place of another is right alone, and the one before no guess', async () => {
  const { ask, owner } = guarded();
  const { tenure } = owner;
  owner.replace('the-new-token');
  expect(tenure.aborted).toBe(true);
  expect(tenure.reason).toMatchObject({ code: 'token-renewed' });
  expect(owner.tenure.aborted).toBe(false);
  for (let i = 0; i < 20; i++) expect(await ask(`?X-Plex-Token=${token}`)).toBe(401);
  expect(await ask('?X-Plex-Token=the-new-token')).toBe(200);
  owner.replace(token);
  expect(await ask(`?X-Plex-Token=${token}`)).toBe(200);
});

describe('after ten wrong tokens in a minute', () => {
  async function exhausted() {
    const { ask, clock } = guarded();
    const answers = [];
    for (let i = 0; i < 11; i++) answers.push(await ask('?X-Plex-Token=wrong'));
    expect(answers).toEqual([...Array(10).fill(401), 429]);
    return { ask, clock };
  }

  test('an address gets 429 for the next one', async () => {
    await exhausted();
  });

  test('the right token still passes', async () => {
    const { ask } = await exhausted();
    expect(await ask(`?X-Plex-Token=${token}`)).toBe(200);
  });

  test('other addresses are not concerned', async () => {
    const { ask } = await exhausted();
    expect(await ask('?X-Plex-Token=wrong', {}, '192.0.2.2')).toBe(401);
  });

  test('asking without a token is no guess', async () => {
    const { ask } = await exhausted();
    expect(await ask('')).toBe(401);
  });

  test('ten more are free when the minute is over', async () => {
    const { ask, clock } = await exhausted();
    clock.now = 59_999;
    expect(await ask('?X-Plex-Token=wrong')).toBe(429);
    clock.now = 60_000;
    for (let i = 0; i < 10; i++) expect(await ask('?X-Plex-Token=wrong')).toBe(401);
    expect(await ask('?X-Plex-Token=wrong')).toBe(429);
  });
});

test('a secret is the one of now, and an empty one lets nobody in', async () => {
  let secret = '';
  const app = new Hono().use(requireSecret(() => secret)).all('*', c => c.text('the page'));
  const env = { incoming: { socket: { remoteAddress: '192.0.2.1' } } };
  const status = async (given: string) => (await app.request(`/?secret=${given}`, {}, env)).status;
  expect(await status('')).toBe(401);
  secret = 'first';
  expect([await status('first'), await status('second')]).toEqual([200, 401]);
  secret = 'second';
  expect([await status('first'), await status('second')]).toEqual([401, 200]);
});
