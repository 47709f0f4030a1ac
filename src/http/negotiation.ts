/** The two encodings of every response of the Plex API. */
export type Encoding = 'xml' | 'json';

/**
 * The encoding that an `Accept` header asks for (RFC 9110, 12.5.1). XML, unless `application/json` is named and no
 * form of XML is preferred to it: a browser, a wildcard and a missing header get XML, as from Plex.
 */
export function preferredEncoding(accept: string | undefined): Encoding {
  if (accept === undefined || !/json/i.test(accept)) return 'xml';
  const ranges = accept.split(',').map(parseRange);
  const quality = (...types: readonly string[]) =>
    types.map(type => ranges.find(range => range.type === type)?.quality).find(found => found !== undefined);
  const json = quality('application/json') ?? 0;
  const xml = quality('application/xml', 'text/xml', 'application/*', 'text/*', '*/*') ?? 0;
  return json > 0 && json >= xml ? 'json' : 'xml';
}

/** Whether an `Accept` header asks for a page before any form of the API: browsers name `text/html` when they open one. */
export function prefersPage(accept: string | undefined): boolean {
  const ranges = (accept ?? '').split(',').map(parseRange);
  const html = ranges.find(({ type }) => type === 'text/html')?.quality ?? 0;
  const others = ['application/json', 'application/xml', 'text/xml'];
  return html > 0 && ranges.every(({ type, quality }) => !others.includes(type) || quality < html);
}

function parseRange(range: string): { type: string; quality: number } {
  const [type = '', ...parameters] = range.split(';').map(part => part.trim().toLowerCase());
  const given = parameters.find(parameter => parameter.startsWith('q='))?.slice(2);
  const quality = given === undefined || !/^(0(\.\d*)?|1(\.0*)?)$/.test(given) ? 1 : Number(given);
  return { type, quality };
}
