/** What comes over a connection as no client would send it. `%T` stands for the header that brings the token. */
interface Oddity {
  readonly name: string;
  readonly bytes: string | Uint8Array;
  /** Absent where being cut off without a word is as right. */
  readonly statuses?: readonly number[];
  /** Whether the connection ends with it: the server would wait for more. */
  readonly isHalf?: true;
}

const end = 'Host: localhost\r\n%T\r\nConnection: close\r\n\r\n';
const get = (target: string, statuses: readonly number[], headers = ''): Oddity => ({
  name: `GET ${target.slice(0, 60)}${headers && ` with ${headers.slice(0, 40).trim()}`}`,
  bytes: `GET ${target} HTTP/1.1\r\n${headers}${end}`,
  statuses,
});
const post = (
  name: string,
  headers: string,
  body: string | Uint8Array,
  statuses: readonly number[],
): Oddity => ({
  name: `POST with ${name}`,
  bytes: Buffer.concat([Buffer.from(`POST /api/v1/pauses HTTP/1.1\r\n${headers}${end}`), Buffer.from(body)]),
  statuses,
});
const raw = (name: string, bytes: string | Uint8Array, statuses?: readonly number[]): Oddity => ({
  name,
  bytes,
  ...(statuses && { statuses }),
});

const json = 'Content-Type: application/json\r\n';
const pause = '{"scope":"all","for":"PT1S"}';

export const oddities: readonly Oddity[] = [
  raw(
    'bytes of no protocol',
    new Uint8Array(1_000).map((_, i) => (i * 37) % 256),
    [400],
  ),
  raw('a TLS greeting', Buffer.from('16030100a5010000a10303', 'hex'), [400]),
  raw('the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
  raw('HTTP/0.9', 'GET /\r\n\r\n', [400]),
  raw('HTTP/3.7', `GET / HTTP/3.7\r\n${end}`, [400]),
  raw('line feeds alone', `GET /butler HTTP/1.1\n${end.replaceAll('\r', '')}`),
  raw('a name of a header with a space', `GET /butler HTTP/1.1\r\nA b: c\r\n${end}`, [400]),
  raw('a header without a colon', `GET /butler HTTP/1.1\r\nnonsense\r\n${end}`, [400]),
  raw('a folded header', `GET /butler HTTP/1.1\r\nAccept: a\r\n b\r\n${end}`, [200, 400]),
  raw('a NUL in a header', `GET /butler HTTP/1.1\r\nA: b\0c\r\n${end}`, [400]),
  raw('a thousand headers', `GET /butler HTTP/1.1\r\n${'A: b\r\n'.repeat(1_000)}${end}`, [200, 431]),
  raw('a header of 100 kB', `GET /butler HTTP/1.1\r\nA: ${'b'.repeat(100_000)}\r\n${end}`, [431]),
  raw('an address of 100 kB', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n${end}`, [431]),
  raw('a tunnel', `CONNECT example.org:443 HTTP/1.1\r\n${end}`, [0, 400, 404, 405]),
  raw('an upgrade to HTTP/2', `GET /butler HTTP/1.1\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n${end}`),
  raw(
    'a websocket without a key',
    `GET /:/websockets/notifications HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${end}`,
    [400, 426],
  ),
  raw(
    'a websocket where there is none',
    `GET /butler HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${end}`,
  ),
  raw(
    'two requests at once',
    `GET /butler HTTP/1.1\r\nHost: localhost\r\n%T\r\n\r\nGET /identity HTTP/1.1\r\n${end}`,
    [200],
  ),
  { name: 'half a request', bytes: 'GET /butler HTTP/1.1\r\nHost: loc', isHalf: true },
  { name: 'nothing but line ends', bytes: '\r\n'.repeat(500), isHalf: true },

  get('/butler/%ff', [404]),
  get('/butler/%zz', [404]),
  get('/butler/%', [404]),
  get('/%c0%ae%c0%ae/butler', [404]),
  get('/butler/%252e%252e', [404]),
  get('//butler', [404]),
  get('/butler//', [200, 404]),
  get('/butler;x=y', [404]),
  get('/butler\xe9', [400, 404]),
  get('/:/prefs/get?id=%ff', [404]),
  get('/:/prefs/get?id=FriendlyName&id=ButlerStartHour', [200, 404]),
  get('/:/prefs/get?id[]=FriendlyName', [404]),
  get('/:/prefs/get?__proto__=1', [404]),
  get(`/library/sections/1/all?${'push=1&'.repeat(1_500)}`, [200, 404]),
  get(`/library/metadata/${'1,'.repeat(4_000)}`, [200, 404]),
  get('/api/v1/runs?limit=1&limit=2', [400]),
  get('/api/v1/runs?limit', [400]),
  get('/api/v1/runs?=', [200]),
  get('/api/v1/runs?cursor=%00', [400]),
  get('/api/v1/runs/1e3', [404]),
  get('/api/v1/%72uns', [200]),
  get('/api/v1//runs', [404]),
  get('/api/v1', [404]),
  get('/api', [404]),
  get('/api/v1/tasks', [200], 'Accept: text/html;q=1, */*;q=0\r\n'),
  get('/butler', [200], `Accept: ${'application/json;q=0.1,'.repeat(400)}\r\n`),
  get('/butler', [100], 'Expect: 100-continue\r\n'),
  get('/library/parts/1/file', [200, 206, 416], 'Range: bytes=0-0,-1\r\n'),
  get('/library/parts/1/file', [416], 'Range: bytes=99999999999-\r\n'),

  post('two lengths', `${json}Content-Length: 28\r\nContent-Length: 3\r\n`, pause, [400]),
  post('a negative length', `${json}Content-Length: -1\r\n`, pause, [400]),
  post('a length of letters', `${json}Content-Length: many\r\n`, pause, [400]),
  post(
    'a length and chunks',
    `${json}Content-Length: 28\r\nTransfer-Encoding: chunked\r\n`,
    `1c\r\n${pause}\r\n0\r\n\r\n`,
    [400],
  ),
  post('a length of a terabyte', `${json}Content-Length: 1099511627776\r\n`, pause, [413]),
  post(
    'chunks',
    `${json}Transfer-Encoding: chunked\r\n`,
    `1c;x=y\r\n${pause}\r\n0\r\nTrailer: x\r\n\r\n`,
    [201],
  ),
  post(
    'a chunk of a wrong size',
    `${json}Transfer-Encoding: chunked\r\n`,
    `zz\r\n${pause}\r\n0\r\n\r\n`,
    [400],
  ),
  post(
    'chunks that are too many',
    `${json}Transfer-Encoding: chunked\r\n`,
    `${'400\r\n'.concat('x'.repeat(1024), '\r\n').repeat(80)}0\r\n\r\n`,
    [413],
  ),
  post('an encoding of transfer that nobody has', `${json}Transfer-Encoding: gzip\r\n`, pause, [400, 501]),
  post(
    'an encoding of content',
    `${json}Content-Encoding: gzip\r\nContent-Length: 28\r\n`,
    pause,
    [201, 400, 415],
  ),
  post('a mark of byte order', `${json}Content-Length: 31\r\n`, `\ufeff${pause}`, [201, 400]),
  post(
    'bytes that are no UTF-8',
    `${json}Content-Length: 17\r\n`,
    Buffer.from('7b2273636f7065223a22ff22c3287d2020', 'hex'),
    [400],
  ),
  post('the same member twice', `${json}Content-Length: 29\r\n`, '{"scope":"x","scope":"all"}  ', [201, 400]),
  post(
    'a form',
    'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n',
    'scope=all',
    [415],
  ),
  post(
    'parts without a boundary',
    'Content-Type: multipart/form-data\r\nContent-Length: 9\r\n',
    'scope=all',
    [415],
  ),
  post('no body', json, '', [400]),
  post(
    'another method in a header',
    `${json}X-HTTP-Method-Override: DELETE\r\nContent-Length: 28\r\n`,
    pause,
    [201],
  ),
];
