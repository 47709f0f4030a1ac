import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { NoGuide } from './xmltv-reader.ts';

/** What a packed file may become. The largest guides are below 1 GB. */
const mostBytes = 4_000_000_000;

/** Larger pieces are not faster. */
const pieceBytes = 32_768;

const otherPackings: readonly (readonly [signature: string, name: string])[] = [
  ['504b0304', 'ZIP'],
  ['fd377a58', 'XZ'],
  ['425a68', 'bzip2'],
  ['28b52ffd', 'Zstandard'],
];

/**
 * Reads a file as text, piece by piece, unpacking gzip, in the encoding that its beginning names. Throws
 * {@link NoGuide}, and what the file system says.
 */
export async function* readText(path: string, limit = mostBytes): AsyncIterable<string> {
  await using file = await open(path);
  if (!(await file.stat()).isFile()) throw new NoGuide('it is no file');
  let decoder: TextDecoder | undefined;
  let bytes = 0;
  try {
    for await (const chunk of await unpack(file)) {
      bytes += chunk.length;
      if (bytes > limit) throw new NoGuide(`it is larger than ${limit / 1_000_000} MB`);
      decoder ??= decoderFor(chunk);
      yield decode(decoder, chunk);
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'Z_BUF_ERROR') throw new NoGuide('it ends too early');
    throw code.startsWith('Z_') ? new NoGuide('its gzip packing is damaged') : error;
  }
  if (!decoder) throw new NoGuide('it is empty');
  yield decode(decoder);
}

async function unpack(file: FileHandle): Promise<AsyncIterable<Buffer>> {
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
  const signature = buffer.toString('hex');
  const other = otherPackings.find(([start]) => signature.startsWith(start));
  if (other) throw new NoGuide(`it is packed as ${other[1]}; plain XML and gzip are read`);
  if (!signature.startsWith('1f8b')) return readPieces(file);
  const bytes = file.createReadStream({ start: 0, autoClose: false });
  // Errors of either stream end the one that is read.
  return pipeline(bytes, createGunzip(), () => {});
}

/** Each piece lies where the one before did, so that they leave nothing behind that is collected late. */
async function* readPieces(file: FileHandle): AsyncIterable<Buffer> {
  const memory = Buffer.allocUnsafe(pieceBytes);
  for (let position = 0; ; ) {
    const { bytesRead } = await file.read(memory, 0, memory.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield memory.subarray(0, bytesRead);
  }
}

/** By the mark of its byte order, by its first signs, or by its XML declaration; UTF-8 where nothing tells. */
function decoderFor(start: Buffer): TextDecoder {
  const signs = start.toString('latin1', 0, 200);
  const declared = /^<\?xml[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(signs)?.[1];
  let label = 'utf-8';
  if (/^(?:\xff\xfe|<\0)/.test(signs)) label = 'utf-16le';
  else if (/^(?:\xfe\xff|\0<)/.test(signs)) label = 'utf-16be';
  else if (declared !== undefined) label = declared;
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw new NoGuide(`its encoding ${label} is not known`);
  }
}

function decode(decoder: TextDecoder, chunk?: Buffer): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new NoGuide(`it is not in the encoding that it claims (${decoder.encoding})`);
  }
}
