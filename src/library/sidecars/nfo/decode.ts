/** The encoding that an XML declaration names. */
const declared = /^\s{0,100}<\?xml[^>]{0,200}?encoding\s{0,10}=\s{0,10}["']([A-Za-z0-9._-]{1,40})["']/;

/**
 * Makes text of an NFO file's bytes: by its byte order mark, as UTF-8 where it is that, else in the encoding that it
 * declares, else in Windows-1252, which knows every byte. Files that declare UTF-8 and are something else are common.
 */
export function decodeNfo(bytes: Uint8Array): string {
  const marked = findMark(bytes);
  if (marked !== undefined) return new TextDecoder(marked).decode(bytes);
  const utf8 = decodeStrictly('utf-8', bytes);
  if (utf8 !== undefined) return utf8;
  const name = declared.exec(Buffer.from(bytes.subarray(0, 400)).toString('latin1'))?.[1];
  const text = name !== undefined && !/^utf-?(?:8|16)/i.test(name) ? decodeStrictly(name, bytes) : undefined;
  return text ?? new TextDecoder('windows-1252').decode(bytes);
}

/** By the byte order mark, or by a `<` that takes two bytes. */
function findMark(bytes: Uint8Array): string | undefined {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  return undefined;
}

/** Undefined where the bytes are no text in that encoding, or nobody knows it. */
function decodeStrictly(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
