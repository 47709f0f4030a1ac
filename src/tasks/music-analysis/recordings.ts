import type { RunContext } from '../../domain/run-context.ts';
import { isSameRecording, lengthTolerance, Recording } from '../../library/music/same-recording.ts';

/** Raised when the same tracks give another result. */
const version = 'sameRecording:1';
/** Tracks that are read at once. */
const batch = 500;

/**
 * Compares every track that was measured since with all others of its length, and keeps which are the same recording.
 * Returns how many of the new ones are there twice. Interrupted, it goes on with those that are left.
 */
export async function compareRecordings({ analyses, signal, now }: RunContext): Promise<number> {
  const tracks = await analyses.recordings(version);
  const fresh = tracks.filter(({ isCompared }) => !isCompared);
  if (fresh.length === 0) return 0;
  const claims = await Claims.read(
    analyses,
    tracks.map(({ partId }) => partId),
  );
  // By part, those around the length of the track at hand.
  const near = new Map<number, Recording>();
  let first = 0;
  let end = 0;
  let twice = 0;
  for (const { partId, durationMs } of fresh) {
    signal.throwIfAborted();
    for (; (tracks[first]?.durationMs ?? durationMs) < durationMs - lengthTolerance; first++)
      near.delete(tracks[first]?.partId ?? 0);
    const from = Math.max(first, end);
    for (end = from; (tracks[end]?.durationMs ?? Number.NaN) <= durationMs + lengthTolerance; ) end++;
    await inBatches(tracks.slice(from, end), async some => {
      const ids = some.map(track => track.partId);
      for (const found of await analyses.findAll(ids, 'music'))
        near.set(found.partId, new Recording(found.value));
    });
    const recording = near.get(partId);
    if (!recording) continue;
    const same = [...near].flatMap(([id, other]) =>
      id !== partId && isSameRecording(recording, other) ? [id] : [],
    );
    if (same.length > 0) twice++;
    for (const [id, parts] of claims.set(partId, same))
      await analyses.keep({ partId: id, kind: 'sameRecording', version, value: { parts } }, now());
  }
  return twice;
}

/** Which track is said to be the same recording as which: always both ways. */
class Claims {
  readonly #of = new Map<number, Set<number>>();

  static async read(analyses: RunContext['analyses'], tracks: readonly number[]): Promise<Claims> {
    const claims = new Claims();
    await inBatches(tracks, async some => {
      for (const { partId, value } of await analyses.findAll(some, 'sameRecording')) {
        // What was said of a file goes with its content; what the others say of it is still there.
        for (const other of value.parts) claims.#get(other).add(partId);
      }
    });
    return claims;
  }

  /** Replaces what is said of a track, and yields what is now to be kept of it and of the others. */
  *set(partId: number, same: readonly number[]): Generator<[partId: number, parts: readonly number[]]> {
    for (const other of this.#get(partId)) this.#get(other).delete(partId);
    for (const other of same) this.#get(other).add(partId);
    const changed = new Set([...this.#get(partId), ...same]);
    this.#of.set(partId, new Set(same));
    for (const id of [...changed, partId]) yield [id, [...this.#get(id)].sort((a, b) => a - b)];
  }

  #get(partId: number): Set<number> {
    const found = this.#of.get(partId) ?? new Set();
    this.#of.set(partId, found);
    return found;
  }
}

async function inBatches<T>(all: readonly T[], use: (some: readonly T[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += batch) await use(all.slice(from, from + batch));
}
