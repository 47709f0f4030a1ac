import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EventParser, type Message } from '../src/event-parser.ts';

function parse(...pieces: string[]): Message[] {
  const parser = new EventParser();
  return pieces.flatMap(piece => parser.push(piece));
}

describe('a stream of events', () => {
  test('is taken apart as its standard says', () => {
    expect(parse('data: YHOO\ndata: +2\ndata: 10\n\n')).toEqual([{ type: 'message', data: 'YHOO\n+2\n10' }]);
    expect(
      parse(': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n'),
    ).toEqual([
      { type: 'message', data: 'first event' },
      { type: 'message', data: 'second event' },
      { type: 'message', data: ' third event' },
    ]);
    expect(parse('data\n\ndata\ndata\n\ndata:')).toEqual([
      { type: 'message', data: '' },
      { type: 'message', data: '\n' },
    ]);
    expect(parse('\uFEFFevent: run\r\ndata: 1\r\rdata: 2\n\n')).toEqual([
      { type: 'run', data: '1' },
      { type: 'message', data: '2' },
    ]);
  });

  test('is the same in whatever pieces it comes', () => {
    const line = fc.constantFrom(
      ...['data: one', 'data:two', 'data', 'event: run', 'id: 7', ': beat', '', '', 'retry: 20', 'é: €😀'],
    );
    const stream = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 30 });
    fc.assert(
      fc.property(stream, fc.array(fc.nat(200)), (lines, cuts) => {
        // The last return may be half of a line break: a line feed ends the doubt.
        const text = `\uFEFF${lines.flat().join('')}\n`;
        const places = [0, ...cuts.map(cut => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
        const pieces = places.slice(1).map((end, index) => text.slice(places[index], end));
        const [whole, split] = [new EventParser(), new EventParser()];
        expect(pieces.flatMap(piece => split.push(piece))).toEqual(whole.push(text));
        expect([split.lastId, split.retryMs]).toEqual([whole.lastId, whole.retryMs]);
      }),
    );
  });

  test('names the place up to which it was read, and not beyond', () => {
    const parser = new EventParser();
    parser.push('id: a-1\ndata: 1\n\nid: a-2\nda');
    expect(parser.lastId).toBe('a-1');
    parser.restart();
    expect(parser.push('ta: 2\n\ndata: 3\n\n')).toEqual([{ type: 'message', data: '3' }]);
    expect(parser.lastId).toBe('a-1');
  });

  test('moves its place with an event that has no data, such as a sign of life', () => {
    const parser = new EventParser();
    expect(parser.push(':\nid: a-9\n\n')).toEqual([]);
    expect(parser.lastId).toBe('a-9');
  });

  test('says how soon to come back in digits only', () => {
    const parser = new EventParser();
    parser.push('retry: 2000\nretry: soon\nretry: -1\n\n');
    expect(parser.retryMs).toBe(2_000);
  });
});
