import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Element, encode, toXml } from './response.ts';

const decode = (body: Uint8Array) => new TextDecoder().decode(body);

describe('one value, two encodings', () => {
  const element: Element = {
    size: 2,
    on: true,
    off: false,
    absent: undefined,
    Item: [{ name: 'a' }, { name: 'b', Context: { key: '1' } }],
    None: [],
  };

  test('XML: attributes, children by name, 0 and 1', () => {
    expect(decode(encode('xml', 'Root', element))).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<Root size="2" on="1" off="0">',
        '<Item name="a" />',
        '<Item name="b">',
        '<Context key="1" />',
        '</Item>',
        '</Root>',
        '',
      ].join('\n'),
    );
  });

  test('JSON: real types, and lists that stay lists', () => {
    expect(decode(encode('json', 'Root', element))).toBe(
      '{"Root":{"size":2,"on":true,"off":false,"Item":[{"name":"a"},{"name":"b","Context":{"key":"1"}}],"None":[]}}',
    );
  });
});

/** What is left of text when everything that XML 1.0 has no way to write is taken out. */
function writable(text: string): string {
  return [...text]
    .filter(character => {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0x20) return code === 9 || code === 10 || code === 13;
      return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
    })
    .join('');
}

/** Any text at all: every code unit, lone surrogates too, with the signs of markup often among them. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'&<>"\';#x]\t\n\r\0\ud800\udc00\ufffe\u{1f600}') }),
  fc.array(fc.nat(0xffff)).map(units => String.fromCharCode(...units)),
);

describe('any text survives XML', () => {
  test('as the only attribute of a document in ASCII', () => {
    fc.assert(
      fc.property(anyText, text => {
        const match = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<R t="([ -~]*)">\n<\/R>\n$/.exec(
          toXml('R', { t: text }),
        );
        const value = match?.[1] ?? '<';
        expect(value).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|#\d+);)/);
        const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
        const read = value.replaceAll(/&(?:#(\d+)|(\w+));/g, (_, code, name) =>
          code === undefined ? (signs[name] ?? '') : String.fromCodePoint(Number(code)),
        );
        expect(read).toBe(writable(text));
      }),
    );
  });

  const python = spawnSync('python3', ['--version']).status === 0;
  const reason = python ? '' : ' (skipped: there is no python3 here)';
  test.skipIf(!python)(`as another parser reads it${reason}`, () => {
    const texts = fc.sample(anyText, 2_000);
    const documents = texts.map(text => toXml('Root', { Item: [{ text }, { text, Deep: { text } }] }));
    const script = `
import json, sys, xml.etree.ElementTree as ET
roots = [ET.fromstring(document) for document in json.load(sys.stdin)]
json.dump([[item.get('text') for item in root.iter() if item.tag != 'Root'] for root in roots], sys.stdout)`;
    const reading = spawnSync('python3', ['-c', script], {
      input: JSON.stringify(documents),
      maxBuffer: 64 * 1024 * 1024,
      encoding: 'utf8',
    });
    expect(reading.stderr).toBe('');
    expect(JSON.parse(reading.stdout)).toEqual(texts.map(text => Array(3).fill(writable(text))));
  });
});
