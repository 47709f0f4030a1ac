import { readSync, writeSync } from 'node:fs';
import type { ChapterFacts } from '../../domain/media.ts';

const id = {
  segment: 0x18538067,
  cluster: 0x1f43b675,
  void: 0xec,
  chapters: 0x1043a770,
  edition: 0x45b9,
  atom: 0xb6,
  atomUid: 0x73c4,
  start: 0x91,
  end: 0x92,
  display: 0x80,
  title: 0x85,
  language: 0x437c,
} as const;

/** Bytes to hold free for chapters, besides those of the index. */
export function roomForChapters(chapters: readonly ChapterFacts[]): number {
  return chaptersElement(chapters).length + 16;
}

/** Puts the chapters into the Void that the muxer left between its index and the first cluster of the open file. */
export function fillInMatroskaChapters(file: number, chapters: readonly ChapterFacts[]): void {
  const content = chaptersElement(chapters);
  for (let at = 0; ; ) {
    const { elementId, headSize, size } = readHead(file, at);
    if (elementId === id.cluster) throw new RangeError('No room was reserved for the chapters.');
    if (elementId === id.void && size >= content.length + 16) {
      const rest = headSize + size - content.length;
      writeSync(file, Buffer.concat([content, voidHead(rest)]), 0, null, at);
      return;
    }
    at += elementId === id.segment ? headSize : headSize + size;
  }
}

/** Times are nanoseconds. */
function chaptersElement(chapters: readonly ChapterFacts[]): Buffer {
  const atoms = chapters.map((chapter, index) =>
    element(id.atom, [
      element(id.atomUid, [integer(index + 1)]),
      element(id.start, [integer(chapter.startMs * 1e6)]),
      element(id.end, [integer(chapter.endMs * 1e6)]),
      element(id.display, [
        element(id.title, [Buffer.from(chapter.title ?? '')]),
        element(id.language, [Buffer.from('eng')]),
      ]),
    ]),
  );
  return element(id.chapters, [element(id.edition, atoms)]);
}

/** All sizes are written in eight bytes, which is valid and simple. */
function element(elementId: number, content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([idBytes(elementId), sizeBytes(body.length), body]);
}

function voidHead(total: number): Buffer {
  return Buffer.concat([idBytes(id.void), sizeBytes(total - 9)]);
}

function idBytes(elementId: number): Buffer {
  const digits = elementId.toString(16);
  return Buffer.from(digits, 'hex');
}

function sizeBytes(size: number): Buffer {
  const bytes = integer(size);
  bytes.writeUInt8(0x01);
  return bytes;
}

function integer(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(Math.round(value)));
  return bytes;
}

function readHead(file: number, at: number): { elementId: number; headSize: number; size: number } {
  const bytes = Buffer.alloc(12);
  readSync(file, bytes, 0, bytes.length, at);
  const idLength = Math.clz32(bytes.readUInt8(0)) - 23;
  const sizeLength = Math.clz32(bytes.readUInt8(idLength)) - 23;
  // The size's own length is told by its leading zeros and the marker behind them, which is cut off.
  const size = BigInt.asUintN(
    7 * sizeLength,
    BigInt(`0x${bytes.toString('hex', idLength, idLength + sizeLength)}`),
  );
  return { elementId: bytes.readUIntBE(0, idLength), headSize: idLength + sizeLength, size: Number(size) };
}
