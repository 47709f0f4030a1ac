import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RecordedPreferences } from '../../test/support/http.ts';
import { startReceiver } from '../../test/support/receiver.ts';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import type { ButlerError } from '../domain/errors.ts';
import { noProgress, type Run } from '../domain/run.ts';
import { Settings } from '../settings/settings.ts';
import type { Limits } from './channel.ts';
import { failureNotice, type Notice } from './notice.ts';
import { Notifier } from './notifier.ts';
import { notifyPreferences } from './preferences.ts';

const notice: Notice = {
  kind: 'failure',
  title: 'Backup Database failed',
  text: 'There is no room at /backups.\nFree some space.',
  at: Date.UTC(2027, 5, 1, 3),
  detail: { task: 'BackupDatabase' },
};
const now = Date.UTC(2027, 5, 1, 3, 0, 5);

/** A notifier that has begun, and stops with the scope. */
async function startNotifier(preferences: Readonly<Record<string, string>>, limits: Partial<Limits> = {}) {
  const settings = new Settings(notifyPreferences, preferences, new RecordedPreferences());
  expect(settings.ignored).toEqual([]);
  const troubles: ButlerError[] = [];
  const waiting: (() => void)[] = [];
  const notifier = new Notifier({
    preferences: settings,
    now: () => now,
    onTrouble: trouble => {
      troubles.push(trouble);
      for (const wake of waiting.splice(0)) wake();
    },
    limits: { pausesMs: [1, 1], stopMs: 1, ...limits },
  });
  notifier.start();
  return {
    notifier,
    settings,
    troubles,
    /** Resolves with the next trouble that is told. */
    trouble: async () => {
      const count = troubles.length;
      await new Promise<void>(resolve => waiting.push(resolve));
      return troubles[count]?.message;
    },
    [Symbol.asyncDispose]: () => notifier.stop(),
  };
}

describe('the webhook', () => {
  test('gets the notice as JSON, signed so that others can prove where it comes from', async () => {
    await using receiver = await startReceiver();
    await using to = await startNotifier({
      ButlerNotifyWebhook: `${receiver.url}/hook?x=1`,
      ButlerNotifyWebhookSecret: 'hunter2',
    });
    to.notifier.notify(notice);
    const { line, headers, body } = await receiver.request(1);
    expect(line).toBe('POST /hook?x=1');
    expect(headers['content-type']).toBe('application/json');
    expect(JSON.parse(body)).toEqual(notice);
    expect(headers['x-butler-timestamp']).toBe(`${now / 1000}`);
    const expected = createHmac('sha256', 'hunter2')
      .update(`${now / 1000}.`)
      .update(body)
      .digest('hex');
    expect(headers['x-butler-signature']).toBe(`sha256=${expected}`);
  });

  test('is not signed without a secret', async () => {
    await using receiver = await startReceiver();
    await using to = await startNotifier({ ButlerNotifyWebhook: receiver.url });
    to.notifier.notify(notice);
    expect((await receiver.request(1)).headers).not.toHaveProperty('x-butler-signature');
  });
});

describe('ntfy', () => {
  test('gets the text, with title, priority and tags in headers', async () => {
    await using receiver = await startReceiver();
    await using to = await startNotifier({
      ButlerNotifyNtfy: `${receiver.url}/topic`,
      ButlerNotifyNtfyToken: 'tk_secret',
    });
    to.notifier.notify(notice);
    const { line, headers, body } = await receiver.request(1);
    expect(line).toBe('POST /topic');
    expect(body).toBe(notice.text);
    expect(headers).toMatchObject({
      title: notice.title,
      priority: '4',
      tags: 'warning',
      authorization: 'Bearer tk_secret',
    });
  });

  test('gets what is not ASCII as encoded words, and no more than a message holds', async () => {
    await using receiver = await startReceiver();
    await using to = await startNotifier({ ButlerNotifyNtfy: `${receiver.url}/topic` });
    const title = `Über "Amélie" — ${'夜'.repeat(60)} \r\nX-Forged: 1`;
    to.notifier.notify({ ...notice, title, text: `${'é'.repeat(99)}\n`.repeat(40) });
    const { headers, body } = await receiver.request(1);
    const words = `${headers['title']}`.split(' ');
    expect(words.every(word => /^=\?UTF-8\?B\?[A-Za-z0-9+/]+=*\?=$/.test(word) && word.length <= 75)).toBe(
      true,
    );
    const decoded = words.map(word => Buffer.from(word.slice(10, -2), 'base64').toString()).join('');
    expect(decoded).toBe(title.replace('\r\n', '··'));
    expect(headers).not.toHaveProperty('authorization');
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(4_096);
    expect(body.split('\n').slice(0, -1)).toEqual(Array.from({ length: 20 }, () => 'é'.repeat(99)));
    expect(body.endsWith('\n…')).toBe(true);
  });
});

test('Gotify gets a message of the application', async () => {
  await using receiver = await startReceiver();
  await using to = await startNotifier({
    ButlerNotifyGotify: `${receiver.url}/below/`,
    ButlerNotifyGotifyToken: 'A.token',
  });
  to.notifier.notify({ ...notice, kind: 'report' });
  const { line, headers, body } = await receiver.request(1);
  expect(line).toBe('POST /below/message');
  expect(headers['x-gotify-key']).toBe('A.token');
  expect(JSON.parse(body)).toEqual({
    title: notice.title,
    message: notice.text,
    priority: 4,
    extras: { 'client::display': { contentType: 'text/plain' } },
  });
});

describe('a notice', () => {
  test('is tried three times, and then it is told once that it did not arrive', async () => {
    await using receiver = await startReceiver(500, 503, 429, 500, 500, 500, 200, 401);
    await using to = await startNotifier({ ButlerNotifyWebhook: `${receiver.url}/secret-path` });
    const host = new URL(receiver.url).host;
    const trouble = to.trouble();
    to.notifier.notify(notice);
    expect(await trouble).toBe(
      `A notice could not be sent through the webhook: ${host} answers with status 429 (Too Many Requests).`,
    );
    expect(receiver.received).toHaveLength(3);

    to.notifier.notify(notice);
    await receiver.request(6);
    const again = to.trouble();
    to.notifier.notify(notice);
    await receiver.request(7);
    expect(to.troubles).toHaveLength(1);

    // One got through, so the next trouble is told again.
    to.notifier.notify(notice);
    expect(await again).toContain('401');
  });

  test('that is late or failed at first arrives at last', async () => {
    await using receiver = await startReceiver('never', 500, 200);
    await using to = await startNotifier({ ButlerNotifyWebhook: receiver.url }, { postMs: 1_000 });
    to.notifier.notify(notice);
    expect(JSON.parse((await receiver.request(3)).body)).toEqual(notice);
    expect(to.troubles).toEqual([]);
  });

  test('that is refused for good is not tried again', async () => {
    await using receiver = await startReceiver(401);
    await using to = await startNotifier({ ButlerNotifyNtfy: `${receiver.url}/topic` });
    const trouble = to.trouble();
    to.notifier.notify(notice);
    expect(await trouble).toContain('answers with status 401 (Unauthorized)');
    expect(receiver.received).toHaveLength(1);
  });

  test.each([301, 302, 307, 308])('does not follow a redirect to another host (%i)', async status => {
    await using elsewhere = await startReceiver();
    await using receiver = await startReceiver(response =>
      response.writeHead(status, { Location: `${elsewhere.url}/stolen` }).end(),
    );
    await using to = await startNotifier({
      ButlerNotifyGotify: receiver.url,
      ButlerNotifyGotifyToken: 'secret',
    });
    const trouble = to.trouble();
    to.notifier.notify(notice);
    expect(await trouble).toContain(`sends on to ${new URL(elsewhere.url).host}, which is not followed`);
    expect(elsewhere.received).toEqual([]);
    expect(receiver.received).toHaveLength(1);
  });

  test('for which nobody listens is told of without the path', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as { port: number };
    free.close();
    await once(free, 'close');
    await using to = await startNotifier({ ButlerNotifyNtfy: `http://127.0.0.1:${port}/secret-topic` });
    const trouble = to.trouble();
    to.notifier.notify(notice);
    expect(await trouble).toBe(
      `A notice could not be sent through ntfy: nothing listens at 127.0.0.1:${port}.`,
    );
  });

  test('waits in a queue of a bounded length, where the oldest give way', async () => {
    let answer = () => {};
    await using receiver = await startReceiver(response => {
      answer = () => response.end();
    }, 200);
    await using to = await startNotifier({ ButlerNotifyWebhook: receiver.url }, { waiting: 3 });
    to.notifier.notify({ ...notice, title: '0' });
    await receiver.request(1);
    for (let i = 1; i <= 6; i++) to.notifier.notify({ ...notice, title: `${i}` });
    expect(to.troubles.map(({ message }) => message)).toEqual([
      'Notices for the webhook were dropped: too many wait.',
    ]);
    answer();
    await receiver.request(4);
    expect(receiver.received.map(({ body }) => JSON.parse(body).title)).toEqual(['0', '4', '5', '6']);
  });

  test('goes out on every channel by itself: one that hangs holds up no other', async () => {
    await using hung = await startReceiver('never');
    await using receiver = await startReceiver();
    await using to = await startNotifier({
      ButlerNotifyWebhook: hung.url,
      ButlerNotifyGotify: receiver.url,
    });
    to.notifier.notify(notice);
    to.notifier.notify({ ...notice, title: 'Second' });
    expect(JSON.parse((await receiver.request(2)).body).title).toBe('Second');
    expect(hung.received.length).toBeLessThanOrEqual(1);
  });

  test('is sent for the kinds that are wanted, and by the preferences of the moment', async () => {
    await using receiver = await startReceiver();
    await using to = await startNotifier({
      ButlerNotifyOn: 'report, disk-nearly-full',
      ButlerNotifyWebhook: receiver.url,
    });
    to.notifier.notify({ ...notice, kind: 'failure' });
    to.notifier.notify({ ...notice, kind: 'report' });
    await receiver.request(1);
    await to.settings.set({ ButlerNotifyOn: 'failure', ButlerNotifyWebhook: `${receiver.url}/moved` });
    to.notifier.notify({ ...notice, kind: 'report' });
    to.notifier.notify({ ...notice, kind: 'failure' });
    await receiver.request(2);
    const seen = receiver.received.map(({ line, body }) => `${line} ${JSON.parse(body).kind}`);
    expect(seen).toEqual(['POST / report', 'POST /moved failure']);
  });
});

describe('a notifier', () => {
  test('may be started and stopped twice, and sends after the start what came before', async () => {
    await using receiver = await startReceiver();
    await using to = await startNotifier({ ButlerNotifyWebhook: receiver.url }, { stopMs: 60_000 });
    await Promise.all([to.notifier.stop(), to.notifier.stop()]);
    to.notifier.notify(notice);
    await to.notifier.stop();
    expect(receiver.received).toEqual([]);
    to.notifier.start();
    to.notifier.start();
    await receiver.request(1);
    await to.notifier.stop();
    expect(receiver.received).toHaveLength(1);
    expect(to.troubles).toEqual([]);
  });

  test('lets go out what can when it stops', async () => {
    await using receiver = await startReceiver(response => void setImmediate(() => response.end()));
    await using to = await startNotifier({ ButlerNotifyGotify: receiver.url }, { stopMs: 60_000 });
    for (let i = 0; i < 3; i++) to.notifier.notify(notice);
    await to.notifier.stop();
    expect(receiver.received).toHaveLength(3);
    expect(to.troubles).toEqual([]);
  });

  test('stops all the same where nobody answers, and says what did not go out', async () => {
    await using receiver = await startReceiver('never');
    await using to = await startNotifier({ ButlerNotifyWebhook: receiver.url });
    for (let i = 0; i < 3; i++) to.notifier.notify(notice);
    await receiver.request(1);
    await to.notifier.stop();
    expect(receiver.received).toHaveLength(1);
    expect(to.troubles.map(({ message }) => message)).toEqual([
      'Notices for the webhook were dropped: Butler is stopping.',
    ]);
  });

  test('does nothing where nothing is configured', async () => {
    await using to = await startNotifier({});
    to.notifier.notify(notice);
    expect(await to.notifier.testAll()).toEqual([]);
    expect(to.troubles).toEqual([]);
  });

  test('tries every configured channel on request, whatever kinds are wanted', async () => {
    await using temp = await makeTempFolder();
    const output = join(temp.path, 'notice.json');
    await using receiver = await startReceiver();
    await using refusing = await startReceiver(403);
    await using to = await startNotifier({
      ButlerNotifyOn: '',
      ButlerNotifyWebhook: receiver.url,
      ButlerNotifyNtfy: `${refusing.url}/topic`,
      ButlerNotifyCommand: JSON.stringify([process.execPath, await scriptThatKeeps(temp.path, output)]),
    });
    expect(await to.notifier.testAll()).toEqual([
      { channel: 'the webhook' },
      { channel: 'ntfy', error: `${new URL(refusing.url).host} answers with status 403 (Forbidden)` },
      { channel: 'the command' },
    ]);
    expect(JSON.parse((await receiver.request(1)).body)).toMatchObject({ kind: 'test', at: now });
    expect(refusing.received).toHaveLength(1);
  });
});

test('the notice of a failed run says which task and why, with the run for programs', () => {
  const run: Run = {
    id: 7,
    task: 'BackupDatabase',
    trigger: 'window',
    state: 'failed',
    serviceDay: '2027-06-01',
    createdAt: 1,
    endedAt: 5,
    progress: noProgress,
    outcome: 'There is no room.',
  };
  expect(failureNotice(run, 'Backup Database')).toEqual({
    kind: 'failure',
    title: 'Backup Database failed',
    text: 'There is no room.',
    at: 5,
    detail: run,
  });
});

async function scriptThatKeeps(folder: string, output: string): Promise<string> {
  const script = join(folder, 'keep.mjs');
  await writeFile(
    script,
    `import { readFileSync, writeFileSync } from 'node:fs';
     writeFileSync(${JSON.stringify(output)}, readFileSync(0));`,
  );
  return script;
}
