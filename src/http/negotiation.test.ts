import { expect, test } from 'vitest';
import { preferredEncoding, prefersPage } from './negotiation.ts';

test.each([
  [undefined, 'xml'],
  ['', 'xml'],
  ['*/*', 'xml'],
  ['application/json', 'json'],
  ['Application/JSON; charset=utf-8', 'json'],
  ['application/json, text/plain, */*', 'json'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'xml'],
  ['application/json;q=0.5, application/xml', 'xml'],
  ['application/xml;q=0.5, application/json;q=0.6', 'json'],
  ['application/json;q=0.5, */*', 'xml'],
  ['application/json;q=0.5, application/xml;q=0.1, */*', 'json'],
  ['application/json;q=0, */*', 'xml'],
  ['application/json;q=0', 'xml'],
  ['application/json;q=0.001', 'json'],
  ['application/json;q=nonsense', 'json'],
  ['application/problem+json', 'xml'],
  ['text/json', 'xml'],
  ['application/*', 'xml'],
  ['image/png', 'xml'],
  [',;,application/json;;,', 'json'],
])('Accept: %s means %s', (accept, encoding) => {
  expect(preferredEncoding(accept)).toBe(encoding);
});

test.each([
  [undefined, false],
  ['*/*', false],
  ['text/*', false],
  ['text/html', true],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
  ['Text/HTML, application/json;q=0.5', true],
  ['text/html, application/json', false],
  ['application/json, text/html;q=0.9', false],
  ['text/html;q=0, */*', false],
  ['text/html;q=0.5, text/xml', false],
])('Accept: %s asks for a page: %s', (accept, isPage) => {
  expect(prefersPage(accept)).toBe(isPage);
});
