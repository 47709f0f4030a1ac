import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { readPictureHeader } from './picture-header.ts';

const blank = { width: 321, height: 47, channels: 4, background: '#24680080' } as const;
const picture = () => sharp({ create: blank });

test.each([
  ['jpeg', () => picture().jpeg()],
  ['jpeg', () => picture().jpeg({ progressive: true })],
  ['png', () => picture().png()],
  ['gif', () => picture().gif()],
  ['webp', () => picture().webp({ lossless: true })],
  ['webp', () => picture().webp({ quality: 50 })],
  ['webp', () => picture().flatten().webp({ quality: 50 })],
] as const)('a %s tells its size', async (format, make) => {
  expect(readPictureHeader(await make().toBuffer())).toEqual({ format, width: 321, height: 47 });
});

test('what is no picture has no header, and nothing fails', () => {
  const starts = [
    '',
    '\xff\xd8\xff',
    '\x89PNG\r\n\x1a\n',
    'GIF89a',
    'RIFF0000WEBPVP8 ',
    'RIFF0000WEBPVP8L',
    '<html>',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 60 }), (start, rest) => {
      readPictureHeader(Buffer.concat([Buffer.from(start, 'latin1'), rest]));
    }),
  );
  expect(
    readPictureHeader(Buffer.from('<!doctype html><title>Sign in to the hotel</title>')),
  ).toBeUndefined();
});
