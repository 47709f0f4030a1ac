import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FileKind, fileKinds } from '../../domain/library.ts';
import { fileKindOf } from './file-kind.ts';

const examples: Readonly<Record<FileKind, string>> = {
  video: 'a.mkv a.mp4 a.avi a.m2ts a.ts a.vob a.webm a.MOV a.Mp4 a.dvr-ms a.b.c.mpg .hidden.mkv',
  audio: 'a.mp3 a.flac a.m4a a.m4b a.ogg a.opus a.wav a.dsf a.ape a.wv a.mka a.FLAC',
  image: 'a.jpg a.JPEG a.heic a.avif a.webp a.png a.gif a.tiff a.dng a.CR2 a.nef a.jxl',
  subtitle: 'a.srt a.en.srt a.ass a.vtt a.sub a.idx a.sup a.SMI',
  nfo: 'movie.nfo a.NFO',
  lyrics: 'a.lrc a.elrc',
  other: 'a.iso a.img a.m3u8 a.cue a.txt a.exe a.strm a.mkv.part a. a mkv .mkv . .. a.mkv/ a.mkv2',
};

describe.each(fileKinds)('%s', kind => {
  test.each(examples[kind].split(' '))('%s', name => expect(fileKindOf(name)).toBe(kind));
});

test('an empty name is of no kind', () => expect(fileKindOf('')).toBe('other'));

test('the case of the extension does not matter, nor does what stands before it', () => {
  const named = Object.entries(examples).flatMap(([kind, names]) =>
    kind === 'other' ? [] : names.split(' ').map(name => [name.slice(name.lastIndexOf('.')), kind] as const),
  );
  fc.assert(
    fc.property(fc.constantFrom(...named), fc.string({ minLength: 1 }), ([extension, kind], stem) => {
      expect(fileKindOf(stem + extension.toUpperCase())).toBe(kind);
      expect(fileKindOf(stem + extension.toLowerCase())).toBe(kind);
    }),
  );
});
