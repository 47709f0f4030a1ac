import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeNfo } from './decode.ts';
import { NfoError } from './nfo-error.ts';
import { parseNfo } from './parse.ts';

/** The only entry of a file that has nothing doubtful. */
function read(text: string) {
  const { entries, doubts } = parseNfo(text);
  expect(doubts).toEqual([]);
  expect(entries).toHaveLength(1);
  return entries[0];
}

const problem = (text: string) => {
  try {
    parseNfo(text);
  } catch (error) {
    if (error instanceof NfoError) return error.message;
    throw error;
  }
  return undefined;
};

test('a film as Kodi writes it', () => {
  const entry = read(`<?xml version="1.0" encoding="UTF-8" standalone="yes" ?>
    <movie>
      <title>Heat</title><originaltitle>Heat (original)</originaltitle><sorttitle>Heat 1</sorttitle>
      <ratings>
        <rating name="metacritic" max="100"><value>76</value></rating>
        <rating name="imdb" max="10"><value>8.3</value><votes>700000</votes></rating>
        <rating name="themoviedb" max="10" default="true"><value>7,9</value></rating>
      </ratings>
      <userrating>9</userrating><top250>0</top250>
      <outline>Short.</outline>
      <plot>Two men.
Two sides.</plot>
      <tagline>A Los Angeles   Crime Saga</tagline>
      <runtime>170</runtime>
      <mpaa>Rated R</mpaa>
      <uniqueid type="imdb" default="true">tt0113277</uniqueid><uniqueid type="TheMovieDB">949</uniqueid>
      <genre>Crime</genre><genre>Drama</genre><genre>crime</genre>
      <country>USA</country>
      <set><name>Mann</name><overview>All by Mann.</overview></set>
      <tag>heist</tag>
      <credits>Michael Mann</credits><director>Michael Mann</director>
      <premiered>1995-12-15</premiered>
      <studio>Warner Bros.</studio><studio>Regency</studio>
      <actor><name>Robert De Niro</name><role>Neil McCauley</role><order>1</order></actor>
      <actor><name>Al Pacino</name><role>Vincent Hanna</role><order>0</order></actor>
      <actor><name>Art Linson</name><type>Producer</type></actor>
    </movie>`);
  expect(entry).toEqual({
    root: 'movie',
    said: {
      fields: {
        title: 'Heat',
        titleSort: 'Heat 1',
        originalTitle: 'Heat (original)',
        summary: 'Two men.\nTwo sides.',
        tagline: 'A Los Angeles Crime Saga',
        contentRating: 'R',
        rating: 7.6,
        audienceRating: 7.9,
        userRating: 9,
        studio: 'Warner Bros.',
        year: 1995,
        originallyAvailableAt: '1995-12-15',
      },
      tags: [
        { kind: 'genre', name: 'crime' },
        { kind: 'genre', name: 'Drama' },
        { kind: 'director', name: 'Michael Mann' },
        { kind: 'writer', name: 'Michael Mann' },
        { kind: 'country', name: 'USA' },
        { kind: 'label', name: 'heist' },
        { kind: 'collection', name: 'Mann' },
        { kind: 'actor', name: 'Al Pacino', role: 'Vincent Hanna' },
        { kind: 'actor', name: 'Robert De Niro', role: 'Neil McCauley' },
        { kind: 'producer', name: 'Art Linson' },
      ],
      ids: { imdb: 'tt0113277', tmdb: '949' },
    },
  });
});

test('older dialects: one rating, joined genres, a set by its name, the id of IMDb', () => {
  expect(
    read(
      '<movie><title>Heat</title><rating>8.2</rating><genre>Crime / Drama</genre><set>Mann</set><id>tt0113277</id></movie>',
    )?.said,
  ).toEqual({
    fields: { title: 'Heat', audienceRating: 8.2 },
    tags: [
      { kind: 'genre', name: 'Crime' },
      { kind: 'genre', name: 'Drama' },
      { kind: 'collection', name: 'Mann' },
    ],
    ids: { imdb: 'tt0113277' },
  });
});

test.each([
  [
    'tvshow',
    '<tvshow><title>Lost</title><status>Ended</status><studio>ABC</studio></tvshow>',
    { title: 'Lost', status: 'Ended', studio: 'ABC' },
  ],
  [
    'season',
    '<season><seasonnumber>2</seasonnumber><title>The Hatch</title></season>',
    { title: 'The Hatch' },
  ],
  [
    'artist',
    '<artist><name>Nina</name><sortname>Nina, S</sortname><biography>Sang.</biography></artist>',
    { title: 'Nina', titleSort: 'Nina, S', summary: 'Sang.' },
  ],
  [
    'album',
    '<album><title>Pastel</title><label>Philips</label><year>1965</year><review>Blue.</review></album>',
    { title: 'Pastel', studio: 'Philips', year: 1965, summary: 'Blue.' },
  ],
])('%s', (root, text, fields) => {
  expect(read(text)).toMatchObject({ root, said: { fields } });
});

describe('episodes', () => {
  test('several in one file, each with its number, with or without declarations', () => {
    const episode = (n: number) =>
      `<?xml version="1.0"?>\n<episodedetails><title>Part ${n}</title><season>1</season><episode>${n}</episode><aired>2004-09-2${n}</aired></episodedetails>\n`;
    const { entries } = parseNfo(episode(1) + episode(2));
    expect(entries).toMatchObject([
      {
        season: 1,
        episode: 1,
        said: { fields: { title: 'Part 1', originallyAvailableAt: '2004-09-21', year: 2004 } },
      },
      { season: 1, episode: 2, said: { fields: { title: 'Part 2' } } },
    ]);
  });

  test('within an element that only holds them together', () => {
    const text =
      '<xbmcmultiepisode><episodedetails><episode>3</episode></episodedetails><episodedetails><episode>4</episode></episodedetails></xbmcmultiepisode>';
    expect(parseNfo(text).entries.map(entry => entry.episode)).toEqual([3, 4]);
  });
});

describe('ids', () => {
  test.each([
    ['https://www.imdb.com/title/tt0113277/', { imdb: 'tt0113277' }],
    ['https://www.themoviedb.org/movie/949-heat?language=en\n', { tmdb: '949' }],
    ['http://thetvdb.com/?tab=series&id=73739&lid=7', { tvdb: '73739' }],
    ['https://www.tvmaze.com/shows/123/lost', { tvmaze: '123' }],
    [
      'https://musicbrainz.org/artist/944d4a28-9a9b-4d2c-a4a9-1f0b4d6b0e4f',
      { musicbrainz: '944d4a28-9a9b-4d2c-a4a9-1f0b4d6b0e4f' },
    ],
  ])('of a file that is nothing but %s', (text, ids) => {
    expect(parseNfo(text)).toEqual({ entries: [{ said: { fields: {}, tags: [], ids } }], doubts: [] });
  });

  test('of an address behind the description, as Kodi combines them', () => {
    expect(
      read('<movie><title>Heat</title></movie>\nhttps://www.imdb.com/title/tt0113277/?a=1&b=2')?.said,
    ).toMatchObject({
      fields: { title: 'Heat' },
      ids: { imdb: 'tt0113277' },
    });
  });

  test('that contradict each other: the surer one counts, of two that are as sure neither', () => {
    const surer = parseNfo('<movie><id>tt0000001</id><uniqueid type="imdb">tt0000002</uniqueid></movie>');
    expect(surer.entries[0]?.said.ids).toEqual({ imdb: 'tt0000002' });
    expect(surer.doubts).toEqual(['it gives two ids of imdb, tt0000001 and tt0000002']);
    const equal = parseNfo(
      '<movie><uniqueid type="tmdb">1</uniqueid><uniqueid type="tmdb">2</uniqueid></movie>',
    );
    expect(equal.entries[0]?.said.ids).toEqual({});
    expect(equal.doubts).toEqual(['it gives two ids of tmdb, 1 and 2; neither is taken']);
  });

  test('that are none are left out', () => {
    expect(
      read(
        '<movie><uniqueid type="imdb">nm0000134</uniqueid><tmdbid>0</tmdbid><uniqueid type="home">9</uniqueid></movie>',
      )?.said.ids,
    ).toEqual({ home: '9' });
  });
});

describe('values that make no sense are not there', () => {
  test.each([
    ['a date that is none', '<premiered>2001-02-30</premiered>', {}],
    ['the date that stands for none', '<premiered>1601-01-01</premiered><year>0</year>', {}],
    ['a rating above the best', '<rating>11</rating><userrating>0</userrating>', {}],
    ['a rating out of nothing', '<ratings><rating max="0"><value>5</value></rating></ratings>', {}],
    ['blanks', '<title>  </title><plot/>', {}],
    ['what would break a line', '<title>He\u202Eat\u0007\nII</title>', { title: 'He·at II' }],
  ])('%s', (_, content, fields) => {
    expect(read(`<movie>${content}</movie>`)?.said.fields).toEqual(fields);
  });
});

describe('malformed files', () => {
  test.each([
    [
      'bare ampersands and entities of HTML',
      '<movie><title>Tom & Jerry &nbsp;</title></movie>',
      'Tom & Jerry &nbsp;',
    ],
    ['entities of XML', '<movie><title>Tom &amp; J&#233;rry</title></movie>', 'Tom & Jérry'],
    ['ampersands within CDATA', '<movie><title><![CDATA[Tom & <Jerry>]]></title></movie>', 'Tom & <Jerry>'],
    ['control characters', '<movie><title>Tom\u0000\u0001</title></movie>', 'Tom'],
    ['a blank before the declaration', '\n <?xml version="1.0"?><movie><title>Tom</title></movie>', 'Tom'],
    ['capitals', '<Movie><Title>Tom</Title></Movie>', 'Tom'],
  ])('are read all the same: %s', (_, text, title) => {
    expect(read(text)?.said.fields.title).toBe(title);
  });

  test.each([
    ['cut off', '<movie><title>Heat</title><plot>Two'],
    ['crossed', '<movie><title>Heat</movie></title>'],
    ['a web page', '<html><head><title>404</title></head></html>'],
    ['something else', '<playlist><item/></playlist>'],
    ['nothing in brackets', '<>'],
  ])('are refused: %s', (_, text) => {
    expect(problem(text)).toMatch(/^it /);
  });

  test.each([
    ['of a bomb', '<!DOCTYPE m [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><movie><title>&b;</title></movie>'],
    ['that reads a file', '<?xml version="1.0"?>\n<!doctype m SYSTEM "file:///etc/passwd"><movie/>'],
    ['that is cut off', '<!DOCTYPE m [<!ENTITY a "'],
  ])('a DOCTYPE is refused: %s', (_, text) => {
    expect(problem(text)).toContain('DOCTYPE');
  });

  test('depth and breadth are bounded', () => {
    expect(problem(`<movie>${'<a>'.repeat(100_000)}`)).toContain('more elements');
    expect(problem(`<movie>${'<a/>'.repeat(100_000)}</movie>`)).toContain('more elements');
  });

  test('what a release group left says nothing, but for an address in it', () => {
    expect(parseNfo('  ▄▄▄▄ < GROUP > presents ...').entries).toEqual([]);
    expect(parseNfo('░▒▓ imdb.com/title/tt0113277 ▓▒░').entries[0]?.said.ids).toEqual({ imdb: 'tt0113277' });
    expect(parseNfo('').entries).toEqual([]);
  });

  test('nothing makes the reader fail in another way than by its error', () => {
    const piece = fc.constantFrom(
      '<movie>',
      '</movie>',
      '<title>',
      '</title>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '&',
      ';',
      '"',
      '<a b="',
      '>',
      '/>',
      'text',
      '\u0000',
      '<?',
      '?>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        problem(pieces.join(''));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('encodings', () => {
  const title = (bytes: Uint8Array) => parseNfo(decodeNfo(bytes)).entries[0]?.said.fields.title;
  const text = '<movie><title>Amélie</title></movie>';
  const utf16 = Buffer.from(text, 'utf16le');

  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 without', utf16],
    ['UTF-16, the other way round', Buffer.from(utf16).swap16()],
    ['Latin 1 that says so', Buffer.from(`<?xml version="1.0" encoding="iso-8859-1"?>${text}`, 'latin1')],
    ['Latin 1 that says nothing', Buffer.from(text, 'latin1')],
    [
      'Latin 1 that claims to be UTF-8',
      Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${text}`, 'latin1'),
    ],
    ['UTF-8 that claims to be UTF-16', Buffer.from(`<?xml version="1.0" encoding="utf-16"?>${text}`)],
    [
      'an encoding that nobody knows',
      Buffer.from(`<?xml version="1.0" encoding="x-klingon"?>${text}`, 'latin1'),
    ],
  ])('%s', (_, bytes) => {
    expect(title(bytes)).toBe('Amélie');
  });

  test('a declared encoding counts where the bytes are no UTF-8', () => {
    const head = Buffer.from('<?xml version="1.0" encoding="windows-1251"?><movie><title>');
    const cyrillic = Buffer.from([0xd1, 0xf2, 0xe0, 0xeb, 0xea, 0xe5, 0xf0]);
    expect(title(Buffer.concat([head, cyrillic, Buffer.from('</title></movie>')]))).toBe('Сталкер');
  });
});
