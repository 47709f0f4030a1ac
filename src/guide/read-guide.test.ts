import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { makeTempFolder } from '../../test/support/temp-folder.ts';
import type { SourceProgramme } from '../domain/guide.ts';
import { readText } from './decode.ts';
import { readGuide } from './read-guide.ts';

const dayMs = 86_400_000;
const from = Date.UTC(2027, 2, 28);
const span = { from, to: from + 14 * dayMs };

const fields = [
  ...['channel', 'startsAt', 'endsAt', 'title', 'subtitle', 'description'],
  ...['categories', 'season', 'episode', 'showId'],
];

/** Undoes `formatProgramme`, for all of a batch. */
function parseProgrammes(batch: Uint8Array): SourceProgramme[] {
  const rows = JSON.parse(Buffer.from(batch).toString()) as unknown[][];
  return rows.map(
    row => Object.fromEntries(fields.map((field, i) => [field, row[i]])) as unknown as SourceProgramme,
  );
}

/** Reads a guide as it stands in a file. */
async function read(content: string | Uint8Array, shows: { id: number; title: string }[] = []) {
  await using folder = await makeTempFolder();
  const path = join(folder.path, 'guide.xml');
  await writeFile(path, content);
  const programmes: SourceProgramme[] = [];
  const summary = await readGuide(
    { path, span, shows },
    async batch => void programmes.push(...parseProgrammes(batch)),
    new AbortController().signal,
  );
  return { programmes, summary };
}

const news = '<programme start="20270328120000 +0200" channel="one"><title>News</title></programme>';
const tv = (content: string, before = '') => `<?xml version="1.0"?>${before}<tv>${content}</tv>`;

describe('a guide', () => {
  test('is read with all that it tells', async () => {
    const { programmes, summary } = await read(
      tv(`
        <channel id="one"><display-name>One</display-name><display-name>1</display-name>
          <icon src="https://example.org/1.png"/></channel>
        <programme start="20270328120000 +0200" stop="20270328124500 +0200" channel="one">
          <title lang="en">The
            Lighthouse</title><title lang="de">Der Leuchtturm</title>
          <sub-title>Fog &amp; <![CDATA[<ice>]]></sub-title><desc/>
          <credits><actor>Ann<title>no title of the programme</title></actor></credits>
          <category>Series</category><category>Drama</category>
          <episode-num system="onscreen">S09E09</episode-num><episode-num system="xmltv_ns">1.2.</episode-num>
        </programme>`),
    );
    expect(summary).toEqual({
      channels: [{ xmltvId: 'one', names: ['One', '1'], icon: 'https://example.org/1.png' }],
      kept: 1,
      matched: 0,
      past: 0,
      later: 0,
      refused: {},
      undescribed: 0,
    });
    expect(programmes).toEqual([
      {
        channel: 0,
        startsAt: from + 10 * 3_600_000,
        endsAt: from + 10.75 * 3_600_000,
        title: 'The Lighthouse',
        subtitle: 'Fog & <ice>',
        description: null,
        categories: 'Series\nDrama',
        season: 2,
        episode: 3,
        showId: null,
      },
    ]);
  });

  test('keeps two weeks, from what is on now', async () => {
    const at = (start: string, stop: string) =>
      `<programme start="${start}" stop="${stop}" channel="one"><title>${start}</title></programme>`;
    const { programmes, summary } = await read(
      tv(
        at('20270327230000', '20270328000000') +
          at('20270327233000', '20270328000001') +
          at('20270410235959', '20270411010000') +
          at('20270411000000', '20270411010000'),
      ),
    );
    expect(programmes.map(({ title }) => title)).toEqual(['20270327233000', '20270410235959']);
    expect(summary).toMatchObject({ kept: 2, past: 1, later: 1 });
  });

  test('leaves out what cannot be placed, says why, and goes on', async () => {
    const { programmes, summary } = await read(
      tv(`<channel><display-name>Nobody</display-name></channel>
        <programme start="tonight" channel="one"><title>A</title></programme>
        <programme start="20270328120000 XYZ" channel="one"><title>B</title></programme>
        <programme start="20270328120000"><title>C</title></programme>
        <programme start="20270328120000" channel="one"><title> </title></programme>${news}`),
    );
    expect(programmes.map(({ title }) => title)).toEqual(['News']);
    expect(summary.refused).toEqual({
      'a channel has no id': 1,
      'the start of a programme cannot be read': 2,
      'a programme names no channel': 1,
      'a programme has no title': 1,
    });
  });

  test('may name channels that it never describes, or describes later', async () => {
    const { summary } = await read(
      tv(
        `${news}${news.replaceAll('one', 'two')}<channel id="two"><display-name>Two</display-name></channel>`,
      ),
    );
    expect(summary.channels).toEqual([
      { xmltvId: 'one', names: ['one'] },
      { xmltvId: 'two', names: ['Two'] },
    ]);
    expect(summary.undescribed).toBe(1);
  });

  test.each([
    ['no end', '', null],
    ['an end before its start', ' stop="20270328110000 +0200"', null],
    ['an end a week later', ' stop="20270404120000 +0200"', null],
    ['an end that cannot be read', ' stop="soon"', null],
    ['an end', ' stop="20270328130000 +0200"', from + 11 * 3_600_000],
  ])('has programmes with %s', async (_, stop, endsAt) => {
    const { programmes } = await read(tv(news.replace(' channel', `${stop} channel`)));
    expect(programmes[0]?.endsAt).toBe(endsAt);
  });

  test('tells episodes of shows in the library from films of that name', async () => {
    const programme = (rest: string) => news.replace('</title>', `</title>${rest}`);
    const { programmes, summary } = await read(
      tv(
        programme('<category>Movie</category>') +
          programme('<category>Movie</category><episode-num system="onscreen">E2</episode-num>') +
          programme(''),
      ),
      [{ id: 7, title: 'NEWS!' }],
    );
    expect(programmes.map(({ showId }) => showId)).toEqual([null, 7, 7]);
    expect(summary.matched).toBe(2);
  });
});

describe('a guide is read as it is packed and encoded', () => {
  const text = tv(news.replace('News', 'Nö – “né”'));
  const latin = Buffer.from(
    tv(news.replace('News', 'Nö')).replace('?>', ' encoding="ISO-8859-1"?>'),
    'latin1',
  );
  test.each<readonly [string, string | Uint8Array, string]>([
    ['gzip', gzipSync(text), 'Nö – “né”'],
    [
      'gzip in two members',
      Buffer.concat([gzipSync(text.slice(0, 60)), gzipSync(text.slice(60))]),
      'Nö – “né”',
    ],
    ['a mark of byte order', `\ufeff${text}`, 'Nö – “né”'],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le'), 'Nö – “né”'],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le'), 'Nö – “né”'],
    ['Latin-1', latin, 'Nö'],
  ])('%s', async (_, content, title) => {
    expect((await read(content)).programmes[0]?.title).toBe(title);
  });
});

describe('what is no guide is refused as a whole', () => {
  const bomb = '<!DOCTYPE tv [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
  test.each<readonly [string, string | Uint8Array, RegExp]>([
    ['nothing', '', /^it is empty$/],
    ['a page', '<html><body>Sorry</body></html>', /^it is not XMLTV: it begins with <html>$/],
    ['no XML', 'Sorry.', /^its XML is broken at line 1, column \d+: /],
    ['one that ends too early', tv(news).slice(0, -5), /^its XML is broken at line 1, /],
    ['tags that do not fit', tv(`${news}<a></b>`), /broken at .*unexpected close tag/],
    ['an entity bomb', tv(news.replace('News', '&b;'), bomb), /^its document type makes declarations/],
    ['an entity that nobody declared', tv(news.replace('News', '&nbsp;')), /undefined entity/],
    ['a truncated gzip', gzipSync(tv(news)).subarray(0, -20), /^it ends too early$/],
    ['a damaged gzip', Buffer.concat([gzipSync(tv(news)).subarray(0, 20), Buffer.alloc(90, 7)]), /^its gzip/],
    [
      'another packing',
      Buffer.from('504b0304aabb', 'hex'),
      /^it is packed as ZIP; plain XML and gzip are read$/,
    ],
    [
      'a wrong encoding',
      Buffer.from(tv(news.replace('News', 'Nö')), 'latin1'),
      /^it is not in the encoding .*utf-8/,
    ],
    [
      'an encoding from nowhere',
      '<?xml version="1.0" encoding="klingon"?><tv/>',
      /^its encoding klingon is not/,
    ],
    ['a text without an end', tv(`<desc>${'a'.repeat(1_200_000)}`), /^a tag or a text in it has no end$/],
    ['endless nesting', tv('<a>'.repeat(200)), /^its elements are nested more than 100 deep$/],
  ])('%s', async (_, content, cause) => {
    await expect(read(content)).rejects.toThrow(cause);
  });

  test('a document type that only names its DTD is nothing to fear', async () => {
    const before = '<!DOCTYPE tv SYSTEM "file:///etc/passwd">';
    expect((await read(tv(news, before))).summary.kept).toBe(1);
  });

  test('more than a guide can be, however well it is packed', async () => {
    await using folder = await makeTempFolder();
    const path = join(folder.path, 'bomb.gz');
    await writeFile(path, gzipSync(Buffer.alloc(20_000_000)));
    const pieces = readText(path, 1_000_000);
    await expect(Array.fromAsync(pieces)).rejects.toThrow('it is larger than 1 MB');
  });

  test('a file that is not there, and a folder', async () => {
    await using folder = await makeTempFolder();
    const readAt = (path: string) =>
      readGuide({ path, span, shows: [] }, async () => {}, new AbortController().signal);
    await expect(readAt(join(folder.path, 'none'))).rejects.toThrow('no such file or directory');
    await expect(readAt(folder.path)).rejects.toThrow('it is no file');
  });
});

test('reading waits for what is taken, and ends with an error in it', async () => {
  await using folder = await makeTempFolder();
  const path = join(folder.path, 'guide.xml');
  const description = `<desc>${'long '.repeat(1_000)}</desc>`;
  await writeFile(path, tv(news.replace('</title>', `</title>${description}`).repeat(500)));
  let taken = 0;
  const reading = readGuide(
    { path, span, shows: [] },
    async () => {
      taken++;
      if (taken === 2) throw new Error('full');
    },
    new AbortController().signal,
  );
  await expect(reading).rejects.toThrow('full');
  expect(taken).toBe(2);
});

test('reading ends when it is told to', async () => {
  await using folder = await makeTempFolder();
  const path = join(folder.path, 'guide.xml');
  await writeFile(path, tv(news));
  const controller = new AbortController();
  const reading = readGuide(
    { path, span, shows: [] },
    () => {
      controller.abort(new Error('enough'));
      return new Promise(() => {});
    },
    controller.signal,
  );
  await expect(reading).rejects.toThrow('enough');
});
