import { expect, test } from 'vitest';
import { parseAddress } from './address.ts';

test.each([
  ['attic', 'http://attic'],
  ['attic:32500', 'http://attic:32500'],
  ['192.168.1.5:32400', 'http://192.168.1.5:32400'],
  ['[::1]:32500', 'http://[::1]:32500'],
  [' https://attic.example/plex/ ', 'https://attic.example/plex'],
  ['HTTP://Attic:80/', 'http://attic'],
])('%s is %s', (given, expected) => expect(parseAddress(given)).toBe(expected));

test.each([
  '',
  ' ',
  'ftp://attic',
  'http://',
  'http://me:secret@attic',
  'attic:port',
  'http://attic?token=1',
  'a b',
])('"%s" is refused', given => expect(() => parseAddress(given)).toThrow(/is no address of a server/));
