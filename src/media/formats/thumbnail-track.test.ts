import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatThumbnailTrack, parseThumbnailTrack, type ThumbnailCue } from './thumbnail-track.ts';

const names = fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }).filter(name => name.isWellFormed());
const cues = fc
  .array(
    fc.record({
      lengthMs: fc.integer({ min: 1, max: 100_000_000 }),
      sheet: fc.array(names, { minLength: 1, maxLength: 3 }).map(parts => parts.join('/')),
      x: fc.nat(),
      y: fc.nat(),
      width: fc.integer({ min: 1 }),
      height: fc.integer({ min: 1 }),
    }),
    { maxLength: 20 },
  )
  .map(list => {
    let endMs = 0;
    return list.map(({ lengthMs, ...cue }): ThumbnailCue => {
      const startMs = endMs;
      endMs += lengthMs;
      return { startMs, endMs, ...cue };
    });
  });

test('a track is read as it was written, whatever the names of its sheets', () => {
  fc.assert(
    fc.property(cues, list => void expect(parseThumbnailTrack(formatThumbnailTrack(list))).toEqual(list)),
  );
});

test('it is as players expect it', () => {
  const cue = { startMs: 3_723_004, endMs: 3_725_004, sheet: '320 - 10x10/1.jpg', x: 0, y: 180 };
  expect(formatThumbnailTrack([{ ...cue, width: 320, height: 180 }])).toBe(
    'WEBVTT\n\n01:02:03.004 --> 01:02:05.004\n320%20-%2010x10/1.jpg#xywh=0,180,320,180\n',
  );
});

describe('a track of others', () => {
  test('may leave hours out, have a title, and end its lines as it likes', () => {
    const text =
      'WEBVTT - thumbnails\r\n\r\n00:00.000 --> 00:05.000\r\nsprite.jpg#xywh=0,0,160,90\r\n\r\n\r\n' +
      '100:00:00.000 --> 100:00:00.001\r\nsprite.jpg#xywh=160,0,160,90';
    expect(
      parseThumbnailTrack(text).map(({ startMs, endMs, sheet, x }) => [startMs, endMs, sheet, x]),
    ).toEqual([
      [0, 5000, 'sprite.jpg', 0],
      [360_000_000, 360_000_001, 'sprite.jpg', 160],
    ]);
  });

  const cue = '00:00:05.000 --> 00:00:10.000\ns.jpg#xywh=0,0,1,1\n';
  test.each([
    ['nothing', ''],
    ['no header', cue],
    ['another header', `WEBVTTX\n\n${cue}`],
    ['no times', 'WEBVTT\n\nhello\n'],
    ['61 seconds', `WEBVTT\n\n${cue.replace('05.', '61.')}`],
    ['an end before its start', `WEBVTT\n\n${cue.replace('10.', '04.')}`],
    ['cues in disorder', `WEBVTT\n\n${cue}\n${cue.replace('05.', '04.')}`],
    ['text instead of a picture', `WEBVTT\n\n${cue.replace(/s\.jpg.*/, 'Hello!')}`],
    ['a part without width', `WEBVTT\n\n${cue.replace('1,1', '0,1')}`],
    ['a malformed address', `WEBVTT\n\n${cue.replace('s.jpg', '%zz.jpg')}`],
  ])('is refused with %s', (_, text) => {
    expect(() => parseThumbnailTrack(text)).toThrow(RangeError);
  });

  test('is refused without harm whatever it holds', () => {
    const noise = fc.oneof(
      fc.string(),
      fc.constantFrom('WEBVTT\n\n', '00:00.000 --> ', '\n', '#xywh=', '1,'),
    );
    fc.assert(
      fc.property(fc.array(noise), parts => {
        try {
          parseThumbnailTrack(`WEBVTT\n\n${parts.join('')}`);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
