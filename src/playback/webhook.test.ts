import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ButlerError } from '../domain/errors.ts';
import { mostWebhookBytes, playbackSources } from '../domain/playback.ts';
import { readWebhook } from './webhook.ts';

const plex = {
  event: 'media.play',
  Account: { title: 'Anna' },
  Player: { uuid: 'tv' },
  Metadata: { title: 'Ä' },
};
const emby = { Event: 'playback.pause', Session: { Id: 's1' }, Item: { Name: 'Film' } };
const jellyfin = { NotificationType: 'PlaybackStop', DeviceId: 'd1' };
const tautulli = { action: 'play', session_key: 27, title: 'Film' };

const bytes = (text: string) => new TextEncoder().encode(text);
const json = (value: unknown) => bytes(JSON.stringify(value));

/** A form as Plex writes it, byte by byte: JSON in a part with a type of its own, then the picture. */
function plexForm(payload: string, picture?: Uint8Array): [contentType: string, body: Uint8Array] {
  const boundary = '------------------------2f4a8d1b6c3e5f70';
  const parts: (string | Uint8Array)[] = [
    `--${boundary}\r\nContent-Disposition: form-data; name="payload"\r\n`,
    `Content-Type: application/json\r\n\r\n${payload}\r\n`,
  ];
  if (picture) {
    parts.push(
      `--${boundary}\r\nContent-Disposition: form-data; name="thumb"; filename="thumb.jpg"\r\n`,
      'Content-Type: image/jpeg\r\n\r\n',
      picture,
      '\r\n',
    );
  }
  parts.push(`--${boundary}--\r\n`);
  return [`multipart/form-data; boundary=${boundary}`, Buffer.concat(parts.map(part => Buffer.from(part)))];
}

async function formOf(
  fields: Record<string, string | Blob>,
): Promise<[contentType: string, body: Uint8Array]> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const response = new Response(form);
  return [response.headers.get('Content-Type') ?? '', new Uint8Array(await response.arrayBuffer())];
}

describe('the payload is found', () => {
  const playing = { kind: 'active', session: { id: 'tv', title: 'Ä', user: 'Anna', state: 'playing' } };
  const urlencoded = 'application/x-www-form-urlencoded';

  test("in Plex's form, with and without a picture", async () => {
    const picture = new Uint8Array(1024 ** 2).map((_, index) => (index * 7919) % 256);
    expect(await readWebhook('plex', ...plexForm(JSON.stringify(plex)))).toMatchObject(playing);
    expect(await readWebhook('plex', ...plexForm(JSON.stringify(plex), picture))).toMatchObject(playing);
  });

  test('in a form whose part is a file', async () => {
    const form = await formOf({ payload: new Blob([JSON.stringify(plex)]) });
    expect(await readWebhook('plex', ...form)).toMatchObject(playing);
  });

  test("in Emby's form of both kinds, and in its JSON", async () => {
    const paused = { kind: 'active', session: { source: 'emby', id: 's1', title: 'Film', state: 'paused' } };
    expect(await readWebhook('emby', ...(await formOf({ data: JSON.stringify(emby) })))).toEqual(paused);
    const query = new URLSearchParams({ data: JSON.stringify(emby) }).toString();
    expect(await readWebhook('emby', urlencoded, bytes(query))).toEqual(paused);
    expect(await readWebhook('emby', 'application/json; charset=utf-8', json(emby))).toEqual(paused);
  });

  test("in Jellyfin's JSON, which it calls plain text, and in the fields of its form", async () => {
    const ended = { kind: 'ended', source: 'jellyfin', id: 'd1' };
    expect(await readWebhook('jellyfin', 'text/plain; charset=utf-8', json(jellyfin))).toEqual(ended);
    const query = new URLSearchParams(jellyfin).toString();
    expect(await readWebhook('jellyfin', urlencoded, bytes(query))).toEqual(ended);
    expect(await readWebhook('jellyfin', ...(await formOf(jellyfin)))).toEqual(ended);
  });

  test("in Tautulli's JSON, with a mark of its order or without a type", async () => {
    const active = { kind: 'active', session: { source: 'tautulli', id: '27' } };
    expect(await readWebhook('tautulli', 'application/json', json(tautulli))).toMatchObject(active);
    expect(
      await readWebhook('tautulli', undefined, bytes(`\ufeff${JSON.stringify(tautulli)}`)),
    ).toMatchObject(active);
  });
});

describe('a body is refused', () => {
  const long = JSON.stringify({ ...plex, summary: 'x'.repeat(64 * 1024) });
  test.each<[why: string, contentType: string | undefined, body: Uint8Array, cause: string]>([
    ['without anything in it', 'application/json', bytes(''), 'it is no JSON'],
    ['that is a page', 'text/html', bytes('<html></html>'), 'it is no JSON'],
    ['that ends too early', 'application/json', json(plex).slice(0, -1), 'it is no JSON'],
    ['of random bytes', undefined, new Uint8Array([0xff, 0xfe, 0x00]), 'it is no JSON'],
    ['of JSON that is no object', 'application/json', json([1, 'a']), 'it has no event'],
    ['that is a form only by its name', 'multipart/form-data; boundary=x', json(plex), 'it is no form'],
    ['that is a form without a boundary', 'multipart/form-data', bytes('x'), 'it is no form'],
    ['whose form breaks off', ...cut(plexForm(JSON.stringify(plex))), 'it is no form'],
    ['whose form has no JSON', ...plexForm('payload'), 'it is no JSON'],
    ['longer than 64 KiB', 'application/json', bytes(long), 'it is longer than 64 KiB'],
    ['whose text is longer than 64 KiB', ...plexForm(long), 'its text is longer than 64 KiB'],
    [
      'longer than 2 MiB',
      ...plexForm(JSON.stringify(plex), new Uint8Array(mostWebhookBytes)),
      'it is longer than 2 MiB',
    ],
  ])('%s', async (_, contentType, body, cause) => {
    await expect(readWebhook('plex', contentType, body)).rejects.toMatchObject({
      code: 'webhook-unreadable',
      parameters: { kind: 'plex', cause: expect.stringContaining(cause) },
    });
  });

  function cut([contentType, body]: [string, Uint8Array]): [string, Uint8Array] {
    return [contentType, body.slice(0, -60)];
  }
});

const anyText = fc.array(fc.nat(0xffff)).map(units => String.fromCharCode(...units));

/** JSON as a stranger may send it: the names that are read, with anything under them. */
const hostileJson = fc
  .dictionary(
    fc.constantFrom(
      ...['event', 'Event', 'NotificationType', 'action', 'Player', 'Session', 'Item', 'User', 'Metadata'],
      ...['uuid', 'Id', 'DeviceId', 'session_key', 'title', 'Name', 'IsPaused', 'Account', '__proto__', 'x'],
    ),
    fc.oneof(
      fc.constantFrom('media.play', 'playback.start', 'PlaybackStart', 'play', 'media.stop'),
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom('uuid', 'Id', 'title', 'Name', 'toString'), fc.jsonValue()),
    ),
  )
  .map(value => JSON.stringify(value));

test('whatever comes, it is told or refused in one line', async () => {
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    hostileJson.map(bytes),
    hostileJson.map(text => plexForm(text)[1]),
    hostileJson.map(text => bytes(new URLSearchParams({ payload: text }).toString())),
  );
  const contentType = fc.oneof(
    fc.constantFrom(undefined, 'application/json', 'application/x-www-form-urlencoded', plexForm('')[0]),
    anyText,
    anyText.map(text => `multipart/form-data; boundary=${text}`),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...playbackSources), contentType, body, async (kind, type, content) => {
      const outcome = await readWebhook(kind, type, content).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome).toBeInstanceOf(ButlerError);
        expect(outcome).toMatchObject({ code: 'webhook-unreadable' });
        expect(outcome.message).not.toMatch(/\p{Cc}/u);
      } else if (outcome !== undefined) {
        expect(JSON.stringify(outcome)).not.toMatch(/\\[nrtu]/);
      }
    }),
    { numRuns: 500 },
  );
});
