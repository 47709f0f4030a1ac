import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test.each([
  ['<p>One.</p><p>Two.</p>', 'One.\nTwo.'],
  ['One<br>two<br />three', 'One\ntwo\nthree'],
  ['<b>Bold</b> &amp; <i>sly</i>', 'Bold & sly'],
  ['It&#39;s &lt;here&gt;&nbsp;&quot;now&quot;', 'It\'s <here> "now"'],
  // Once is enough: what comes of it is text.
  ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
  ['&unheard; &#0; &#55296; &#99999999;', '&unheard; &#0; &#55296; &#99999999;'],
  ['<p></p>', undefined],
  [undefined, undefined],
])('%j is %j', (html, text) => {
  expect(plainText(html)).toBe(text);
});

test('any text comes through quickly and whole where it has nothing of HTML', () => {
  const pieces = fc.constantFrom('<', '>', '<p', '</p>', '&', '&#', ';', ' ', '\n', 'x');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 3_000 }), parts => {
      plainText(parts.join(''));
    }),
    { numRuns: 50 },
  );
  expect(plainText('5 > 3, and a < b')).toBe('5 > 3, and a < b');
});
