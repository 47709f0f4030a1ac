import { fstatSync, readSync, writeSync } from 'node:fs';
import type { ChapterFacts } from '../../domain/media.ts';

/**
 * Adds Nero's chapter list, `moov/udta/chpl`, to the open file. The muxer writes `moov` last, so nothing behind it
 * moves: only `moov` and `udta` grow.
 */
export function appendMp4Chapters(file: number, chapters: readonly ChapterFacts[]): void {
  const end = fstatSync(file).size;
  let moovAt = 0;
  for (
    let head = read(file, 0, 16);
    head.toString('latin1', 4, 8) !== 'moov';
    head = read(file, moovAt, 16)
  ) {
    const size = head.readUInt32BE(0);
    moovAt += size === 1 ? Number(head.readBigUInt64BE(8)) : size;
  }
  const moov = read(file, moovAt, end - moovAt);
  const children = boxes(moov.subarray(8));
  const udta = children.find(child => typeOf(child) === 'udta');
  const grown = box('moov', [
    ...children.filter(child => child !== udta),
    box('udta', [...(udta ? boxes(udta.subarray(8)) : []), chapterList(chapters)]),
  ]);
  writeSync(file, grown, 0, grown.length, moovAt);
}

/** Starts are in units of 100 ns; the ends are not told. A title has at most 255 bytes, and there are at most 255. */
function chapterList(chapters: readonly ChapterFacts[]): Buffer {
  const entries = chapters.map(chapter => {
    const title = Buffer.from(chapter.title ?? '').subarray(0, 255);
    const start = Buffer.alloc(9);
    start.writeBigUInt64BE(BigInt(Math.round(chapter.startMs)) * 10_000n);
    start.writeUInt8(title.length, 8);
    return Buffer.concat([start, title]);
  });
  return box('chpl', [Buffer.from([1, 0, 0, 0, 0, 0, 0, 0, chapters.length]), ...entries]);
}

function box(type: string, content: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.reduce((sum, part) => sum + part.length, 0));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...content]);
}

function boxes(content: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < content.length; at += content.readUInt32BE(at)) {
    found.push(content.subarray(at, at + content.readUInt32BE(at)));
  }
  return found;
}

function typeOf(content: Buffer): string {
  return content.toString('latin1', 4, 8);
}

function read(file: number, at: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  return buffer.subarray(0, readSync(file, buffer, 0, length, at));
}
