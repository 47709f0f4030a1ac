import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFile } from 'music-metadata';
import { AV_PKT_DATA_DISPLAYMATRIX, AVMEDIA_TYPE_AUDIO, AVMEDIA_TYPE_VIDEO } from 'node-av/constants';
import { avGetCodecName, Codec, CodecContext, FFmpegError, FormatContext, Frame, Packet } from 'node-av/lib';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { type FilmOptions, makeFilm } from './film.ts';
import { fillPicture } from './picture.ts';

const folder = mkdtempSync(join(tmpdir(), 'butler-film-'));
afterAll(() => rmSync(folder, { recursive: true }));

const small = { seconds: 2, width: 64, height: 48, fps: 10, gop: 5 };

function make(name: string, options: Partial<FilmOptions> = {}): string {
  const path = join(folder, name);
  makeFilm({ ...small, ...options, path });
  return path;
}

/** What the media engine finds in a file: its length, its streams, and the times of its keyframes. */
function look(path: string) {
  const input = new FormatContext();
  const packet = new Packet();
  packet.alloc();
  try {
    FFmpegError.throwIfError(input.openInputSync(path), path);
    FFmpegError.throwIfError(input.findStreamInfoSync(null), path);
    const streams = input.streams;
    const keyframesMs: number[] = [];
    let frames = 0;
    while (input.readFrameSync(packet) >= 0) {
      const stream = streams[packet.streamIndex];
      if (stream?.codecpar.codecType === AVMEDIA_TYPE_VIDEO) {
        frames++;
        if (packet.isKeyframe) {
          keyframesMs.push(
            Math.round((Number(packet.pts) * 1000 * stream.timeBase.num) / stream.timeBase.den),
          );
        }
      }
      packet.unref();
    }
    const codecs = streams.map(stream => avGetCodecName(stream.codecpar.codecId));
    const start = keyframesMs[0] ?? 0;
    return {
      seconds: Number(input.duration) / 1e6,
      codecs,
      frames,
      keyframesMs: keyframesMs.map(ms => ms - start),
      audio: streams.filter(stream => stream.codecpar.codecType === AVMEDIA_TYPE_AUDIO).length,
      title: input.metadata?.get('title'),
    };
  } finally {
    packet.free();
    input.closeInputSync();
  }
}

/** The luma in the middle of each picture, in the order of display. */
function brightnesses(path: string): number[] {
  const input = new FormatContext();
  FFmpegError.throwIfError(input.openInputSync(path), path);
  FFmpegError.throwIfError(input.findStreamInfoSync(null), path);
  const [stream] = input.streams;
  const codec = stream && Codec.findDecoder(stream.codecpar.codecId);
  if (!codec) throw new Error('There is no decoder.');
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  decoder.parametersToContext(stream.codecpar);
  FFmpegError.throwIfError(decoder.open2Sync(codec, null), 'decoder');
  const [packet, frame] = [new Packet(), new Frame()];
  packet.alloc();
  frame.alloc();
  const levels: number[] = [];
  const receive = () => {
    while (decoder.receiveFrameSync(frame) >= 0) levels.push(frame.toBuffer().readUInt8(24 * 64 + 32));
  };
  while (input.readFrameSync(packet) >= 0) {
    if (packet.streamIndex === stream.index) decoder.sendPacketSync(packet);
    receive();
    packet.unref();
  }
  decoder.sendPacketSync(null);
  receive();
  decoder.freeContext();
  input.closeInputSync();
  return levels;
}

describe('a film', () => {
  test.each([
    ['a.mp4', {}, ['h264', 'aac']],
    ['a.mov', {}, ['h264', 'aac']],
    ['a.mkv', {}, ['h264', 'aac']],
    ['a.ts', {}, ['h264', 'aac']],
    ['a.webm', {}, ['vp9', 'opus']],
    ['b.webm', { videoCodec: 'vp8', audioCodec: 'vorbis' }, ['vp8', 'vorbis']],
    ['b.mkv', { videoCodec: 'hevc', audioCodec: 'ac3' }, ['hevc', 'ac3']],
    ['c.mkv', { videoCodec: 'mpeg4', audioCodec: 'mp3' }, ['mpeg4', 'mp3']],
    ['b.ts', { videoCodec: 'mpeg2video', audioCodec: 'eac3' }, ['mpeg2video', 'eac3']],
  ] as const)(
    '%s %j has its length, its codecs and a keyframe where one is wanted',
    (name, options, codecs) => {
      const found = look(make(name, options));
      expect(found.codecs).toEqual(codecs);
      expect(found.seconds).toBeGreaterThan(1.99);
      expect(found.seconds).toBeLessThan(2.15);
      expect(found.frames).toBe(20);
      expect(found.keyframesMs).toEqual([0, 500, 1000, 1500]);
    },
  );

  test('may be silent', () => {
    expect(look(make('silent.mp4', { sound: false })).codecs).toEqual(['h264']);
  });

  test('is the same each time', () => {
    for (const name of ['same.mkv', 'same.mp4']) {
      const first = readFileSync(make(name, { chapters: [{ startMs: 0, title: 'Only' }] }));
      expect(readFileSync(make(name, { chapters: [{ startMs: 0, title: 'Only' }] })).equals(first)).toBe(
        true,
      );
    }
  });

  test.each(['painted.mp4', 'painted.mkv', 'painted.ts', 'painted.webm'])(
    '%s shows what was painted at each time',
    name => {
      const path = make(name, { picture: (picture, timeMs) => fillPicture(picture, 20 + timeMs / 10) });
      const expected = Array.from({ length: 20 }, (_, frame) => 20 + frame * 10);
      const levels = brightnesses(path);
      expect(levels).toHaveLength(20);
      for (const [frame, level] of levels.entries()) {
        expect(Math.abs(level - (expected[frame] ?? 0))).toBeLessThan(4);
      }
    },
  );

  test('may be turned', () => {
    const input = new FormatContext();
    FFmpegError.throwIfError(input.openInputSync(make('turned.mp4', { rotation: 90 })), 'open');
    const matrix = input.streams[0]?.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX);
    input.closeInputSync();
    expect(matrix && [...new Int32Array(new Uint8Array(matrix).buffer)].map(Math.sign)).toEqual([
      0, 1, 0, -1, 0, 0, 0, 0, 1,
    ]);
  });

  test('carries its title', () => {
    expect(look(make('titled.mkv', { metadata: { title: 'Grüße' } })).title).toBe('Grüße');
  });

  test('has no container for an unknown extension', () => {
    expect(() => make('film.xyz')).toThrow(RangeError);
  });
});

describe('chapters', () => {
  const chapters = [
    { startMs: 0, title: 'One' },
    { startMs: 1250, title: 'Zwölf' },
  ];

  test('stand in MP4', async () => {
    for (const metadata of [undefined, { title: 'With tags' }]) {
      const path = make('chapters.mp4', { chapters, ...(metadata && { metadata }) });
      const { format } = await parseFile(path, { includeChapters: true });
      expect(format.chapters).toMatchObject([
        { title: 'One', start: 0 },
        { title: 'Zwölf', start: 12_500_000 },
      ]);
      expect(look(path).frames).toBe(20);
    }
  });

  test('stand in Matroska, before the first picture', () => {
    const path = make('chapters.mkv', { chapters });
    const bytes = readFileSync(path);
    const at = bytes.indexOf(Buffer.from('1043a770', 'hex'));
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(bytes.indexOf(Buffer.from('1f43b675', 'hex')));
    expect(bytes.indexOf('Zwölf')).toBeGreaterThan(at);
    expect(look(path)).toMatchObject({ frames: 20, keyframesMs: [0, 500, 1000, 1500] });
  });

  test('are refused where the container has none', () => {
    expect(() => make('chapters.ts', { chapters })).toThrow(RangeError);
  });
});

test.each(['mp3', 'flac', 'm4a'])('music in %s carries tags and a cover', async extension => {
  const jpeg = await sharp({ create: { width: 30, height: 30, channels: 3, background: '#a33' } })
    .jpeg()
    .toBuffer();
  const path = make(`music.${extension}`, {
    cover: { bytes: jpeg, width: 30, height: 30 },
    metadata: { title: 'Nr. 1', album_artist: 'All', artist: 'One', album: 'LP', track: '3/9', date: '2018' },
  });
  const { common, format } = await parseFile(path);
  expect(common).toMatchObject({
    title: 'Nr. 1',
    albumartist: 'All',
    artist: 'One',
    album: 'LP',
    year: 2018,
  });
  expect(common.track).toEqual({ no: 3, of: 9 });
  expect(jpeg.equals(common.picture?.[0]?.data ?? Buffer.alloc(0))).toBe(true);
  expect(format.duration).toBeCloseTo(2, 0);
  expect(look(path).audio).toBe(1);
});
