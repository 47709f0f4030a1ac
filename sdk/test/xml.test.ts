import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encode } from '../../src/http/plex/response.ts';
import { parseXml } from '../src/xml.ts';

describe('the XML of Plex servers', () => {
  test('is read as it was written, whatever stands in it', () => {
    const name = fc.stringMatching(/^[a-z][A-Za-z]{0,8}$/);
    // Letters that XML cannot carry are left out by who writes it.
    const text = fc.string({ unit: 'grapheme' });
    const attributes = fc.dictionary(name, text, { noNullPrototype: true });
    fc.assert(
      fc.property(attributes, fc.array(attributes), (own, entries) => {
        const written = encode('xml', 'List', { ...own, Entry: entries });
        expect(parseXml(new TextDecoder().decode(written))).toEqual({
          name: 'List',
          attributes: own,
          children: entries.map(entry => ({ name: 'Entry', attributes: entry, children: [] })),
        });
      }),
    );
  });

  test('may have whatever else XML may have', () => {
    const text = `\uFEFF<?xml version='1.0'?><!-- < > -->\n<a b = '"' c="&#65;&#x1F600;&amp;lt;&nbsp;&#x7FFFFFFF;" ><d:e/>text</a>\n`;
    expect(parseXml(text)).toEqual({
      name: 'a',
      attributes: { b: '"', c: 'A😀&lt;&nbsp;&#x7FFFFFFF;' },
      children: [{ name: 'd:e', attributes: {}, children: [] }],
    });
  });

  test.each([
    ...[
      '',
      ' ',
      'text',
      '{}',
      '<a>',
      '</a>',
      '<a></b>',
      '<a><b></a></b>',
      '<a/><b/>',
      '<a/>text',
      'text<a/>',
    ],
    ...[
      '<a b=1/>',
      '<a b="<"/>',
      '<a b="1"',
      '<a',
      '<',
      '<?xml',
      '<!--',
      '<!DOCTYPE a><a/>',
      '<a><![CDATA[]]></a>',
    ],
  ])('%j is none', text => {
    expect(() => parseXml(text)).toThrow(SyntaxError);
  });

  test('never takes long, and never says anything else', () => {
    const piece = fc.constantFrom(
      '<',
      '</',
      '<?',
      '<!--',
      'a',
      ' b="',
      '"',
      '>',
      '/>',
      ' ',
      '=',
      '&',
      ';',
      '-->',
      '?>',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5_000, size: 'max' }), pieces => {
        try {
          parseXml(pieces.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
        }
      }),
    );
  });
});
