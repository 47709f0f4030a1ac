import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeTempFolder } from '../../../test/support/temp-folder.ts';
import { BifWriter, parseBif } from './bif.ts';

/** Bytes between the two markers that make them a JPEG. */
const jpegs = fc
  .uint8Array({ maxLength: 40 })
  .map(content => Buffer.from([0xff, 0xd8, ...content, 0xff, 0xd9]));

function write(path: string, intervalMs: number, capacity: number, pictures: readonly Buffer[]): Buffer {
  using writer = new BifWriter(path, intervalMs, capacity);
  for (const picture of pictures) writer.add(picture);
  expect(writer.finish()).toBe(statSync(path).size);
  return readFileSync(path);
}

test('a BIF is read as it was written, however much room was kept', async () => {
  await using folder = await makeTempFolder();
  let files = 0;
  fc.assert(
    fc.property(
      fc.array(jpegs, { maxLength: 20 }),
      fc.nat({ max: 30 }),
      fc.integer({ min: 1, max: 60_000 }),
      (pictures, spare, intervalMs) => {
        const path = join(folder.path, `${files++}.bif`);
        const bytes = write(path, intervalMs, pictures.length + spare, pictures);
        const parsed = parseBif(bytes).pictures;
        expect(parsed.map(({ atMs }) => atMs)).toEqual(pictures.map((_, n) => n * intervalMs));
        expect(parsed.map(({ jpeg }) => Buffer.from(jpeg))).toEqual(pictures);
        expect(bytes.length).toBe(
          64 + 8 * (pictures.length + 1) + pictures.reduce((sum, { length }) => sum + length, 0),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test('more pictures than fit into memory at once are moved to where they belong', async () => {
  await using folder = await makeTempFolder();
  const picture = Buffer.alloc(700_000, 7);
  picture.set([0xff, 0xd8]);
  picture.set([0xff, 0xd9], picture.length - 2);
  const others = [1, 2, 3, 4].map(n => Buffer.from(picture).fill(n, 2, 699_990));
  const bytes = write(join(folder.path, 'a.bif'), 2000, 50_000, others);
  expect(parseBif(bytes).pictures.map(({ jpeg }) => jpeg[100])).toEqual([1, 2, 3, 4]);
});

test('the bytes are those of the format', async () => {
  await using folder = await makeTempFolder();
  const bytes = write(join(folder.path, 'a.bif'), 10_000, 2, [
    Buffer.from('ffd801ffd9', 'hex'),
    Buffer.from('ffd8ffd9', 'hex'),
  ]);
  expect(bytes.toString('hex')).toBe(
    '894249460d0a1a0a' + // signature
      '00000000' + // version
      '02000000' + // pictures
      '10270000' + // milliseconds per unit
      '00'.repeat(44) +
      '0000000058000000' + // picture 0 at 88
      '010000005d000000' + // picture 1 at 93
      'ffffffff61000000' + // end at 97
      'ffd801ffd9' +
      'ffd8ffd9',
  );
});

describe('a file that is not finished', () => {
  test('is removed', async () => {
    await using folder = await makeTempFolder();
    const path = join(folder.path, 'a.bif');
    {
      using writer = new BifWriter(path, 1000, 3);
      writer.add(Buffer.from('ffd8ffd9', 'hex'));
      expect(existsSync(path)).toBe(true);
    }
    expect(existsSync(path)).toBe(false);
  });

  test('is not begun over another one', async () => {
    await using folder = await makeTempFolder();
    const path = join(folder.path, 'a.bif');
    writeFileSync(path, 'precious');
    expect(() => new BifWriter(path, 1000, 3)).toThrow('EEXIST');
    expect(readFileSync(path, 'utf8')).toBe('precious');
  });

  test('takes no more pictures than there is room for', async () => {
    await using folder = await makeTempFolder();
    using writer = new BifWriter(join(folder.path, 'a.bif'), 1000, 1);
    writer.add(Buffer.from('ffd8ffd9', 'hex'));
    expect(() => writer.add(Buffer.from('ffd8ffd9', 'hex'))).toThrow(RangeError);
  });
});

describe('a file of others', () => {
  const valid = Buffer.from(
    `894249460d0a1a0a0000000002000000${'00'.repeat(48)}000000005800000005000000` +
      '5d000000ffffffff61000000ffd801ffd9ffd8ffd9',
    'hex',
  );

  test('may count in seconds, from any moment to any other', () => {
    expect(parseBif(valid).pictures.map(({ atMs }) => atMs)).toEqual([0, 5000]);
  });

  test('is refused when it is cut anywhere, or longer', () => {
    for (let length = 0; length < valid.length; length++) {
      expect(() => parseBif(valid.subarray(0, length))).toThrow(RangeError);
    }
    expect(() => parseBif(Buffer.concat([valid, Buffer.from([0])]))).toThrow(RangeError);
  });

  test.each([
    ['signature', 1, 0x43],
    ['version', 8, 1],
    ['number of pictures, one less', 12, 1],
    ['number of pictures, one more', 12, 3],
    ['number of pictures, far too many', 15, 0xff],
    ['reserved bytes', 63, 1],
    ['order of times', 64, 6],
    ['first offset', 68, 0x59],
    ['second offset, before the first', 76, 0x50],
    ['second offset, beyond the end', 78, 0x50],
    ['end mark', 80, 0xfe],
    ['end', 84, 0x60],
    ['start of a picture', 88, 0],
    ['end of a picture', 96, 0xd8],
  ])('is refused for a wrong %s', (_, at, value) => {
    const wrong = Buffer.from(valid);
    wrong[at] = value;
    expect(() => parseBif(wrong)).toThrow(RangeError);
  });

  test('is refused without harm whatever it holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 97 }), (noise, at) => {
        const wrong = Buffer.from(valid);
        wrong.set(noise.subarray(0, wrong.length - at), at);
        try {
          parseBif(wrong);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
