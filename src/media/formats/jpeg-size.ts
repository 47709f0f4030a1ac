/**
 * Width and height of a JPEG, from its first start-of-frame segment (ITU-T T.81, B.2.2). Throws a RangeError where
 * there is none.
 */
export function readJpegSize(bytes: Uint8Array): { width: number; height: number } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 4 || file.readUInt16BE(0) !== 0xffd8) throw new RangeError('This is no JPEG.');
  for (let at = 2; at + 9 <= file.length && file[at] === 0xff; at += 2 + file.readUInt16BE(at + 2)) {
    const marker = file.readUInt8(at + 1);
    // C4, C8 and CC, in their midst, are tables and an extension.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: file.readUInt16BE(at + 7), height: file.readUInt16BE(at + 5) };
  }
  throw new RangeError('This JPEG has no frame.');
}
