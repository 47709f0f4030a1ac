import { expect, test } from 'vitest';
import { parseTautulliEvent } from './tautulli.ts';

/** The documented template, filled in. */
function payload(action: string, fields: object = {}) {
  return {
    action,
    machine_id: 'r6yfkdnfggbh2bdnvkffwbms',
    session_key: '27',
    title: 'Bluey - Explorers',
    user: 'Anna',
    player: 'Living Room TV',
    ...fields,
  };
}

const id = 'r6yfkdnfggbh2bdnvkffwbms';
const session = {
  source: 'tautulli',
  id,
  title: 'Bluey - Explorers',
  user: 'Anna',
  player: 'Living Room TV',
};

test.each([
  ['play', { kind: 'active', session: { ...session, state: 'playing' } }],
  ['resume', { kind: 'active', session: { ...session, state: 'playing' } }],
  ['pause', { kind: 'active', session: { ...session, state: 'paused' } }],
  ['stop', { kind: 'ended', source: 'tautulli', id }],
  ['watched', undefined],
  ['buffer', undefined],
  ['created', undefined],
  ['test', undefined],
])('%s', (action, expected) => {
  expect(parseTautulliEvent(payload(action))).toEqual(expected);
});

test.each([
  [{ machine_id: '' }, '27'],
  [{ machine_id: undefined, session_key: 27 }, '27'],
  [{ machine_id: undefined, session_key: undefined, session_id: 'b1946ac9' }, 'b1946ac9'],
])('with %j the session is %j', (fields, expected) => {
  expect(parseTautulliEvent(payload('play', fields))).toMatchObject({ session: { id: expected } });
});

test('the action may be called event', () => {
  expect(parseTautulliEvent({ event: 'stop', session_key: '27' })).toEqual({
    kind: 'ended',
    source: 'tautulli',
    id: '27',
  });
});

test.each([
  [null, 'it has no action or event'],
  [{}, 'it has no action or event'],
  [{ action: 'play', title: 'Film' }, 'it has no machine_id or session_key or session_id'],
])('%j is refused', (given, cause) => {
  expect(() => parseTautulliEvent(given)).toThrow(
    expect.objectContaining({ code: 'webhook-unreadable', parameters: { kind: 'tautulli', cause } }),
  );
});
