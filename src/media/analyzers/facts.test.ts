import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeHevc, irot, pictureItem, writeHeif } from '../../../test/support/heif.ts';
import { noRealMedia, orderFor, realMedia } from '../../../test/support/media.ts';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import type { MediaFacts } from '../../domain/media.ts';
import { describeStream, isToldByHeader } from '../facts/streams.ts';
import { runPass } from '../pass.ts';
import { Demuxer } from '../reading/demuxer.ts';
import { type FilmOptions, makeFilm } from '../sample/film.ts';
import { SourceFile } from '../source-file.ts';

let folder: Awaited<ReturnType<typeof makeTempFolder>>;
beforeAll(async () => {
  folder = await makeTempFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

function film(name: string, options: Partial<FilmOptions> = {}): string {
  const path = join(folder.path, name);
  makeFilm({ seconds: 2, width: 64, height: 48, fps: 10, gop: 5, ...options, path });
  return path;
}

async function factsOf(path: string): Promise<MediaFacts> {
  const { facts } = await runPass(orderFor(path, { facts: {} }), () => {});
  if (!facts?.ok) throw new Error(facts?.error);
  return facts.value as MediaFacts;
}

describe.skipIf(noRealMedia)(`facts of real files${noRealMedia ? ` (skipped: ${noRealMedia})` : ''}`, () => {
  const h264 = { kind: 'video', codec: 'h264', pixelFormat: 'yuv420p', bitDepth: 8 };
  const aac = { kind: 'audio', codec: 'aac', channels: 2, channelLayout: 'stereo', sampleRate: 48_000 };
  test.each<[string, object]>([
    [
      'video/annex-b.mkv',
      {
        container: 'matroska',
        width: 1920,
        height: 1080,
        streams: [{ ...h264, profile: 'Constrained Baseline', language: 'eng' }],
      },
    ],
    [
      'video/credits-330s.mp4',
      {
        container: 'mov',
        durationMs: 330_000,
        bitrate: 5873,
        streams: [{ ...h264, profile: 'High', frameRate: 25 }],
      },
    ],
    [
      'video/h264-aac-61s.ts',
      {
        container: 'mpegts',
        durationMs: 60_894,
        streams: [
          { kind: 'audio', sampleRate: 22_050 },
          { ...h264, profile: 'Main', width: 416, height: 234, frameRate: 29.97, colorTransfer: 'bt709' },
        ],
      },
    ],
    [
      'video/h264-aac.mp4',
      {
        durationMs: 5056,
        width: 1920,
        streams: [
          { ...h264, index: 0, isDefault: true },
          { ...aac, index: 1 },
        ],
      },
    ],
    [
      'video/h264-aac.ts',
      {
        durationMs: 4988,
        width: 720,
        streams: [{ ...h264, frameRate: 60, colorTransfer: 'arib-std-b67' }, aac],
      },
    ],
    [
      'video/h264-eac3-720p.ts',
      { durationMs: 6000, streams: [{ codec: 'eac3', channels: 6, channelLayout: '5.1(side)' }, h264] },
    ],
    [
      'video/h264-fragmented-60s.mp4',
      { durationMs: 60_000, width: 180, height: 144, streams: [{ ...h264, profile: 'Main' }] },
    ],
    [
      'video/hevc-aac.mp4',
      { durationMs: 10_000, streams: [{ codec: 'hevc', profile: 'Main', frameRate: 30, bitDepth: 8 }, aac] },
    ],
    [
      'video/hevc-aac.ts',
      {
        durationMs: 5013,
        streams: [
          { codec: 'hevc', frameRate: 24, pixelAspect: 1 },
          { language: 'eng', channels: 6, channelLayout: '5.1' },
        ],
      },
    ],
    [
      'video/rotated.mp4',
      {
        durationMs: 2005,
        width: 1920,
        height: 1080,
        streams: [{ ...h264, rotation: 90, width: 1920, height: 1080 }, { language: 'eng' }],
      },
    ],
    ['video/sar-2x1.mp4', { width: 640, height: 360, streams: [{ ...h264, rotation: 0, pixelAspect: 2 }] }],
    [
      'video/two-audio-tracks.mp4',
      {
        durationMs: 5013,
        streams: [
          { kind: 'audio', channels: 6 },
          { kind: 'audio', channels: 6 },
        ],
      },
    ],
    [
      'video/vp8-vorbis-45s.webm',
      {
        container: 'matroska',
        durationMs: 44_652,
        streams: [
          { codec: 'vp8', frameRate: 30 },
          { codec: 'vorbis', sampleRate: 44_100 },
        ],
      },
    ],
    [
      'video/vp9-alpha.webm',
      {
        durationMs: 9017,
        streams: [{ codec: 'vp9', profile: 'Profile 0', frameRate: 60, pixelFormat: 'yuv420p' }],
      },
    ],
    [
      'audio/ac3-5.1.ts',
      { container: 'mpegts', durationMs: 6016, streams: [{ codec: 'ac3', channels: 6, bitrate: 640_000 }] },
    ],
    [
      'audio/adts-97s.aac',
      { container: 'aac', streams: [{ codec: 'aac', profile: 'LC', sampleRate: 44_100 }] },
    ],
    [
      'audio/big-buck-bunny-clip-60s.mp3',
      { container: 'mp3', durationMs: 60_000, streams: [{ codec: 'mp3', bitrate: 128_000 }] },
    ],
    [
      'audio/eac3-5.1-72s.mp4',
      { durationMs: 71_936, streams: [{ codec: 'eac3', channels: 6, language: 'eng' }] },
    ],
    [
      'audio/opus-60s.webm',
      { durationMs: 60_006, streams: [{ codec: 'opus', language: 'spa', sampleRate: 48_000 }] },
    ],
    ['audio/vbr.mp3', { durationMs: 38_500, tags: { year: 2023, genres: ['Blues'] } }],
    [
      'audio/with-picture.flac',
      {
        durationMs: 19_714,
        streams: [{ codec: 'flac' }, { kind: 'image', codec: 'png', width: 120, height: 63 }],
        tags: {
          title: 'The Happy Meeting',
          artist: 'Samples Files',
          album: 'Samples files',
          year: 2020,
          track: 4,
          genres: ['Ambient'],
        },
      },
    ],
    ['damaged/faulty.webm', { durationMs: 5000, streams: [{ codec: 'vp8' }] }],
    [
      'damaged/malformed-join.mp3',
      { durationMs: 8563, streams: [{ codec: 'mp3' }, { kind: 'image' }], tags: { year: 2009 } },
    ],
    ['damaged/truncated.jpg', { container: 'jpeg', width: 2725, height: 2225 }],
    [
      'photo/2569067123_aca715a2ee_o.jpg',
      { container: 'jpeg', width: 2725, height: 2225, streams: [{ kind: 'image', codec: 'mjpeg' }] },
    ],
    ['photo/4.webp', { container: 'webp', width: 1024, height: 772, streams: [{ codec: 'webp' }] }],
    ['photo/Channel_digital_image_CMYK_color_no_profile.jpg', { container: 'jpeg', width: 500, height: 333 }],
    ['photo/Landscape_6.jpg', { width: 450, height: 600, photo: { orientation: 6 } }],
    ['photo/Portrait_3.jpg', { width: 450, height: 600, photo: { orientation: 3 } }],
    [
      'photo/flowers.jpeg',
      { width: 1920, height: 1080, photo: { takenOn: '2016-04-08T02:32:20', orientation: 1 } },
    ],
    ['photo/gain-map.jpg', { container: 'jpeg', width: 3840, height: 2160 }],
    [
      'photo/sdr_cosmos12920_cicp1-13-6_yuv444_full_qp10.avif',
      { container: 'avif', width: 2048, height: 858, streams: [{ codec: 'av1' }] },
    ],
  ])('%s', async (name, expected) => {
    const found = await factsOf(realMedia(name));
    expect(found).toMatchObject(expected);
    expect(found.chapters).toEqual([]);
  });
});

describe('what the header of a film tells is what its pictures are', () => {
  const names = [
    'credits-330s.mp4',
    'h264-aac.mp4',
    'h264-fragmented-60s.mp4',
    'hevc-aac.mp4',
    'rotated.mp4',
    'sar-2x1.mp4',
  ];

  function compare(path: string): void {
    using source = new SourceFile(orderFor(path, {}));
    using demuxer = new Demuxer(source);
    expect(isToldByHeader(demuxer)).toBe(true);
    const describeVideo = () =>
      demuxer.streams.map(describeStream).filter(stream => stream?.kind === 'video');
    const [told] = describeVideo();
    demuxer.complete();
    const [found] = describeVideo();
    // What the pictures say beyond that is not wanted enough to decode them for it.
    const { colorTransfer: _, ...others } = found ?? {};
    expect(told).toMatchObject(others);
  }

  test.skipIf(noRealMedia).each(names)(`%s${noRealMedia ? ` (skipped: ${noRealMedia})` : ''}`, name =>
    compare(realMedia(`video/${name}`)),
  );

  test.each([
    ['a.mp4', {}],
    ['a.mkv', {}],
    ['b.mkv', { videoCodec: 'hevc' }],
    ['b.mp4', { videoCodec: 'hevc' }],
  ] as const)('%s %j', (name, options) => compare(film(`told-${name}`, options)));
});

describe('facts of generated files', () => {
  test('10,000 chapters at most, however many a header has', async () => {
    const chapters = Array.from({ length: 10_500 }, (_, n) => ({ startMs: n, title: `Chapter ${n + 1}` }));
    const found = await factsOf(film('many-chapters.mkv', { chapters }));
    expect(found.chapters).toHaveLength(10_000);
    expect(found.chapters.at(-1)).toMatchObject({ title: 'Chapter 10000' });
  });

  test.each(['mkv', 'mp4', 'm4a', 'mka'])('chapters in %s', async extension => {
    const chapters = [
      { startMs: 0, title: 'The beginning' },
      { startMs: 500, title: 'Zwölf: start 1, end 2' },
      { startMs: 1250, title: '' },
    ];
    const found = await factsOf(
      film(`chapters.${extension}`, { chapters, metadata: { title: 'Chapter #0:7' } }),
    );
    expect(found.chapters).toEqual([
      { startMs: 0, endMs: 500, title: 'The beginning' },
      { startMs: 500, endMs: 1250, title: 'Zwölf: start 1, end 2' },
      { startMs: 1250, endMs: expect.closeTo(2000, -2) },
    ]);
    expect(found.tags?.title).toBe('Chapter #0:7');
  });

  test.each(['mp3', 'flac', 'm4a', 'ogg', 'opus', 'mka'])('tags in %s', async extension => {
    const metadata = {
      title: 'Nr. 1',
      album_artist: 'All',
      artist: 'One',
      album: 'LP',
      track: '3/9',
      disc: '2/2',
      date: '2018-05-01',
      genre: 'Jazz',
    };
    const { tags } = await factsOf(film(`tags.${extension}`, { metadata }));
    expect(tags).toEqual({
      title: 'Nr. 1',
      albumArtist: 'All',
      artist: 'One',
      album: 'LP',
      track: 3,
      disc: 2,
      year: 2018,
      genres: ['Jazz'],
    });
  });

  test('a turned film keeps the size of its pictures', async () => {
    const found = await factsOf(film('turned.mp4', { rotation: 270 }));
    expect(found).toMatchObject({ width: 64, height: 48, streams: [{ rotation: 270 }, {}] });
  });

  test('HEIC, as large as it is shown', async () => {
    const path = join(folder.path, 'photo.heic');
    const picture = encodeHevc(Buffer.alloc(128 * 64 * 3, 90), 128, 64);
    writeFileSync(path, writeHeif([pictureItem(1, picture, [irot(1)])], 1));
    expect(await factsOf(path)).toMatchObject({
      container: 'heif',
      width: 64,
      height: 128,
      streams: [{ kind: 'image', codec: 'hevc' }],
    });
  });

  test('a photo with place and time', async () => {
    const path = join(folder.path, 'photo.jpg');
    await sharp({ create: { width: 40, height: 30, channels: 3, background: '#a33' } })
      .withExif({
        IFD0: { Make: 'Nikon', Model: 'NIKON D90' },
        IFD2: { DateTimeOriginal: '2024:05:01 12:30:00' },
        IFD3: {
          GPSLatitudeRef: 'S',
          GPSLatitude: '33/1 51/1 2520/100',
          GPSLongitudeRef: 'E',
          GPSLongitude: '151/1 12/1 3600/100',
        },
      })
      .jpeg()
      .toFile(path);
    expect((await factsOf(path)).photo).toEqual({
      takenOn: '2024-05-01T12:30:00',
      camera: 'NIKON D90',
      latitude: -33.857,
      longitude: 151.21,
      orientation: 1,
    });
  });

  test('the content hash is that of size, beginning and end', async () => {
    const path = film('hashed.mkv', { seconds: 30, width: 320, height: 240 });
    const bytes = readFileSync(path);
    expect(bytes.length).toBeGreaterThan(131_072);
    const expected = createHash('sha1')
      .update(`${bytes.length}\n`)
      .update(bytes.subarray(0, 65_536))
      .update(bytes.subarray(-65_536));
    expect((await factsOf(path)).contentHash).toBe(expected.digest('hex'));
    const small = film('hashed.mp3');
    const whole = createHash('sha1')
      .update(`${readFileSync(small).length}\n`)
      .update(readFileSync(small));
    expect((await factsOf(small)).contentHash).toBe(whole.digest('hex'));
  });
});
