import { open } from 'node:fs/promises';
import { type ReceiveRequest, receive } from './receive.ts';

export interface DownloadRequest extends ReceiveRequest {
  /** The file that is written anew; it may be left unfinished by an error. */
  readonly file: string;
}

/** `version` is to be given with the next request; empty where the server tells none. */
export type Downloaded =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'file'; readonly bytes: number; readonly version: string };

/**
 * Downloads what is at an address into a file, within the limits of {@link receive}. Throws `NotDownloaded`, the signal's
 * reason, and what the file system says.
 */
export async function download(request: DownloadRequest): Promise<Downloaded> {
  const received = await receive(request, async pieces => {
    await using handle = await open(request.file, 'w', 0o600);
    let bytes = 0;
    for await (const piece of pieces) {
      bytes += piece.byteLength;
      await handle.writeFile(piece);
    }
    return bytes;
  });
  if (received.kind === 'unchanged') return received;
  return { kind: 'file', bytes: received.content, version: received.version };
}
