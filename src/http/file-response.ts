import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';
import type { HonoRequest } from 'hono';
import { matches } from './entity-tag.ts';
import { respondFailure } from './failure-response.ts';

/** Bytes that are read at once: a slow client holds no more of a file in memory than this. */
const chunkBytes = 256 * 1024;

/**
 * Answers with a file, or with the one range of bytes that was asked for (RFC 9110, 14). Of several ranges, or of one
 * that cannot be understood, the whole file is sent, as the RFC allows. Who has the file as it is gets 304. The path must be one that Butler found or made
 * itself: nothing here looks at where it leads. 404 where there is no such file now.
 */
export async function respondFile(request: HonoRequest, path: string, type: string): Promise<Response> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return respondFailure({ status: 404 }, request);
  const tag = `"${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}"`;
  if (matches(request.header('if-none-match'), tag))
    return new Response(null, { status: 304, headers: { ETag: tag } });
  const headers = {
    'Content-Type': type,
    'Accept-Ranges': 'bytes',
    'Last-Modified': found.mtime.toUTCString(),
    ETag: tag,
  };
  // What a client has the beginning of may be another file by now.
  const { 'if-range': ifRange = tag } = request.header();
  const isSame = [tag, headers['Last-Modified']].includes(ifRange);
  const range = isSame ? parseRange(request.header('range'), found.size) : undefined;
  if (range === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'Content-Range': `bytes */${found.size}`, 'Content-Length': '0' },
    });
  }
  const { start, end } = range ?? { start: 0, end: found.size };
  return new Response(contentOf(path, start, end), {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'Content-Length': `${end - start}`,
      ...(range && { 'Content-Range': `bytes ${start}-${end - 1}/${found.size}` }),
    },
  });
}

/** Half-open. Undefined where the whole is to be sent. */
export function parseRange(
  header: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } | 'unsatisfiable' | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size };
  }
  if (last !== '' && Number(last) < Number(first)) return undefined;
  const start = Number(first);
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}

/** Opened when the first bytes are wanted: for a HEAD they never are. */
function contentOf(path: string, start: number, end: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  let file: FileHandle | undefined;
  let position = start;
  const close = async () => {
    await file?.close();
    file = undefined;
  };
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          file ??= await open(path);
          const chunk = new Uint8Array(Math.min(chunkBytes, end - position));
          const { bytesRead } = await file.read(chunk, 0, chunk.length, position);
          if (bytesRead > 0) controller.enqueue(chunk.subarray(0, bytesRead));
          position += bytesRead;
          if (position < end && bytesRead > 0) return;
          await close();
          // A file that was cut meanwhile must not pass for a whole one.
          if (position < end) throw new Error('The file became shorter while it was sent.');
          controller.close();
        } catch (error) {
          await close();
          controller.error(error);
        }
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}
