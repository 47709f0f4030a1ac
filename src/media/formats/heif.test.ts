import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  box,
  type CodedPicture,
  clap,
  colourProfile,
  gridItem,
  type HeifItem,
  imir,
  irot,
  pictureItem,
  writeHeif,
} from '../../../test/support/heif.ts';
import { parseHeif } from './heif.ts';

const mostPixels = 1_000_000;
const parse = (file: Buffer) => parseHeif(file, mostPixels);

/** Nothing that could be decoded, but told apart by its name. */
const coded = (name: string, width = 64, height = 64): CodedPicture => ({
  width,
  height,
  configuration: Buffer.from('configuration'),
  data: Buffer.from(name),
});
const contents = (file: Buffer) =>
  parse(file)?.picture.tiles.map(({ pieces }) => Buffer.concat(pieces).toString());
const tileItems = (count: number, width?: number, height?: number) =>
  Array.from({ length: count }, (_, n) => pictureItem(n + 1, coded(`tile ${n + 1}`, width, height)));

test('a single picture is one tile', () => {
  const file = writeHeif([pictureItem(1, coded('picture', 300, 200), [irot(1), imir(1)])], 1);
  expect(parse(file)).toMatchObject({
    picture: {
      shape: { crop: { left: 0, top: 0, width: 300, height: 200 }, orientation: 7 },
      columns: 1,
      tileWidth: 300,
      tileHeight: 200,
    },
    thumbnails: [],
  });
  expect(contents(file)).toEqual(['picture']);
});

test('a grid has its tiles row by row, and is as large as it says', () => {
  const grid = { columns: 3, rows: 2, width: 150, height: 100, tiles: [6, 5, 4, 3, 2, 1] };
  const file = writeHeif([...tileItems(6), gridItem(9, grid, [irot(3)])], 9);
  expect(parse(file)?.picture).toMatchObject({
    shape: { crop: { width: 150, height: 100 }, orientation: 6 },
    columns: 3,
    tileWidth: 64,
  });
  expect(contents(file)).toEqual(['tile 6', 'tile 5', 'tile 4', 'tile 3', 'tile 2', 'tile 1']);
});

test('a thumbnail is told apart from the picture, also where the file shows it first', () => {
  const thumbnail = { ...pictureItem(2, coded('small', 32, 32)), references: { thmb: [1] } };
  for (const primary of [1, 2]) {
    const file = writeHeif([pictureItem(1, coded('large')), thumbnail], primary);
    expect(contents(file)).toEqual(['large']);
    expect(parse(file)?.thumbnails).toMatchObject([{ tileWidth: 32 }]);
  }
});

test('a damaged thumbnail is none', () => {
  const thumbnail = { ...pictureItem(2, coded('small', 0, 32)), references: { thmb: [1] } };
  expect(parse(writeHeif([pictureItem(1, coded('large')), thumbnail], 1))?.thumbnails).toEqual([]);
});

test('a picture that is another one in another shape', () => {
  const turned: HeifItem = {
    id: 2,
    type: 'iden',
    data: Buffer.from('-'),
    properties: [irot(1)],
    references: { dimg: [1] },
  };
  const file = writeHeif([pictureItem(1, coded('picture'), [clap(20, 10, 0, 0)]), turned], 2);
  expect(parse(file)?.picture.shape).toEqual({
    crop: { left: 22, top: 27, width: 20, height: 10 },
    orientation: 8,
  });
});

test('what its colours are', () => {
  const profile = Buffer.from('................RGB and so on');
  const nclx = box('colr', Buffer.from('nclx'), Buffer.from([0, 12, 0, 13, 0, 6, 0x80]));
  const grey = colourProfile(Buffer.from('................GRAY'));
  const file = writeHeif([pictureItem(1, coded('picture'), [colourProfile(profile), grey, nclx])], 1);
  expect(parse(file)?.picture).toMatchObject({
    profile,
    colours: { primaries: 12, transfer: 13, matrix: 6, isFullRange: true },
  });
});

test('other kinds of files, and pictures in other codecs, are left to others', () => {
  const av1: HeifItem = { ...pictureItem(1, coded('picture')), type: 'av01' };
  expect(parse(writeHeif([av1], 1))).toBeUndefined();
  expect(parse(Buffer.from('\xff\xd8\xff\xe0 and so on', 'latin1'))).toBeUndefined();
  expect(parse(Buffer.alloc(0))).toBeUndefined();
});

describe('one error for', () => {
  const grid = { columns: 2, rows: 2, width: 128, height: 128, tiles: [1, 2, 3, 4] };
  const itself = { type: 'grid', data: Buffer.alloc(12), references: { dimg: [1] } };
  const loop = (id: number, to: number): HeifItem => ({
    id,
    type: 'iden',
    data: Buffer.from('-'),
    references: { dimg: [to] },
  });
  test.each<[string, HeifItem[], number, RegExp]>([
    ['a picture that is made of itself', [{ id: 1, ...itself }], 1, /made of itself/],
    ['pictures that are made of each other', [loop(1, 2), loop(2, 1)], 1, /made of itself/],
    [
      'a grid of billions of pixels',
      [...tileItems(1), gridItem(9, { ...grid, width: 65_535, height: 65_535 })],
      9,
      /more than 1 million pixels/,
    ],
    [
      'a picture of billions of pixels',
      [pictureItem(1, coded('picture', 1 << 30, 1 << 30))],
      1,
      /more than 1 million pixels/,
    ],
    ['a picture without pixels', [pictureItem(1, coded('picture', 0, 9))], 1, /no pixels/],
    [
      'a grid that lacks tiles',
      [...tileItems(4), gridItem(9, { ...grid, tiles: [1, 2, 3] })],
      9,
      /3 tiles for/,
    ],
    [
      'a grid of a thousand tiles',
      [
        ...tileItems(1, 1, 1),
        gridItem(9, { columns: 32, rows: 32, width: 32, height: 32, tiles: Array(1024).fill(1) }),
      ],
      9,
      /1024 tiles/,
    ],
    [
      'a grid that its tiles do not fill',
      [...tileItems(4), gridItem(9, { ...grid, width: 129 })],
      9,
      /do not make up/,
    ],
    [
      'a grid with a row too many',
      [...tileItems(4), gridItem(9, { ...grid, height: 64 })],
      9,
      /do not make up/,
    ],
    [
      'tiles of several sizes',
      [...tileItems(3), pictureItem(4, coded('tile', 32, 64)), gridItem(9, grid)],
      9,
      /not all of one size/,
    ],
    [
      'a grid of grids',
      [...tileItems(3), { id: 4, type: 'grid', data: Buffer.alloc(12) }, gridItem(9, grid)],
      9,
      /item 4 is no picture/,
    ],
    [
      'a property that must be known',
      [pictureItem(1, coded('picture'), [box('????')])],
      1,
      /property \?\?\?\?/,
    ],
    [
      'a picture without a word on how it is decoded',
      [{ id: 1, type: 'hvc1', data: Buffer.alloc(9) }],
      1,
      /decoded/,
    ],
    [
      'a picture without bytes',
      [pictureItem(1, { ...coded(''), data: Buffer.alloc(0) })],
      1,
      /beyond its end/,
    ],
  ])('%s', (_, items, primary, message) => {
    expect(() => parse(writeHeif(items, primary))).toThrow(message);
  });

  test('a file that was cut off', () => {
    const whole = writeHeif([pictureItem(1, coded('picture'))], 1);
    expect(() => parse(whole.subarray(0, -1))).toThrow(/beyond its end/);
    expect(() => parse(whole.subarray(0, 200))).toThrow(/meta is longer/);
  });

  test('an item in tens of thousands of pieces', () => {
    const file = writeHeif([pictureItem(1, coded('picture'))], 1);
    // Behind the number of items, that of the first, and where its data are.
    file.writeUInt16BE(65_535, file.indexOf('iloc') + 4 + 4 + 2 + 2 + 4);
    expect(() => parse(file)).toThrow(/65535 pieces/);
  });

  test('a file that tells of billions of items', () => {
    const file = writeHeif([pictureItem(1, coded('picture'))], 1);
    file.writeUInt32BE(0xff_ff_ff_ff, file.indexOf('ipma') + 8);
    expect(() => parse(file)).toThrow(/4294967295 items/);
  });
});

test('whatever is in a file, it is a picture within the limits, none, or one error', () => {
  const thumbnail = { ...pictureItem(5, coded('small', 32, 32)), references: { thmb: [9] } };
  const grid = { columns: 2, rows: 2, width: 100, height: 100, tiles: [1, 2, 3, 4] };
  const whole = writeHeif([...tileItems(4), thumbnail, gridItem(9, grid, [irot(1), clap(30, 30, 0, 0)])], 9);
  const damage = fc.tuple(fc.nat(whole.length - 1), fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 255)));
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 8 }), fc.nat(20), (damages, cut) => {
      const file = Buffer.from(whole.subarray(0, whole.length - (cut > 10 ? 0 : cut)));
      for (const [at, value] of damages) if (at < file.length) file[at] = value;
      try {
        const { crop } = parse(file)?.picture.shape ?? {};
        if (crop) expect(crop.width * crop.height).toBeLessThanOrEqual(mostPixels);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        expect((error as NodeJS.ErrnoException).code).toBeUndefined();
      }
    }),
    { numRuns: 2000 },
  );
});
