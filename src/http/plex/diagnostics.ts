import { createReadStream } from 'node:fs';
import { Hono } from 'hono';
import { type ZipEntry, zip } from '../zip.ts';

/** A consistent copy of the database without anything secret, which goes when it is disposed of. */
interface DatabaseCopy extends AsyncDisposable {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
}

/** Bytes that are read at once. */
const chunkBytes = 256 * 1024;

export type CopyDatabase = (signal: AbortSignal) => Promise<DatabaseCopy>;

/**
 * `/diagnostics/databases`: the database as it is now, in an archive to be saved. Clients that look into it know the file by
 * the beginning of its name.
 */
export function diagnosticRoutes(copyDatabase: CopyDatabase, now: () => number): Hono {
  return new Hono({ strict: false }).get('/diagnostics/databases', async c => {
    const at = now();
    const [day = '', time = ''] = new Date(at).toISOString().split(/[T.]/);
    const headers = {
      'Content-Type': 'application/zip',
      'Content-Disposition': `attachment; filename="Butler Databases_${day}_${time.replaceAll(':', '-')}.zip"`,
    };
    // Whoever asks only for this has no copy made.
    if (c.req.method === 'HEAD') return new Response(null, { headers });
    const copy = await copyDatabase(c.req.raw.signal);
    const name = `databaseBackup.db-${day}`;
    return new Response(streamOf(copy, { name, modifiedAt: at }), { headers });
  });
}

/** The archive; the copy goes with the last of it, or with the client. */
function streamOf(copy: DatabaseCopy, entry: Pick<ZipEntry, 'name' | 'modifiedAt'>) {
  const pieces = zip({ ...entry, bytes: copy.bytes, content: contentOf(copy) });
  const end = async () => {
    await pieces.return(undefined);
    await copy[Symbol.asyncDispose]();
  };
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          const { done, value } = await pieces.next();
          if (!done) return controller.enqueue(new Uint8Array(value));
          await end();
          controller.close();
        } catch (error) {
          await end();
          controller.error(error);
        }
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}

/** Opened when it is read. */
async function* contentOf({ path }: DatabaseCopy): AsyncGenerator<Uint8Array> {
  yield* createReadStream(path, { highWaterMark: chunkBytes });
}
