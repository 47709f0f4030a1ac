import { once } from 'node:events';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { startRun, type TestRun } from '../../../test/support/context.ts';
import { ButlerError } from '../../domain/errors.ts';
import { ProgrammeGuide } from '../../guide/programme-guide.ts';
import { refreshEpgGuides as task } from './index.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2027, 2, 28);

const start = () => startRun(task, { now });

/** A guide of one channel with one programme, at an hour of the first day. */
function xmltv(channel: string, title: string, hour = 12): string {
  const time = (hour: number) => `20270328${`${hour}`.padStart(2, '0')}0000 +0000`;
  return `<tv><channel id="${channel}"><display-name>${channel}</display-name></channel>
    <programme start="${time(hour)}" stop="${time(hour + 1)}" channel="${channel}"><title>${title}</title></programme></tv>`;
}

async function configure({ settings }: TestRun, ...sources: string[]): Promise<void> {
  await settings.set({ ButlerGuideSources: sources.join('; ') });
}

/** Titles of what a channel shows in two weeks. */
async function titles({ store }: TestRun, channel: string): Promise<string[]> {
  const span = { from: now, to: now + 14 * dayMs };
  const shown = await new ProgrammeGuide(store.guide).programmes(channel, span, { limit: 100 });
  return shown.map(({ title }) => title);
}

async function channels({ store }: TestRun): Promise<string[]> {
  return (await store.guide.listChannels({ limit: 100 })).map(({ key }) => key);
}

/** A server whose one page can be changed; it counts how often it is asked, and knows its page by an ETag. */
async function serveGuide(first: string | Uint8Array) {
  const page = { content: first, asked: 0, sent: 0 };
  const server = createServer((request, response) => {
    page.asked++;
    const tag = `"${Buffer.from(page.content).length}"`;
    if (request.headers['if-none-match'] === tag) {
      response.writeHead(304).end();
    } else {
      page.sent++;
      response.writeHead(200, { ETag: tag }).end(page.content);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    page,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tv.xml.gz?token=hunter2`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('without a guide there is nothing to do, and that is said', async () => {
  await using run = await start();
  expect(await task.run(run.context)).toBe(
    'No programme guide is named in ButlerGuideSources, so there was nothing to take in.',
  );
});

test('a file and an address are taken in as one guide, and a programme knows its show', async () => {
  await using run = await start();
  await using server = await serveGuide(gzipSync(xmltv('two', 'Small Planets')));
  const section = await run.library.addSection({ title: 'Shows', type: 'show', paths: ['/shows'] });
  const item = {
    section_id: section.id,
    type: 'show',
    key: 'show/small-planets/',
    title: 'Small Planets',
  } as const;
  const { id } = await run.store.db
    .insertInto('item')
    .values({ ...item, sort_title: '', added_at: 1, updated_at: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  const file = join(run.temp, 'tv.xml');
  await writeFile(file, xmltv('one', 'News'));
  await configure(run, file, server.address);
  expect(await task.run(run.context)).toBe(
    'Took in 2 programmes on 2 channels from 2 guides, 1 of shows in the library.',
  );
  expect(await channels(run)).toEqual(['one', 'two']);
  const span = { from: now, to: now + dayMs };
  expect(await new ProgrammeGuide(run.store.guide).programmes('two', span, { limit: 9 })).toEqual([
    expect.objectContaining({ title: 'Small Planets', showId: id, startsAt: now + dayMs / 2 }),
  ]);
  expect(await readdir(run.context.folders.staging)).toEqual([]);
});

test('what has not changed is not read again, until the library has other shows', async () => {
  await using run = await start();
  await using server = await serveGuide(xmltv('one', 'News'));
  const file = join(run.temp, 'tv.xml');
  await writeFile(file, xmltv('two', 'Weather'));
  await configure(run, file, server.address);
  await task.run(run.context);
  expect(await task.run(run.context)).toBe('2 guides had nothing new.');
  expect(server.page).toMatchObject({ asked: 2, sent: 1 });
  expect(await titles(run, 'one')).toEqual(['News']);

  const section = await run.library.addSection({ title: 'Shows', type: 'show', paths: ['/shows'] });
  const item = { section_id: section.id, type: 'show', key: 'show/news/', title: 'News' } as const;
  await run.store.db
    .insertInto('item')
    .values({ ...item, sort_title: '', added_at: 1, updated_at: 1 })
    .execute();
  expect(await task.run(run.context)).toContain('1 of shows in the library');
  expect(server.page.sent).toBe(2);
});

test('a guide that reaches further than two weeks is read again, since each day more of it is wanted', async () => {
  await using run = await start();
  const file = join(run.temp, 'tv.xml');
  const later = '<programme start="20270415" channel="one"><title>Later</title></programme></tv>';
  await writeFile(file, xmltv('one', 'News').replace('</tv>', later));
  await configure(run, file);
  await task.run(run.context);
  expect(await titles(run, 'one')).toEqual(['News']);
  run.setNow(now + 10 * dayMs);
  expect(await task.run(run.context)).toContain('Took in 1 programme ');
});

test.each([
  ['broken', '<tv><programme start="20270328120000" channel="one"><title>Half</title></programme>'],
  ['another page', '<html><body>Not found</body></html>'],
  ['empty', '<tv></tv>'],
  ['all in the past', xmltv('one', 'Old').replaceAll('2027', '2026')],
  ['a bomb', '<!DOCTYPE tv [<!ENTITY a "aaaa">]><tv>&a;</tv>'],
])('a guide that comes %s changes nothing, and the others go on', async (_, broken) => {
  await using run = await start();
  await using server = await serveGuide(xmltv('one', 'News'));
  const file = join(run.temp, 'tv.xml');
  await writeFile(file, xmltv('two', 'Weather'));
  await configure(run, server.address, file);
  await task.run(run.context);

  server.page.content = broken;
  await writeFile(file, xmltv('two', 'Weather again'));
  expect(await task.run(run.context)).toMatch(
    /^Took in 1 programme on 1 channel from 1 guide, 0 .* 1 guide could not be read: The guide ".*\/tv.xml.gz\?…" cannot be read: /,
  );
  expect(await titles(run, 'one')).toEqual(['News']);
  expect(await titles(run, 'two')).toEqual(['Weather again']);
  expect(run.log.join()).not.toContain('hunter2');
  expect(run.log.filter(line => line.startsWith('error: The guide'))).toHaveLength(1);
  expect(run.progress.at(-1)).toEqual({ done: 2, failed: 1 });
  const rows = await run.store.db.selectFrom('guide_programme').select('title').execute();
  expect(rows.map(({ title }) => title).sort()).toEqual(['News', 'Weather again']);
});

test('when none can be read the run fails, and what was there before stays', async () => {
  await using run = await start();
  const file = join(run.temp, 'tv.xml');
  await writeFile(file, xmltv('one', 'News'));
  await configure(run, file);
  await task.run(run.context);
  await rm(file);
  await expect(task.run(run.context)).rejects.toMatchObject({
    code: 'guide-unreadable',
    message: `The guide "${file}" cannot be read: no such file or directory.`,
  });
  expect(await titles(run, 'one')).toEqual(['News']);
});

test('of a source that is no longer named nothing is left', async () => {
  await using run = await start();
  const files = ['a', 'b'].map(name => join(run.temp, `${name}.xml`));
  for (const [i, file] of files.entries()) await writeFile(file, xmltv(`channel${i}`, 'News'));
  await configure(run, ...files);
  await task.run(run.context);
  await configure(run, files[1] ?? '');
  await task.run(run.context);
  expect(await channels(run)).toEqual(['channel1']);
  await configure(run);
  await task.run(run.context);
  expect(await channels(run)).toEqual([]);
  expect(await run.store.db.selectFrom('guide_programme').select('title').execute()).toEqual([]);
});

test('several sources of one channel are shown as one', async () => {
  await using run = await start();
  const files = ['a', 'b'].map(name => join(run.temp, `${name}.xml`));
  await writeFile(files[0] ?? '', xmltv('One', 'News', 12));
  await writeFile(
    files[1] ?? '',
    xmltv('ONE', 'Overlapping', 12).replace('</tv>', xmltv('ONE', 'Evening', 20).slice(4)),
  );
  await configure(run, ...files);
  await task.run(run.context);
  expect(await channels(run)).toEqual(['one']);
  expect(await titles(run, 'one')).toEqual(['News', 'Evening']);
});

test('what is odd in a guide is told', async () => {
  await using run = await start();
  const file = join(run.temp, 'tv.xml');
  const odd = '<programme start="now" channel="x"><title>?</title></programme>';
  await writeFile(file, xmltv('one', 'News').replace(/<channel .*<\/channel>/, odd));
  await configure(run, file);
  await task.run(run.context);
  expect(run.log).toEqual([
    `warn: ${file}: the start of a programme cannot be read (left out, 1 time).`,
    `warn: ${file}: 1 channel has programmes, but no description; shown by the id.`,
  ]);
});

test('it ends when it is told to, and shows nothing by halves', async () => {
  await using run = await start();
  const file = join(run.temp, 'tv.xml');
  await writeFile(file, xmltv('one', 'News'));
  await configure(run, file);
  run.abort(new ButlerError('cancelled', {}));
  await expect(task.run(run.context)).rejects.toMatchObject({ code: 'cancelled' });
  expect(await channels(run)).toEqual([]);
});

test.each([
  ['tv.xml', false],
  ['/tv.xml; https://example.org/tv.xml.gz', true],
  ['ftp://example.org/tv.xml', false],
  [' ;; ', true],
])('the sources %j can be configured: %s', (value, isValid) => {
  expect(task.preferences[0]?.check?.(value as never) === undefined).toBe(isValid);
});
