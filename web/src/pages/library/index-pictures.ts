import type { Api } from '../../../../sdk/src/index.ts';
import { server } from '../../data/session.ts';
import { parseBif } from './bif.ts';

/** The pictures of a film, one for each of some moments. */
export interface IndexPictures {
  /** From the start of the film, in milliseconds, ascending. */
  readonly times: readonly number[];
  readonly load: (place: number) => Promise<Blob>;
}

/** Beyond this an index file is not fetched as a whole, but picture by picture: a phone may look. */
const mostBytes = 48 * 2 ** 20;
/** Between two pictures that are fetched by themselves. */
const stepMs = 10_000;

/** Those of a part that has an index file. */
export async function openPictures(
  { indexFile, durationMs, products }: Api.Part,
  signal: AbortSignal,
): Promise<IndexPictures | undefined> {
  if (indexFile === undefined) return undefined;
  const bytes = products.find(({ kind }) => kind === 'indexFile')?.bytes ?? 0;
  return bytes > mostBytes ? onePerStep(indexFile, durationMs ?? 0) : await allAtOnce(indexFile, signal);
}

async function allAtOnce(path: string, signal: AbortSignal): Promise<IndexPictures> {
  const blob = await server.peek().file({ path }, { signal, timeoutMs: 120_000 });
  const file = new Uint8Array(await blob.arrayBuffer());
  const frames = parseBif(file);
  const load = async (place: number) => {
    const { from = 0, to = 0 } = frames[place] ?? {};
    return new Blob([file.subarray(from, to)], { type: 'image/jpeg' });
  };
  return { times: frames.map(({ atMs }) => atMs), load };
}

function onePerStep(path: string, durationMs: number): IndexPictures {
  const times = Array.from({ length: Math.max(1, Math.ceil(durationMs / stepMs)) }, (_, n) => n * stepMs);
  const kept = new Map<number, Promise<Blob>>();
  const load = (place: number) => {
    const found = kept.get(place) ?? server.peek().file({ path: `${path}/${times[place] ?? 0}` });
    kept.set(place, found);
    found.catch(() => kept.delete(place));
    return found;
  };
  return { times, load };
}
