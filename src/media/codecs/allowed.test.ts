import { Codec, InputFormat } from 'node-av/lib';
import { expect, test } from 'vitest';
import { allowedCodecs, allowedFormats } from './allowed.ts';

test('every allowed format is one that the media engine has', () => {
  const unknown = allowedFormats.split(',').filter(name => !InputFormat.findInputFormat(name));
  expect(unknown).toEqual([]);
});

test('every allowed codec is one that the media engine has', () => {
  const decoders = new Set(
    Codec.getCodecList()
      .filter(codec => codec.isDecoder())
      .map(codec => codec.name),
  );
  expect(allowedCodecs.split(',').filter(name => !decoders.has(name))).toEqual([]);
});

test('nothing is allowed that opens other files, or is known to be broken', () => {
  const allowed = [...allowedFormats.split(','), ...allowedCodecs.split(',')];
  for (const name of ['hls', 'concat', 'concatf', 'dash', 'sdp', 'rtsp', 'image2', 'imf', 'magicyuv']) {
    expect(allowed).not.toContain(name);
  }
});
